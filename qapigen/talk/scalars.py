# SPDX-License-Identifier: MIT
"""Single values as people type them: numbers, sizes, truth, or whatever looks like JSON."""

from __future__ import annotations

import json
import re
from typing import Any

KINDS = {
    "string": "a string",
    "int": "an integer",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
}
"""The JSON types of single values, and how to speak of them."""

_TRUTH = {
    "true": True,
    "on": True,
    "yes": True,
    "false": False,
    "off": False,
    "no": False,
}

HELD_BY_ALL = range(128)
"""What every integer type can hold, so that no schema need be read for it."""

_INTEGER = re.compile(r"[+-]?(0[xX][0-9a-fA-F]+|[0-9]+)")
_SIZE = re.compile(r"([0-9]+(?:\.[0-9]+)?)([KMGTPE])(?:i?B)?", re.IGNORECASE)
_UNITS = "KMGTPE"


def read(text: str, kind: str) -> Any:
    """The value of a JSON type that the text is; the text itself if it is none."""
    value: Any = None
    match kind:
        case "int":
            value = integer(text)
        case "number":
            value = number(text)
        case "boolean":
            value = _TRUTH.get(text.casefold())
        case "null" if text == "null":
            return None
    return text if value is None else value


def is_a(value: Any, kind: str) -> bool:
    """Whether a JSON value is of a JSON type."""
    match kind:
        case "string":
            return isinstance(value, str)
        case "boolean":
            return isinstance(value, bool)
        case "null":
            return value is None
        case "int":
            return isinstance(value, int) and not isinstance(value, bool)
        case _:
            return isinstance(value, int | float) and not isinstance(value, bool)


def is_in_range(value: Any) -> bool:
    """Whether an integer fits into any type; into which, servers do not say."""
    return not isinstance(value, int) or -(2**63) <= value < 2**64


def may_exceed(value: Any) -> bool:
    """Whether a JSON value holds an integer that some type cannot hold."""
    match value:
        case dict():
            return any(map(may_exceed, value.values()))
        case list():
            return any(map(may_exceed, value))
    return is_a(value, "int") and value not in HELD_BY_ALL


def shown(value: Any) -> str:
    """A JSON value in a message."""
    match value:
        case dict():
            return "an object"
        case list():
            return "an array"
        case _:
            return json.dumps(value, ensure_ascii=False)


def integer(text: str) -> int | None:
    """The integer, decimal or hexadecimal, or with a unit such as 64M; None if it is none."""
    if _INTEGER.fullmatch(text):
        return int(text, 16 if "x" in text.casefold() else 10)
    match = _SIZE.fullmatch(text)
    if match is None:
        return None
    factor = 1024 ** (_UNITS.index(match[2].upper()) + 1)
    whole, _, fraction = match[1].partition(".")
    part = int(fraction or 0) * factor
    scale = 10 ** len(fraction)
    return None if part % scale else int(whole) * factor + part // scale


def number(text: str) -> int | float | None:
    """The number; None if it is none, or none that JSON can say."""
    whole = integer(text)
    if whole is not None:
        return whole
    try:
        value = float(text)
    except ValueError:
        return None
    return value if abs(value) < float("inf") else None


def guess(text: str) -> Any:
    """The JSON value that the text is, else the text: for what no schema describes."""
    try:
        return parsed(text)
    except ValueError:
        return text


def parsed(text: str) -> Any:
    """The text as strict JSON; ValueError if it is none."""
    try:
        return json.loads(text, parse_constant=_refuse, object_pairs_hook=_once)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not in JSON")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"'{twice}' is given twice")
    return members
