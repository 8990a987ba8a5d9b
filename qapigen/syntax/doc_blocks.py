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


def cut_blocks(text: DocText, dialect: Dialect, report: Report) -> list[Section]:
    """The sections of a comment; faults in cutting it go to `report`."""
    return _Cutter(text, dialect, report).cut()


class _Cutter:
    def __init__(self, text: DocText, dialect: Dialect, report: Report) -> None:
        self.text = text
        self.lines = text.lines
        if " \n" in text.body:
            self.lines = [line.rstrip() for line in text.lines]
        self.lifetime = dialect.lifetime
        # With a second colon it is a directive; the first releases with blocks missed that.
        self.tag = _TAG if dialect.double_colons else _SINGLE_COLON_TAG
        self.report = report
        self.sections: list[Section] = []
        self.at = 0
        self.closed_to_members = False
        self.seen_features: Span | None = None

    def cut(self) -> list[Section]:
        if self.text.comment.symbol is None:
            self.free_form()
            return self.sections
        self.at = 1
        while self.at < len(self.lines):
            if self.lines[self.at]:
                self.block(self.lines[self.at])
            else:
                self.at += 1
        return self.sections

    def block(self, line: str) -> None:
        """Read the block that begins with `line`, the current one."""
        first = line[0]
        if first == "@" and (match := _DESCRIPTION.match(line)):
            self.members(match)
        elif line == "Features:":
            self.features()
        elif first in "RESNT" and (tag := self.tag.match(line)):
            self.tagged(tag[1], tag.end())
        else:
            if first == "=":
                self.add(HEADING_IN_DEFINITION.at(self.text.line_span(self.at)))
            self.paragraph()

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
        self.close(SectionKind.TEXT, "", 0, len(self.lines))

    def members(self, first: re.Match[str]) -> None:
        if self.closed_to_members:
            place = self.text.name_span(self.at, first[1])
            self.add(LATE_DESCRIPTION.at(place, name=first[1]))
        self.descriptions(SectionKind.MEMBER, first)
        self.closed_to_members = True

    def features(self) -> None:
        heading = self.at
        if self.seen_features:
            finding = DUPLICATE_FEATURES.at(self.text.line_span(heading))
            self.add(finding.pointing_at(self.seen_features, "the first"))
        self.at += 1
        while self.at < len(self.lines) and not self.lines[self.at]:
            self.at += 1
        first = self.description()
        if first is not None:
            self.descriptions(SectionKind.FEATURE, first)
        else:
            finding = NO_FEATURES.at(self.text.line_span(self.at))
            self.add(
                finding.pointing_at(self.text.line_span(heading), "'Features:' is here")
            )
        self.seen_features = self.text.line_span(heading)
        self.closed_to_members = True

    def description(self) -> re.Match[str] | None:
        """The match of the current line if it begins a description."""
        return (
            _DESCRIPTION.match(self.lines[self.at])
            if self.at < len(self.lines)
            else None
        )

    def descriptions(self, kind: SectionKind, first: re.Match[str]) -> None:
        """Read a run of descriptions, of which the first begins at the current line."""
        match: re.Match[str] | None = first
        while match is not None:
            self.indented(kind, match[1], match.end())
            match = self.description()

    def tagged(self, tag: str, column: int) -> None:
        kind = TAGS[tag]
        if kind in (SectionKind.NOTE, SectionKind.EXAMPLE):
            directive = ".. note::" if kind is SectionKind.NOTE else ".. qmp-example::"
            finding = OLD_SECTION.at(self.text.tag_span(self.at, tag), tag=tag)
            self.add(finding.helped_by(f"write '{directive}' instead"))
        self.indented(kind, tag, column)
        self.closed_to_members = True

    def paragraph(self) -> None:
        start = self.at
        while self.at < len(self.lines) and self.lines[self.at]:
            self.at += 1
        last = self.sections[-1] if self.sections else None
        if last is not None and last.kind is SectionKind.TEXT:
            # Paragraphs that follow each other are one section of text.
            self.sections[-1] = last._replace(end=self.at)
        else:
            self.close(SectionKind.TEXT, "", start, self.at)

    def indented(self, kind: SectionKind, name: str, column: int) -> None:
        """Read a section whose text begins at `column`, with the indented lines that follow."""
        lines = self.lines
        start = self.at
        at = start + 1
        count = len(lines)
        while at < count and not lines[at]:
            at += 1
        if at < count and lines[at][0] == " ":
            at = self.continued(at)
        self.at = at
        self.close(kind, name, start, at, column)

    def continued(self, at: int) -> int:
        """The line behind the indented text that begins with line `at`."""
        lines = self.lines
        indent = len(lines[at]) - len(lines[at].lstrip())
        first = at + 1
        at = first
        margin = " " * indent
        while at < len(lines):
            line = lines[at]
            if line and not line.startswith(margin):
                if line[0] == "@" and _DESCRIPTION.match(line):
                    return at
                if at > first:
                    # Releases look at the indent of only one line; later ones start a new block.
                    return at
                self.add(UNEXPECTED_INDENT.at(self.text.line_span(at), expected=indent))
            at += 1
        return at

    def close(
        self, kind: SectionKind, name: str, first: int, end: int, column: int = 0
    ) -> None:
        self.sections.append(Section(kind, name, self.text, first, end, column))

    def add(self, finding: Diagnostic) -> None:
        self.report.add(finding.during(self.lifetime))
