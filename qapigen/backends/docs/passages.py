# SPDX-License-Identifier: MIT
"""Passages: stretches of documentation that are marked up for themselves.

A passage remembers which line of the comment each of its lines was, so that
whatever is wrong with its markup is shown where it was written.
"""

from __future__ import annotations

from typing import NamedTuple

from qapigen.source import Span
from qapigen.syntax.doc_comment import Section


class Line(NamedTuple):
    """A line of markup, and which of its section's lines it was made of."""

    text: str
    number: int


class Passage(NamedTuple):
    """The text of a section, or part of a free-form comment; `owner` is who it is about."""

    section: Section
    owner: str
    lines: tuple[Line, ...]

    def span(self, index: int) -> Span:
        """The place in the schema of one of the passage's lines, the last if it has fewer."""
        if not self.lines:
            return self.section.span
        return self.section.line_span(
            self.lines[min(max(index, 0), len(self.lines) - 1)].number
        )


def written_lines(section: Section) -> list[Line]:
    """The section's lines, continuation lines dedented together, blank ends removed."""
    head, *rest = section.lines or ("",)
    margin = 0
    if section.name:
        indents = (len(text) - len(text.lstrip()) for text in rest if text.strip())
        margin = min(indents, default=0)
    lines = [Line(head.strip() if section.name else head.rstrip(), 0)]
    lines += (
        Line(text[margin:].rstrip(), number) for number, text in enumerate(rest, 1)
    )
    return without_blank_ends(lines)


def without_blank_ends(lines: list[Line]) -> list[Line]:
    """The lines without blank ones at either end."""
    first, last = 0, len(lines)
    while first < last and not lines[first].text:
        first += 1
    while first < last and not lines[last - 1].text:
        last -= 1
    return lines[first:last]
