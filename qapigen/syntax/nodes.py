# SPDX-License-Identifier: MIT
"""Syntax nodes: what was written, in order, duplicates included.

They are tuples because a schema has tens of thousands of them. The span of each
is all of it: quotes, brackets and `##` lines included.
"""

from __future__ import annotations

from typing import NamedTuple

from qapigen.source import Source, Span


class Text(NamedTuple):
    """A string: its value with escapes resolved."""

    value: str
    span: Span


class Flag(NamedTuple):
    """`true` or `false`."""

    value: bool
    span: Span


class Null(NamedTuple):
    """`null`, which old releases read as "key absent"."""

    span: Span


class Bad(NamedTuple):
    """Something where a value was expected that is none; it was reported when it was read."""

    span: Span


class Array(NamedTuple):
    """`[ … ]`."""

    items: tuple[Node, ...]
    span: Span


class Entry(NamedTuple):
    """`'key': value` in an object."""

    key: Text
    value: Node

    @property
    def span(self) -> Span:
        """From the key to the end of the value."""
        source, start, _ = self.key.span
        return Span(source, start, self.value.span.end)


class Object(NamedTuple):
    """`{ … }`, its entries as written: a key may be there twice."""

    entries: tuple[Entry, ...]
    span: Span

    def find(self, key: str) -> Entry | None:
        """The first entry with a key, None where there is none."""
        for entry in self.entries:
            if entry.key.value == key:
                return entry
        return None


Node = Text | Flag | Null | Bad | Array | Object


class Expression(NamedTuple):
    """A value at the top level of a file.

    `complete` is False when its end was not found: what was read before the
    fault is there, and the span ends where reading resumed.
    """

    value: Node
    complete: bool
    span: Span


class DocComment(NamedTuple):
    """A comment from one `##` line to the next; the text between is cut into sections later.

    `symbol` is the name in its first line when that begins with ``@``, with
    the colon removed; None for free-form comments.
    """

    symbol: str | None
    span: Span
    closed: bool

    @property
    def has_junk(self) -> bool:
        """Whether something follows the opening `##`, where the symbol may have got to."""
        return self.span.source.text[self.span.start + 2] != "\n"

    @property
    def opening(self) -> Span:
        """The place of the opening `##`."""
        source, start, _ = self.span
        return Span(source, start, start + 2)


class File(NamedTuple):
    """One schema file: its expressions and documentation comments in order."""

    source: Source
    items: tuple[Expression | DocComment, ...]
