# SPDX-License-Identifier: MIT
"""JSON that is still being typed: where in it the cursor is, and what is there already."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from qapigen.source import Source, Span
from qapigen.talk.words import Child, Keys, Node, Text

NOWHERE = Span(Source("<shell>", "\n"), 0, 0)
"""The place of what is only looked at while it is typed."""

_TOKEN = re.compile(
    r'[{}\[\],:]|"(?P<text>(?:[^"\\]|\\.)*)(?P<end>"?)|(?P<bare>[^\s{}\[\],:"]+)',
    re.DOTALL,
)


class Place(NamedTuple):
    """The end of unfinished JSON.

    `path` leads there, its last name still unfinished unless `is_value`. `typed` is
    what stands there already, behind a quote if `is_quoted`. `keys` are the members
    of the whole.
    """

    path: tuple[str, ...]
    typed: str
    is_value: bool
    is_quoted: bool
    keys: Keys


class _Level:
    """An object or array that is not closed yet."""

    def __init__(self, is_array: bool) -> None:
        self.keys = Keys({}, NOWHERE)
        self.is_array = is_array
        self.name: str | None = "0" if is_array else None
        self.is_value = is_array
        self.is_told = False
        """Whether nothing but a colon or comma can follow."""

    @property
    def has_no_place(self) -> bool:
        """Whether neither a name nor a value can stand here."""
        return self.is_told or (self.is_value and self.name is None)

    def take(self, node: Node) -> None:
        """The member of the name that came last has this value."""
        if self.name is not None:
            self.keys.children[self.name] = Child(NOWHERE, node)
        self.is_told = True

    def separate(self, sign: str) -> None:
        """A colon or comma came."""
        self.is_told = False
        if sign == ":":
            self.is_value = True
        elif self.is_array:
            self.name = str(int(self.name or 0) + 1)
        else:
            self.name, self.is_value = None, False

    def word(self, text: str) -> None:
        """A name or a value came."""
        if self.is_value:
            self.take(Text(text, NOWHERE))
        else:
            self.name, self.is_told = text, True


def place_at_end(text: str) -> Place | None:
    """The place at the end of `text`; None where nothing but a sign can follow."""
    levels: list[_Level] = []
    root = None
    for token in _TOKEN.finditer(text):
        sign = token[0]
        is_last = token.end() == len(text)
        if sign in "{[":
            level = _Level(sign == "[")
            if levels:
                levels[-1].take(level.keys)
            root = root or level
            levels.append(level)
        elif not levels:
            return None
        elif sign in "}]":
            levels.pop()
        elif sign in ":,":
            levels[-1].separate(sign)
        elif is_last and (token["bare"] or not token["end"]):
            return _place(levels, root, token)
        else:
            levels[-1].word(token["bare"] or token["text"])
    return _place(levels, root, None)


def _place(
    levels: list[_Level], root: _Level | None, token: re.Match[str] | None
) -> Place | None:
    if not levels or root is None or levels[-1].has_no_place:
        return None
    typed = (token["bare"] or token["text"] or "") if token else ""
    is_quoted = token is not None and token["bare"] is None
    names = tuple(_names(levels))
    is_value = levels[-1].is_value
    path = names if is_value else (*names, typed)
    return Place(path, typed, is_value, is_quoted, root.keys)


def _names(levels: list[_Level]) -> Iterator[str]:
    for level in levels:
        if level.name is not None:
            yield level.name
