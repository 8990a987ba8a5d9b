# SPDX-License-Identifier: MIT
"""Finds templates, those of users first, and renders them; a missing name is an error."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from qapigen.shipped import shipped


def environment(kind: str, own: Path | None = None) -> Environment:
    """The templates of one backend; a file in the folder `own` replaces the one of its name."""
    folders = [shipped("templates") / kind]
    if own is not None:
        folders = [own / kind, own, *folders]
    return Environment(
        loader=FileSystemLoader(folders),
        undefined=StrictUndefined,
        autoescape=kind == "html",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        # Templates do not change while they are printed from.
        auto_reload=False,
    )
