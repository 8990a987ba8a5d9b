# SPDX-License-Identifier: MIT
"""Names: their parts, and when two of them are too alike for a C program."""

from __future__ import annotations

import re
from functools import cache

_NAME = re.compile(
    r"(?:__[a-z0-9.-]+_)?(?:x-)?([a-z][a-z0-9_-]*)", re.IGNORECASE | re.ASCII
)
_CAMEL_CASE = re.compile(r"[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*")
_NOT_WORD = re.compile(r"[^A-Za-z0-9_]")
RESERVED_PREFIX = "q_"


def stem(name: str) -> str | None:
    """The name without its downstream prefix (``__RFQDN_``) and ``x-``; None if it is no name."""
    match = _NAME.fullmatch(name)
    if match is None or munge(name).startswith(RESERVED_PREFIX):
        return None
    return match[1]


def is_camel_case(text: str) -> bool:
    """Whether a type's stem looks as it should: two characters at least, a capital first."""
    return _CAMEL_CASE.fullmatch(text) is not None


@cache
def munge(name: str) -> str:
    """The name as C sees it: two names that munge alike cannot stand side by side."""
    return name if name.isidentifier() and name.isascii() else _NOT_WORD.sub("_", name)


def implicit_arguments(name: str) -> str:
    """The name of the object type behind the inline arguments of a command or event."""
    return f"q_obj_{name}-arg"


def implicit_base(name: str) -> str:
    """The name of the object type behind the inline base of a union."""
    return f"q_obj_{name}-base"


def implicit_wrapper(name: str) -> str:
    """The name of the object type that wraps a simple union's branch of type `name`."""
    return f"q_obj_{name}-wrapper"


def implicit_kind(name: str) -> str:
    """The name of the enum behind the tag of a simple union."""
    return f"{name}Kind"


def array_name(element: str) -> str:
    """The name of the array type of `element`."""
    return f"{element}List"
