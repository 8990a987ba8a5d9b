# SPDX-License-Identifier: MIT
"""Finds templates, those of users first, and says what is wrong with one of these."""

from __future__ import annotations

from pathlib import Path

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateSyntaxError,
)

from qapigen.backends.compiled import CompiledTemplates
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
        bytecode_cache=CompiledTemplates(kind),
    )


def fault_in(own: Path, error: Exception) -> str | None:
    """Where in the user's folder an error comes from, and what it is; None if it is ours."""
    # Only a fault needs it.
    from traceback import extract_tb

    if isinstance(error, TemplateSyntaxError):
        places = [(error.filename or "", error.lineno)]
    else:
        frames = reversed(extract_tb(error.__traceback__))
        places = [(frame.filename, frame.lineno or 0) for frame in frames]
    for path, line in places:
        if Path(path).is_relative_to(own):
            return f"{path}:{line}: {error}"
    if isinstance(error, UnicodeDecodeError):
        for file in filter(Path.is_file, sorted(own.rglob("*"))):
            if file.read_bytes() == error.object:
                return f"{file}: {error}"
    return None
