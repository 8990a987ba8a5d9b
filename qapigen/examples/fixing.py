# SPDX-License-Identifier: MIT
"""Mistakes of examples that can be mended without thinking: commas, quotes, misspelt names."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from qapigen.diagnostics.diagnostic import Diagnostic, Slip
from qapigen.diagnostics.suggestions import near_names
from qapigen.source import Source, Span
from qapigen.syntax.json_errors import MISSING_COMMA, SINGLE_QUOTES, TRAILING_COMMA


class Edit(NamedTuple):
    """A text to put in place of a stretch of a source."""

    span: Span
    text: str


class FixedFile(NamedTuple):
    """A file with its text as it would be."""

    source: Source
    text: str

    def difference(self) -> Iterator[str]:
        """The lines of a unified diff from the present text to the new one."""
        path = self.source.path
        old, new = self.source.text.split("\n"), self.text.split("\n")
        return difflib.unified_diff(old, new, path, path, lineterm="")


def edits_for(finding: Diagnostic) -> Iterator[Edit]:
    """The edits that mend a finding; none where it takes a person to decide."""
    span = finding.span
    code = finding.code.name
    if code == MISSING_COMMA.name:
        yield Edit(Span(span.source, span.end, span.end), ",")
    elif code == TRAILING_COMMA.name:
        yield Edit(span, "")
    elif code == SINGLE_QUOTES.name:
        for place in (span, *(label.span for label in finding.labels)):
            inner = place.text[1:-1]
            if '"' not in inner:
                yield Edit(place, f'"{inner}"')
    elif isinstance(finding.advice, Slip):
        near = near_names(finding.advice.name, finding.advice.candidates())
        quote = span.text[:1]
        if len(near) == 1 and quote in ('"', "'"):
            yield Edit(span, f'"{near[0]}"')


def fixed(findings: Iterable[Diagnostic]) -> list[FixedFile]:
    """The files that the edits of all findings change."""
    by_source: dict[Source, dict[int, Edit]] = {}
    for finding in findings:
        for edit in edits_for(finding):
            edits = by_source.setdefault(edit.span.source, {})
            # A name in single quotes is replaced whole, or its quotes are: the name wins.
            if edit.span.start not in edits or isinstance(finding.advice, Slip):
                edits[edit.span.start] = edit
    return [
        FixedFile(source, _edited(source, edits.values()))
        for source, edits in by_source.items()
    ]


def _edited(source: Source, edits: Iterable[Edit]) -> str:
    pieces = []
    at = 0
    for edit in sorted(edits, key=lambda edit: edit.span.start):
        pieces += [source.text[at : edit.span.start], edit.text]
        at = edit.span.end
    return "".join([*pieces, source.text[at:]])


def encoded_like(old: bytes, text: str) -> bytes:
    """A text as bytes with the line ends of what it replaces, its last one included."""
    if not old.endswith((b"\n", b"\r")):
        text = text.removesuffix("\n")
    if b"\r\n" in old:
        text = text.replace("\n", "\r\n")
    return text.encode("utf-8")
