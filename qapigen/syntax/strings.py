# SPDX-License-Identifier: MIT
"""Strings: the value of one, and what is wrong with one that is not plain."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapigen.diagnostics.diagnostic import Diagnostic
from qapigen.editions import ALWAYS
from qapigen.source import Span
from qapigen.syntax.errors import (
    OLD_ESCAPE,
    UNKNOWN_ESCAPE,
    UNPRINTABLE_CHARACTER,
)

_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|.)")
_ODD = re.compile(r"\\u[0-9A-Fa-f]{4}|\\.|[^\x20-\x7e]|\\")
_JSON_ESCAPE = re.compile(r"\\(?:[bfnrt/'\"]|u00(?!00)[0-7][0-9A-Fa-f])")
_ESCAPED = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


def is_terminated(raw: str) -> bool:
    """Whether a string's text has both its quotes."""
    return len(raw) > 1 and raw[0] == raw[-1] == "'"


def string_value(raw: str) -> str:
    """The value of a string token's text `raw`; faulty escapes stay as written."""
    value = raw[1:-1] if is_terminated(raw) else raw.strip("'\"")
    return _ESCAPE.sub(lambda match: _unescape(match[1]), value)


def _unescape(escaped: str) -> str:
    if len(escaped) == 5:
        return chr(int(escaped[1:], 16))
    return _ESCAPED.get(escaped, escaped)


def judge_string(span: Span) -> Iterator[Diagnostic]:
    """What is wrong with a string that is closed: for each release the first fault.

    There it would stop.
    """
    unaware = ALWAYS
    for match in _ODD.finditer(span.text):
        odd = match[0]
        if odd == "\\\\":
            continue
        if odd[0] != "\\":
            finding = UNPRINTABLE_CHARACTER.at(span, character=f"U+{ord(odd):04X}")
        elif _JSON_ESCAPE.fullmatch(odd):
            finding = OLD_ESCAPE.at(span, escape=odd)
        else:
            finding = UNKNOWN_ESCAPE.at(span, escape=odd)
        yield finding.during(unaware)
        unaware &= ~finding.refused_by
        if not unaware:
            return
