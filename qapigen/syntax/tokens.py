# SPDX-License-Identifier: MIT
"""The tokens of the language.

A token is a plain tuple (kind, start, end): the kind is the structural
character itself or one of the letters below. Plain, because a schema has
some 30,000 of them and each is looked at once.
"""

from __future__ import annotations

Token = tuple[str, int, int]

STRING = "'"
ODD_STRING = "o"
UNQUOTED = "u"
PAIR = "p"
"""A string, a colon and a string, and the comma before another string.

Several tokens in one, because most entries are that.
"""
TRUE = "t"
FALSE = "f"
NULL = "n"
DOC = "#"
STRAY = "?"
END = ""

_NAMES = {
    STRING: "a string",
    ODD_STRING: "a string",
    PAIR: "a string",
    UNQUOTED: "a string",
    TRUE: "'true'",
    FALSE: "'false'",
    NULL: "'null'",
    DOC: "a documentation comment",
    END: "the end of the file",
}


def describe(token: Token) -> str:
    """The token in words, for "expected …, found …"."""
    kind = token[0]
    return _NAMES.get(kind, f"'{kind}'")


def split_pair(token: Token, text: str) -> list[Token]:
    """The tokens that a PAIR of `text` stands for."""
    _, start, end = token
    key_end = text.index("'", start + 1) + 1
    value_end = text.rindex("'", start, end) + 1
    value_start = text.rindex("'", start, value_end - 1)
    colon = text.index(":", key_end)
    tokens = [
        (STRING, start, key_end),
        (":", colon, colon + 1),
        (STRING, value_start, value_end),
    ]
    return tokens if value_end == end else [*tokens, (",", value_end, end)]
