# SPDX-License-Identifier: MIT
"""The tokens of the language.

A token is a plain tuple (kind, start, end): the kind is the structural
character itself or one of the letters below. Plain, because a schema has
some 30,000 of them and each is looked at once.
"""

from __future__ import annotations

Token = tuple[str, int, int]

STRING = "'"
TRUE = "t"
FALSE = "f"
NULL = "n"
DOC = "#"
STRAY = "?"
END = ""

_NAMES = {
    STRING: "a string",
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
