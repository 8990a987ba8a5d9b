# SPDX-License-Identifier: MIT
"""Where in a TOML text a value stands: its reader keeps values, but not their places."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qapigen.source import Source, Span


def place_of(source: Source, keys: Sequence[str | int]) -> Span:
    """The line of the deepest of `keys` that can be found; numbers count entries of a list."""
    text = source.text
    start = 0
    for depth, key in enumerate(keys):
        if isinstance(key, str):
            found = _header(text, keys[: depth + 1]) or _key(text, key, start)
        else:
            found = _entry(text, keys[:depth], key) or _brace(text, start, key)
        # A part of a dotted header has no place of its own: its parent's will do.
        start = found.start(1) if found else start
    line = source.position(start).line
    begin = source.line_starts[line - 1]
    return Span(source, begin, begin + len(source.line(line)))


def _header(text: str, keys: Sequence[str | int]) -> re.Match[str] | None:
    """The header of a table or of the first table of a list, ``[a.b]`` or ``[[a.b]]``."""
    return re.search(rf"^\s*\[\[?\s*({_dotted(keys)})\s*\]", text, re.MULTILINE)


def _entry(text: str, keys: Sequence[str | int], number: int) -> re.Match[str] | None:
    """The header of a later table of a list."""
    headers = re.finditer(rf"^\s*\[\[\s*({_dotted(keys)})\s*\]\]", text, re.MULTILINE)
    return next((found for at, found in enumerate(headers) if at == number), None)


def _key(text: str, key: str, start: int) -> re.Match[str] | None:
    pattern = rf"(?:^|[\s{{,.])([\"']?{re.escape(key)}[\"']?)\s*[=.]"
    return re.compile(pattern, re.MULTILINE).search(text, start)


def _brace(text: str, start: int, number: int) -> re.Match[str] | None:
    """The opening of an inline table of a list."""
    braces = re.compile(r"(\{)").finditer(text, start)
    return next((found for at, found in enumerate(braces) if at == number), None)


def _dotted(keys: Sequence[str | int]) -> str:
    names = (re.escape(key) for key in keys if isinstance(key, str))
    return r"\s*\.\s*".join(f"[\"']?{name}[\"']?" for name in names)
