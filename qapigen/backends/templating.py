# SPDX-License-Identifier: MIT
"""Finds templates, those of users first, and renders them; a missing name is an error."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket

from qapigen.keeping import cache_folder, keep, recall
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
        bytecode_cache=_Compiled(kind),
    )


class _Compiled(BytecodeCache):
    """Compiled templates, kept for the next run; one whose text has changed is not taken."""

    def __init__(self, kind: str) -> None:
        # What is escaped in one kind of output is not in another.
        self._folder = cache_folder() / "templates" / kind

    def load_bytecode(self, bucket: Bucket) -> None:
        # Whatever may be wrong with it, the template is compiled then.
        with suppress(Exception):
            bucket.bytecode_from_string(recall(self._folder / bucket.key) or b"")

    def dump_bytecode(self, bucket: Bucket) -> None:
        keep(self._folder / bucket.key, bucket.bytecode_to_string())
