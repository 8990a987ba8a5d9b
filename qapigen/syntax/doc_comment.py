# SPDX-License-Identifier: MIT
"""Documentation comments: their lines, and the sections that a dialect cuts them into.

How a comment is cut changed twice: once read line by line (see `doc_lines`),
today in blocks between blank lines (see `doc_blocks`). A *dialect* is a run
of releases that cut alike; what they refuse within it may still differ.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from qapigen.editions import (
    BLOCK_DIALECT,
    DOC_FEATURES,
    DOUBLE_COLON_IS_TEXT,
    EMPTY_DESCRIPTION_IS_BLANK,
    LINE_DIALECT,
    PREFIX_TAGS,
    Lifetime,
)
from qapigen.source import Span
from qapigen.syntax.nodes import DocComment


class SectionKind(Enum):
    """What a section of a documentation comment is about."""

    TEXT = "text"
    MEMBER = "member"
    FEATURE = "feature"
    RETURNS = "Returns"
    ERRORS = "Errors"
    SINCE = "Since"
    NOTE = "Note"
    EXAMPLE = "Example"
    TODO = "TODO"


TAGS = {
    "Returns": SectionKind.RETURNS,
    "Errors": SectionKind.ERRORS,
    "Since": SectionKind.SINCE,
    "Note": SectionKind.NOTE,
    "Notes": SectionKind.NOTE,
    "Example": SectionKind.EXAMPLE,
    "Examples": SectionKind.EXAMPLE,
    "TODO": SectionKind.TODO,
}


class Dialect(NamedTuple):
    """Releases that cut documentation comments alike, and how they do it."""

    lifetime: Lifetime
    blocks: bool = False
    features: bool = False
    prefix_tags: bool = False
    double_colons: bool = False


DIALECTS = (
    Dialect(EMPTY_DESCRIPTION_IS_BLANK),
    Dialect(LINE_DIALECT & ~DOC_FEATURES & ~EMPTY_DESCRIPTION_IS_BLANK),
    Dialect(LINE_DIALECT & DOC_FEATURES & ~PREFIX_TAGS, features=True),
    Dialect(PREFIX_TAGS, features=True, prefix_tags=True),
    Dialect(
        BLOCK_DIALECT & ~DOUBLE_COLON_IS_TEXT,
        blocks=True,
        features=True,
        double_colons=True,
    ),
    Dialect(BLOCK_DIALECT & DOUBLE_COLON_IS_TEXT, blocks=True, features=True),
)


# The text of a line; one that lost its comment sign is a line all the same.
_LINE = re.compile(r"^[^\S\n]*(?:# ?|(?=[^\s#]))([^\n]*)\n", re.MULTILINE)


class DocText:
    """The lines of a documentation comment, without the comment signs.

    `body` is the raw text between the two `##` lines, which begins at offset
    `body_start` of the source; `lines` are its lines' texts, trailing blanks
    kept, where lines without '#' don't count. In a `regular` comment each line
    is '#' or begins with '# ', at column one.
    """

    __slots__ = (
        "_starts",
        "body",
        "body_start",
        "comment",
        "lines",
        "regular",
        "source",
    )

    def __init__(self, comment: DocComment) -> None:
        self.comment = comment
        self._starts: list[int] | None = None
        self.source, start, end = comment.span
        text = self.source.text
        start = text.index("\n", start) + 1
        if comment.closed:
            end = text.rindex("\n", start - 1, end) + 1
        self.body_start = start
        self.body = body = text[start:end]
        lines = _regular_lines(body)
        self.regular = lines is not None
        self.lines = _LINE.findall(body) if lines is None else lines

    def line_start(self, index: int) -> int:
        """The offset of a line's text; `index` may be one past the last: the closing `##`."""
        if self._starts is None:
            self._starts = [
                self.body_start + match.start(1) for match in _LINE.finditer(self.body)
            ]
            self._starts.append(self.body_start + len(self.body))
        return self._starts[min(index, len(self._starts) - 1)]

    def line_span(self, index: int) -> Span:
        """The place of a line's text without its indent; one past the last: the closing `##`."""
        text = self.source.text
        # A comment without an end may be the last thing in its file.
        start = min(self.line_start(index), max(len(text) - 1, 0))
        end = text.find("\n", start)
        line = text[start : end if end >= 0 else len(text)]
        start += len(line) - len(line.lstrip())
        return Span(self.source, start, start + max(len(line.strip()), 1))

    def name_span(self, index: int, name: str) -> Span:
        """The place of `@name:` at the beginning of a line."""
        start = self.line_start(index)
        return Span(self.source, start, start + len(f"@{name}:"))

    def tag_span(self, index: int, tag: str) -> Span:
        """The place of `Tag:` at the beginning of a line."""
        start = self.line_start(index)
        return Span(self.source, start, start + len(f"{tag}:"))


def _regular_lines(body: str) -> list[str] | None:
    """The texts of lines that are '#' or begin with '# '; None where one does not."""
    padded = f"\n{body}"
    # Twice, as the newline between two blank lines belongs to only one of them.
    padded = padded.replace("\n#\n", "\n# \n").replace("\n#\n", "\n# \n")
    lines = padded[:-1].split("\n# ")[1:]
    return lines if len(lines) == body.count("\n") else None


class Section(NamedTuple):
    """A run of lines of a comment: those from `first` up to, not including, `end`.

    `name` is the member's or feature's name, or the tag as written; empty for
    plain text. The text of the first line begins at `column`, behind the name.
    """

    kind: SectionKind
    name: str
    document: DocText
    first: int
    end: int
    column: int = 0

    @property
    def lines(self) -> tuple[str, ...]:
        """The text as indented in the comment, without the heading word and trailing blanks."""
        lines = self.document.lines[self.first : self.end] or [""]
        lines[0] = lines[0][self.column :]
        return tuple(map(str.rstrip, lines))

    @property
    def is_empty(self) -> bool:
        """Whether there is no text."""
        lines = self.document.lines
        if self.first < self.end and len(lines[self.first].rstrip()) > self.column:
            return False
        return not any(self.lines)

    @property
    def text(self) -> str:
        """The text, its continuation lines dedented, blank lines at either end removed."""
        head, *rest = self.lines
        if not any(rest):
            return head
        margin = 0
        if self.kind is not SectionKind.TEXT:
            margin = min([len(line) - len(line.lstrip()) for line in rest if line])
        return "\n".join([head, *[line[margin:] for line in rest]]).strip("\n")

    @property
    def span(self) -> Span:
        """The place of what it begins with: `@name:`, `Tag:` or its first line."""
        if self.kind is SectionKind.TEXT:
            return self.document.line_span(self.first)
        if self.kind in (SectionKind.MEMBER, SectionKind.FEATURE):
            return self.document.name_span(self.first, self.name)
        return self.document.tag_span(self.first, self.name)

    def line_span(self, index: int) -> Span:
        """The place of line `index` of `lines`."""
        return self.document.line_span(self.first + index)
