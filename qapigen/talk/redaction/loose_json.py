# SPDX-License-Identifier: MIT
"""Reads JSON with the places of its parts, and what was meant to be JSON as far as possible.

Unfinished strings and brackets, single quotes, bare words and missing colons
are accepted, so that a secret in faulty JSON can be found as well.
"""

from __future__ import annotations

import json
import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"""(?P<sign>[{}\[\]:,])
      | "(?P<double>(?:[^"\\]|\\.)*)"?
      | '(?P<single>(?:[^'\\]|\\.)*)'?
      | (?P<bare>[^\s{}\[\]:,"']+)""",
    re.VERBOSE | re.DOTALL,
)
_SINGLE = {"true", "false", "null"}


class Part(NamedTuple):
    """A value from `start` to `end`.

    `text` is that of a single value, None for an object or array; `members` are
    the parts of those with their names, which are empty in an array.
    """

    start: int
    end: int
    text: str | None
    members: list[tuple[str, Part]]
    is_string: bool = False

    @property
    def is_constant(self) -> bool:
        """Whether it is true, false or null, which are no secrets."""
        return not self.is_string and self.text in _SINGLE


class _Level:
    """An object or array that is being read."""

    def __init__(self, start: int, is_array: bool) -> None:
        self.start = start
        self.is_array = is_array
        self.members: list[tuple[str, Part]] = []
        self.name: str | None = "" if is_array else None
        self.is_filled = False

    def take(self, part: Part) -> None:
        """A value has been read, or a name."""
        is_second = self.is_filled and part.is_string and not self.is_array
        if self.name is None or is_second:
            # A string after a value is the next name, whose comma is missing.
            self.name = part.text or ""
            self.is_filled = False
        else:
            self.members.append((self.name, part))
            self.is_filled = True

    def separate(self) -> None:
        """A comma has been read."""
        self.name = "" if self.is_array else None
        self.is_filled = False

    def part(self, end: int) -> Part:
        return Part(self.start, end, None, self.members)


def parts(text: str, start: int = 0, end: int | None = None) -> list[Part]:
    """The values that follow each other in a stretch of a text."""
    end = len(text) if end is None else end
    levels = [_Level(start, True)]
    for token in _TOKEN.finditer(text, start, end):
        sign = token["sign"]
        if sign is None:
            levels[-1].take(_single(token))
        elif sign in "{[":
            levels.append(_Level(token.start(), sign == "["))
        elif sign == ",":
            levels[-1].separate()
        elif sign in "}]" and len(levels) > 1:
            part = levels.pop().part(token.end())
            levels[-1].take(part)
    while len(levels) > 1:
        part = levels.pop().part(end)
        levels[-1].take(part)
    return [part for _, part in levels[0].members]


def _single(token: re.Match[str]) -> Part:
    start, end = token.span()
    if token["bare"] is not None:
        return Part(start, end, token["bare"], [])
    inner = token["double"] if token["double"] is not None else token["single"]
    return Part(start, end, _decoded(inner), [], is_string=True)


def _decoded(inner: str) -> str:
    """The string without its escapes; as it stands where they are wrong."""
    if "\\" not in inner:
        return inner
    try:
        return str(json.loads(f'"{inner}"', strict=False))
    except ValueError:
        return re.sub(r"\\(.)", r"\1", inner, flags=re.DOTALL)
