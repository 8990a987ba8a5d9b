# SPDX-License-Identifier: MIT
"""A schema laid out in a folder of its own, to be read with changes and put back."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from qapigen.compiler import Compilation, compile_schema
from qapigen.diagnostics.diagnostic import Diagnostic, Severity
from qapigen.schema.schema import Schema
from qapigen.source import Span


class Edit(NamedTuple):
    """A stretch of a file and the text to have instead."""

    span: Span
    text: str


class LaidOut:
    """A copy of the files of a schema; spans of `schema` say where they can be edited."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.plain = compile_schema(str(root))
        self.folder = folder
        self.places: dict[str, Path] = {}
        top = os.path.commonpath(
            [os.path.abspath(p) for p in self.paths()] + [root.parent]
        )
        for module in self.schema.modules:
            place = folder / os.path.relpath(os.path.abspath(module.path), top)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(module.source.text, encoding="utf-8")
            self.places[module.path] = place
        self.root = self.places[self.schema.modules[0].path]

    @property
    def schema(self) -> Schema:
        """The schema, without changes."""
        return self.plain.schema

    def paths(self) -> list[str]:
        """The paths of its files, as the compiler knows them."""
        return [module.path for module in self.schema.modules]

    def compile(self, edits: Sequence[Edit]) -> Compilation:
        """The schema with edits, its edition inferred."""
        with self.edited(edits):
            return compile_schema(str(self.root))

    @contextmanager
    def edited(self, edits: Sequence[Edit]) -> Iterator[None]:
        """The files with edits made; later they are as before."""
        before = {edit.span.source: edit.span.source.text for edit in edits}
        for source in before:
            text = source.text
            mine = [edit for edit in edits if edit.span.source is source]
            for edit in sorted(mine, key=lambda edit: -edit.span.start):
                text = text[: edit.span.start] + edit.text + text[edit.span.end :]
            self.places[source.path].write_text(text, encoding="utf-8")
        try:
            yield
        finally:
            for source, text in before.items():
                self.places[source.path].write_text(text, encoding="utf-8")


def errors(compilation: Compilation) -> list[Diagnostic]:
    """The findings that are errors."""
    return [f for f in compilation.findings if f.severity is Severity.ERROR]
