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
        self.lines = [line.rstrip() for line in text.lines]
        self.lifetime = dialect.lifetime
        # With a second colon it is a directive; the first releases with blocks missed that.
        self.tag = _TAG if dialect.double_colons else _SINGLE_COLON_TAG
        self.report = report
        self.sections: list[Section] = []
        self.at = 0
        self.closed_to_members = False
        self.seen_features = False

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
        if first == "@" and _DESCRIPTION.match(line):
            self.members()
        elif line == "Features:":
            self.features()
        elif first in "RESNT" and (tag := self.tag.match(line)):
            self.tagged(tag[1], line[tag.end() :])
        else:
            if first == "=":
                self.add(HEADING_IN_DEFINITION.at(self.text.line_span(self.at)))
            self.paragraph()

    def free_form(self) -> None:
        for index, line in enumerate(self.lines):
            if line[:1] == "@" and (match := _DESCRIPTION.match(line)):
                self.add(FREE_FORM_NAME.at(self.text.line_span(index), name=match[1]))
            elif line[:1] == "=" and index:
                self.add(HEADING_NOT_FIRST.at(self.text.line_span(index)))
        self.close(SectionKind.TEXT, "", 0, self.lines)

    def members(self) -> None:
        if self.closed_to_members:
            match = _DESCRIPTION.match(self.lines[self.at])
            assert match is not None
            place = self.text.line_span(self.at)
            self.add(LATE_DESCRIPTION.at(place, name=match[1]))
        self.descriptions(SectionKind.MEMBER)
        self.closed_to_members = True

    def features(self) -> None:
        heading = self.at
        if self.seen_features:
            self.add(DUPLICATE_FEATURES.at(self.text.line_span(heading)))
        self.at += 1
        while self.at < len(self.lines) and not self.lines[self.at]:
            self.at += 1
        if not self.descriptions(SectionKind.FEATURE):
            finding = NO_FEATURES.at(self.text.line_span(self.at))
            self.add(
                finding.pointing_at(self.text.line_span(heading), "'Features:' is here")
            )
        self.seen_features = True
        self.closed_to_members = True

    def descriptions(self, kind: SectionKind) -> bool:
        """Read a run of descriptions; False if there is none."""
        found = False
        while self.at < len(self.lines) and (
            match := _DESCRIPTION.match(self.lines[self.at])
        ):
            found = True
            self.indented(kind, match[1], self.lines[self.at][match.end() :])
        return found

    def tagged(self, tag: str, text: str) -> None:
        kind = TAGS[tag]
        if kind in (SectionKind.NOTE, SectionKind.EXAMPLE):
            directive = ".. note::" if kind is SectionKind.NOTE else ".. qmp-example::"
            finding = OLD_SECTION.at(self.text.line_span(self.at), tag=tag)
            self.add(finding.helped_by(f"write '{directive}' instead"))
        self.indented(kind, tag, text)
        self.closed_to_members = True

    def paragraph(self) -> None:
        start = self.at
        while self.at < len(self.lines) and self.lines[self.at]:
            self.at += 1
        last = self.sections[-1] if self.sections else None
        if last is not None and last.kind is SectionKind.TEXT:
            # Paragraphs that follow each other are one section of text.
            self.sections[-1] = last._replace(
                lines=tuple(self.lines[last.first : self.at])
            )
        else:
            self.close(SectionKind.TEXT, "", start, self.lines[start : self.at])

    def indented(self, kind: SectionKind, name: str, text: str) -> None:
        """Read a section with the `text` on its first line and the indented lines that follow."""
        lines = self.lines
        start = self.at
        at = start + 1
        count = len(lines)
        while at < count and not lines[at]:
            at += 1
        if at < count and lines[at][0] == " ":
            at = self.continued(at)
        self.at = at
        self.close(kind, name, start, [text, *lines[start + 1 : at]])

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

    def close(self, kind: SectionKind, name: str, first: int, lines: list[str]) -> None:
        self.sections.append(
            Section(kind, name, tuple(lines), first, self.text.comment)
        )

    def add(self, finding: Diagnostic) -> None:
        self.report.add(finding.during(self.lifetime))
