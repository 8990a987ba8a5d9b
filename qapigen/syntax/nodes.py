# SPDX-License-Identifier: MIT
"""Syntax nodes: what was written, in order, duplicates included.

They are tuples because a schema has tens of thousands of them; each knows its
source and offsets, and makes a span only when somebody looks at the place.
"""

from __future__ import annotations

from typing import NamedTuple

from qapigen.source import Source, Span


class Text(NamedTuple):
    """A string: its value with escapes resolved; the span includes the quotes."""

    value: str
    source: Source
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The place, quotes included."""
        return Span(self.source, self.start, self.end)


class Flag(NamedTuple):
    """`true` or `false`."""

    value: bool
    source: Source
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The place of the word."""
        return Span(self.source, self.start, self.end)


class Null(NamedTuple):
    """`null`, which old releases read as "key absent"."""

    source: Source
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The place of the word."""
        return Span(self.source, self.start, self.end)


class Bad(NamedTuple):
    """Something where a value was expected that is none; it was reported when it was read."""

    source: Source
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The place of what was found."""
        return Span(self.source, self.start, self.end)


class Array(NamedTuple):
    """`[ … ]`."""

    items: tuple[Node, ...]
    source: Source
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The place, brackets included."""
        return Span(self.source, self.start, self.end)


class Entry(NamedTuple):
    """`'key': value` in an object."""

    key: Text
    value: Node

    @property
    def span(self) -> Span:
        """From the key to the end of the value."""
        return Span(self.key.source, self.key.start, self.value.end)


class Object(NamedTuple):
    """`{ … }`, its entries as written: a key may be there twice."""

    entries: tuple[Entry, ...]
    source: Source
    start: int
    end: int

    def find(self, key: str) -> Entry | None:
        """The first entry with a key, None where there is none."""
        for entry in self.entries:
            if entry.key.value == key:
                return entry
        return None

    @property
    def span(self) -> Span:
        """The place, braces included."""
        return Span(self.source, self.start, self.end)


Node = Text | Flag | Null | Bad | Array | Object


class Expression(NamedTuple):
    """A value at the top level of a file.

    `complete` is False when its end was not found: what was read before the
    fault is there, and `end` is where reading resumed.
    """

    value: Node
    complete: bool
    source: Source
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The place of the whole expression."""
        return Span(self.source, self.start, self.end)


class DocComment(NamedTuple):
    """A comment from one `##` line to the next; the text between is cut into sections later.

    `symbol` is the name in its first line when that begins with ``@``, with
    the colon removed; None for free-form comments. `plain_comment` is the
    offset of the plain comment that follows directly, if one does: one release
    mistook it for part of the documentation.
    """

    symbol: str | None
    source: Source
    start: int
    end: int
    closed: bool
    plain_comment: int | None = None

    @property
    def span(self) -> Span:
        """The place, both `##` lines included."""
        return Span(self.source, self.start, self.end)

    @property
    def has_junk(self) -> bool:
        """Whether something follows the opening `##`, where the symbol may have got to."""
        return self.source.text[self.start + 2] != "\n"

    @property
    def opening(self) -> Span:
        """The place of the opening `##`."""
        return Span(self.source, self.start, self.start + 2)


class File(NamedTuple):
    """One schema file: its expressions and documentation comments in order."""

    source: Source
    items: tuple[Expression | DocComment, ...]
