# SPDX-License-Identifier: MIT
"""Cut a documentation comment into sections as releases since 9.0 do: in blocks.

A block ends at a blank line; its first line, at column one, decides what it
is. The indented text that follows a description or a tag, also behind blank
lines, belongs to it.
"""

from __future__ import annotations

import re

from qapigen.diagnostics.diagnostic import Diagnostic
from qapigen.diagnostics.report import Report
from qapigen.source import Span
from qapigen.syntax.doc_comment import TAGS, Dialect, DocText, Section, SectionKind
from qapigen.syntax.doc_errors import (
    DUPLICATE_FEATURES,
    FREE_FORM_NAME,
    HEADING_IN_DEFINITION,
    HEADING_NOT_FIRST,
    LATE_DESCRIPTION,
    NO_FEATURES,
    OLD_SECTION,
    UNEXPECTED_INDENT,
)

_DESCRIPTION = re.compile(r"@([^:]*): *")
_TAG = re.compile(r"(Returns|Errors|Since|Notes?|Examples?|TODO): *")
_SINGLE_COLON_TAG = re.compile(r"(Returns|Errors|Since|Notes?|Examples?|TODO):(?!:) *")

_BLANK_ENDS = (" \n", "\t\n", "\f\n", "\v\n")


def cut_blocks(text: DocText, dialect: Dialect, report: Report) -> list[Section]:
    """The sections of a comment; faults in cutting it go to `report`."""
    return _Cutter(text, dialect, report).cut()


class _Cutter:
    """Methods that read something take the index of its first line, and give the one behind it."""

    def __init__(self, text: DocText, dialect: Dialect, report: Report) -> None:
        self.text = text
        self.lines = text.lines
        if not text.body.isascii() or any(end in text.body for end in _BLANK_ENDS):
            self.lines = [line.rstrip() for line in text.lines]
        self.lifetime = dialect.lifetime
        # With a second colon it is a directive; the first releases with blocks missed that.
        self.tag = _TAG if dialect.double_colons else _SINGLE_COLON_TAG
        self.report = report
        self.sections: list[Section] = []
        self.closed_to_members = False
        self.seen_features: Span | None = None

    def cut(self) -> list[Section]:
        lines = self.lines
        if self.text.comment.symbol is None:
            self.free_form()
            return self.sections
        at, count = 1, len(lines)
        while at < count:
            at = self.block(at, lines[at]) if lines[at] else at + 1
        return self.sections

    def block(self, at: int, line: str) -> int:
        """Read the block that begins with `line`."""
        first = line[0]
        if first == "@" and (match := _DESCRIPTION.match(line)):
            return self.members(at, match)
        if line == "Features:":
            return self.features(at)
        if first in "RESNT" and (tag := self.tag.match(line)):
            return self.tagged(at, tag)
        if first == "=":
            self.add(HEADING_IN_DEFINITION.at(self.text.line_span(at)))
        return self.paragraph(at)

    def free_form(self) -> None:
        described = self.text.comment.has_junk
        for index, line in enumerate(self.lines):
            if line[:1] == "@" and (match := _DESCRIPTION.match(line)):
                if not described:
                    place = self.text.name_span(index, match[1])
                    self.add(FREE_FORM_NAME.at(place, name=match[1]))
                described = True
            elif line[:1] == "=" and index:
                self.add(HEADING_NOT_FIRST.at(self.text.line_span(index)))
        self.sections.append(
            Section(SectionKind.TEXT, "", self.text, 0, len(self.lines))
        )

    def members(self, at: int, first: re.Match[str]) -> int:
        if self.closed_to_members:
            place = self.text.name_span(at, first[1])
            self.add(LATE_DESCRIPTION.at(place, name=first[1]))
        self.closed_to_members = True
        return self.descriptions(SectionKind.MEMBER, at, first)

    def features(self, heading: int) -> int:
        if self.seen_features:
            finding = DUPLICATE_FEATURES.at(self.text.line_span(heading))
            self.add(finding.pointing_at(self.seen_features, "the first"))
        self.seen_features = self.text.line_span(heading)
        self.closed_to_members = True
        at = heading + 1
        while at < len(self.lines) and not self.lines[at]:
            at += 1
        first = self.description(at)
        if first is not None:
            return self.descriptions(SectionKind.FEATURE, at, first)
        finding = NO_FEATURES.at(self.text.line_span(at))
        self.add(finding.pointing_at(self.seen_features, "'Features:' is here"))
        return at

    def description(self, at: int) -> re.Match[str] | None:
        """The match of a line if it begins a description."""
        return _DESCRIPTION.match(self.lines[at]) if at < len(self.lines) else None

    def descriptions(self, kind: SectionKind, at: int, first: re.Match[str]) -> int:
        """Read a run of descriptions."""
        lines = self.lines
        count = len(lines)
        match: re.Match[str] | None = first
        while match is not None:
            at = self.indented(kind, at, match)
            if at == count or lines[at][0] != "@":
                return at
            match = _DESCRIPTION.match(lines[at])
        return at

    def tagged(self, at: int, tag: re.Match[str]) -> int:
        kind = TAGS[tag[1]]
        if kind in (SectionKind.NOTE, SectionKind.EXAMPLE):
            directive = ".. note::" if kind is SectionKind.NOTE else ".. qmp-example::"
            finding = OLD_SECTION.at(self.text.tag_span(at, tag[1]), tag=tag[1])
            self.add(finding.helped_by(f"write '{directive}' instead"))
        self.closed_to_members = True
        return self.indented(kind, at, tag)

    def paragraph(self, start: int) -> int:
        at, count = start, len(self.lines)
        while at < count and self.lines[at]:
            at += 1
        if self.sections and self.sections[-1].kind is SectionKind.TEXT:
            # Paragraphs that follow each other are one section of text.
            start = self.sections.pop().first
        self.sections.append(Section(SectionKind.TEXT, "", self.text, start, at))
        return at

    def indented(self, kind: SectionKind, start: int, head: re.Match[str]) -> int:
        """Read a section whose text begins behind `head`, with the indented lines that follow."""
        lines = self.lines
        at, count = start + 1, len(lines)
        while at < count and not lines[at]:
            at += 1
        if at < count and lines[at][0].isspace():
            at = self.continued(at)
        # As for nodes: there are four times as many sections as definitions.
        fields = (kind, head[1], self.text, start, at, head.end())
        self.sections.append(tuple.__new__(Section, fields))
        return at

    def continued(self, first: int) -> int:
        """Read indented text."""
        lines = self.lines
        indent = _indent(lines[first])
        margin = " " * indent
        for at in range(first + 1, len(lines)):
            line = lines[at]
            if line and not line.startswith(margin) and _indent(line) < indent:
                if line[0] == "@" and _DESCRIPTION.match(line):
                    return at
                if at > first + 1:
                    # Releases look at the indent of only one line; later ones start a new block.
                    return at
                self.add(UNEXPECTED_INDENT.at(self.text.line_span(at), expected=indent))
        return len(lines)

    def add(self, finding: Diagnostic) -> None:
        self.report.add(finding.during(self.lifetime))


def _indent(line: str) -> int:
    """The number of white space characters before the text, of whatever kind."""
    return len(line) - len(line.lstrip())
