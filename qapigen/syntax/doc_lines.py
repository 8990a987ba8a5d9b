# SPDX-License-Identifier: MIT
"""Cut a documentation comment into sections as releases before 9.0 do: line by line.

The reader is in one of four states: in the body, among descriptions of
members, among those of features, or in the rest, where no description may
come any more. Tags are recognised in each of them, also within a paragraph.
"""

from __future__ import annotations

import re
from enum import Enum

from qapigen.diagnostics.diagnostic import Diagnostic
from qapigen.diagnostics.report import Report
from qapigen.editions import (
    EMPTY_DESCRIPTION_IS_BLANK,
    FIRST_LINE_INDENT,
    HEADING_REFUSED_ON_ANY_LINE,
    INDENTED_NAMES,
    TEXT_COLUMN_INDENT,
)
from qapigen.syntax.doc_comment import TAGS, Dialect, DocText, Section, SectionKind
from qapigen.syntax.doc_errors import (
    DUPLICATE_NAME,
    DUPLICATE_SECTION,
    EMPTY_NAME,
    EMPTY_SECTION,
    FREE_FORM_NAME,
    HEADING_IN_DEFINITION,
    LATE_DESCRIPTION,
    UNEXPECTED_INDENT,
)

_OLD_TAGS = tuple(tag for tag in TAGS if tag != "Errors")
_WORD_DESCRIPTION = re.compile(r"@(\S*):(?= |$)\s*")
_PREFIX_DESCRIPTION = re.compile(r"@([^:]*):\s*")
_WORD_TAG = re.compile(rf"({'|'.join(_OLD_TAGS)}):(?= |$)\s*")
_PREFIX_TAG = re.compile(rf"({'|'.join(_OLD_TAGS)}):\s*")
_NAME = re.compile(r"@(\S+):")
_ONCE = (SectionKind.RETURNS, SectionKind.SINCE)


class _State(Enum):
    BODY = 1
    MEMBERS = 2
    FEATURES = 3
    REST = 4


def cut_lines(text: DocText, dialect: Dialect, report: Report) -> list[Section]:
    """The sections of a comment; faults in cutting it go to `report`."""
    return _Cutter(text, dialect, report).cut()


class _Cutter:
    def __init__(self, text: DocText, dialect: Dialect, report: Report) -> None:
        self.text = text
        self.features = dialect.features
        self.prefix_tags = dialect.prefix_tags
        self.description = (
            _PREFIX_DESCRIPTION if self.prefix_tags else _WORD_DESCRIPTION
        )
        self.tag = _PREFIX_TAG if self.prefix_tags else _WORD_TAG
        self.lifetime = dialect.lifetime
        self.report = report
        self.sections: list[Section] = []
        self.seen: set[tuple[SectionKind, str]] = set()
        self.is_late = False
        self.is_stray = text.comment.has_junk
        self.state = _State.BODY
        self.start(SectionKind.TEXT, "", 0)

    def start(self, kind: SectionKind, name: str, first: int) -> None:
        self.kind = kind
        self.name = name
        self.first = self.last = first
        self.column = 0
        self.lines: list[str] = []
        self.indent: int | None = None
        self.is_uneven = False

    def cut(self) -> list[Section]:
        lines = self.text.lines
        if self.text.comment.symbol is None:
            for index, line in enumerate(lines):
                self.stray_name(index, line)
                self.lines.append(line)
                self.last = index
            self.end(len(lines))
            return self.sections
        self.first = 1
        for index in range(1, len(lines)):
            self.line(index, lines[index])
        self.end(len(lines))
        return self.sections

    def line(self, index: int, line: str) -> None:
        """Read one line of the documentation of a definition."""
        first = line[:1]
        if first == "@" and (match := self.description.match(line)):
            self.described(index, line, match)
        elif first and first in "RSNET" and (match := self.tag.match(line)):
            self.tagged(index, line, match)
        elif line == "Features:" and self.features and self.opens_features():
            self.state = _State.FEATURES
        else:
            if first == "=":
                finding = HEADING_IN_DEFINITION.at(self.text.line_span(index))
                self.add(finding.during(HEADING_REFUSED_ON_ANY_LINE))
            if self.ends_descriptions(line):
                self.end(index)
                self.start(SectionKind.TEXT, "", index)
                self.state = _State.REST
            self.continued(index, line)

    def described(self, index: int, line: str, match: re.Match[str]) -> None:
        name = match[1]
        place = self.text.name_span(index, name)
        if self.state is _State.REST and not self.is_late:
            self.add(LATE_DESCRIPTION.at(place, name=name))
            self.is_late = True
        kind = (
            SectionKind.FEATURE if self.state is _State.FEATURES else SectionKind.MEMBER
        )
        self.end(index)
        if not name:
            self.add(EMPTY_NAME.at(place))
        elif (kind, name) in self.seen:
            self.add(DUPLICATE_NAME.at(place, name=name))
        if self.state is _State.BODY:
            self.state = _State.MEMBERS
        self.open(kind, name, index, line, match.end())

    def tagged(self, index: int, line: str, match: re.Match[str]) -> None:
        kind = TAGS[match[1]]
        self.end(index)
        if kind in _ONCE and (kind, match[1]) in self.seen:
            place = self.text.tag_span(index, match[1])
            self.add(DUPLICATE_SECTION.at(place, tag=match[1]))
        self.state = _State.REST
        self.open(kind, match[1], index, line, match.end())

    def open(
        self, kind: SectionKind, name: str, index: int, line: str, column: int
    ) -> None:
        """Start a section whose text begins at `column` of its first line."""
        self.start(kind, name, index)
        text = line[column:]
        self.lines.append(text)
        self.column = column
        if not self.prefix_tags:
            self.indent = column if text else 0

    def opens_features(self) -> bool:
        """Whether a line `Features:` is the heading, here where it stands."""
        if self.state is _State.BODY:
            return True
        return self.state is _State.MEMBERS and self.after_blank()

    def ends_descriptions(self, line: str) -> bool:
        """Whether `line` is text that no longer belongs to the descriptions before it."""
        if self.state not in (_State.MEMBERS, _State.FEATURES):
            return False
        return bool(line) and not line[0].isspace() and self.after_blank()

    def after_blank(self) -> bool:
        """Whether the section so far ends with a blank line."""
        if not self.lines or self.lines[-1].strip():
            return False
        if len(self.lines) > 1:
            return True
        return self.kind is not SectionKind.TEXT and bool(
            self.lifetime & EMPTY_DESCRIPTION_IS_BLANK
        )

    def continued(self, index: int, line: str) -> None:
        """Add a line to the current section."""
        if "@" in line:
            self.stray_name(index, line)
        if line and self.kind is not SectionKind.TEXT:
            indent = len(line) - len(line.lstrip())
            if self.indent is None:
                self.indent = indent
            if indent < self.indent and not (self.is_uneven or self.is_late):
                self.is_uneven = True
                finding = UNEXPECTED_INDENT.at(
                    self.text.line_span(index), expected=self.indent
                )
                self.add(finding.during(TEXT_COLUMN_INDENT | FIRST_LINE_INDENT))
        self.lines.append(line)
        self.last = index

    def stray_name(self, index: int, line: str) -> None:
        """Refuse what looks like a description where none can be."""
        if match := _NAME.match(line):
            if not self.is_stray or self.text.comment.symbol is not None:
                place = self.text.name_span(index, match[1])
                self.add(FREE_FORM_NAME.at(place, name=match[1]))
            self.is_stray = True
        elif self.kind is not SectionKind.EXAMPLE and (
            match := _NAME.match(line.lstrip())
        ):
            finding = FREE_FORM_NAME.at(self.text.line_span(index), name=match[1])
            self.add(finding.during(INDENTED_NAMES))

    def end(self, index: int) -> None:
        """Close the current section; line `index` is the first behind it."""
        is_empty = not any(map(str.strip, self.lines))
        if is_empty and self.kind is SectionKind.TEXT:
            return
        if is_empty and self.name:
            finding = EMPTY_SECTION.at(
                self.text.line_span(index),
                what=f"the section '{self.name}' before this line",
            )
            begin = self.text.line_span(self.first)
            self.add(finding.pointing_at(begin, "it begins here"))
        self.seen.add((self.kind, self.name))
        end = self.last + 1
        self.sections.append(
            Section(self.kind, self.name, self.text, self.first, end, self.column)
        )

    def add(self, finding: Diagnostic) -> None:
        self.report.add(finding.during(self.lifetime))
