# SPDX-License-Identifier: MIT
"""Where text stands: schema files as read, and spans within them."""

from __future__ import annotations

from bisect import bisect_right
from io import StringIO
from itertools import accumulate
from typing import NamedTuple, Protocol


class Position(NamedTuple):
    """A place as people count it: line and column from 1, columns in code points."""

    line: int
    column: int


class Source:
    """One schema file as it was read.

    `path` is what the user gave, or the includer's folder joined with the
    include's text; in `text` newlines are the only line ends, and it ends with one;
    `included_from` is the include that brought the file, None for a root.
    """

    __slots__ = ("_line_starts", "included_from", "path", "text")

    def __init__(self, path: str, text: str, included_from: Span | None = None) -> None:
        self.path = path
        self.text = text
        self.included_from = included_from
        self._line_starts: list[int] | None = None

    def __repr__(self) -> str:
        return f"Source({self.path!r})"

    @property
    def line_starts(self) -> list[int]:
        """The offset at which each line begins, computed when somebody looks."""
        if self._line_starts is None:
            lines = StringIO(self.text, newline="\n")
            self._line_starts = list(accumulate(map(len, lines), initial=0))
            if self.text[-1:] not in ("", "\n"):
                self._line_starts.pop()
        return self._line_starts

    def position(self, offset: int) -> Position:
        """The line and column of the character at `offset`."""
        line = bisect_right(self.line_starts, offset)
        return Position(line, offset - self.line_starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """The text of line `number` (from 1), without its end; empty past the file's end."""
        starts = self.line_starts
        if not 1 <= number <= len(starts):
            return ""
        end = starts[number] - 1 if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end]

    def include_chain(self) -> list[Span]:
        """The includes that led here, innermost first; empty for a root."""
        chain = []
        span = self.included_from
        while span is not None:
            chain.append(span)
            span = span.source.included_from
        return chain


class Span(NamedTuple):
    """A stretch of a source, from offset `start` up to, not including, `end`."""

    source: Source
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Itself, so that a span can be handed over wherever a place is asked for."""
        return self

    @property
    def text(self) -> str:
        """The text that it covers."""
        return self.source.text[self.start : self.end]

    @property
    def position(self) -> Position:
        """Where it begins."""
        return self.source.position(self.start)

    @property
    def end_position(self) -> Position:
        """Where it ends: the position just behind its last character."""
        return self.source.position(self.end)

    @property
    def line(self) -> int:
        """The line on which it begins, from 1."""
        return self.position.line


class Spanned(Protocol):
    """Whatever has a place: a token, a node, a definition, a member, a span."""

    @property
    def span(self) -> Span:
        """The place."""
        ...
