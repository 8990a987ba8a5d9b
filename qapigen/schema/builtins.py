# SPDX-License-Identifier: MIT
"""The types that every schema has without defining them."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from qapigen.editions import ALWAYS, NULL_TYPE, Edition, Lifetime


class Json(Enum):
    """The JSON types, by the names that introspection uses."""

    STRING = "string"
    NUMBER = "number"
    INT = "int"
    BOOLEAN = "boolean"
    NULL = "null"
    ARRAY = "array"
    OBJECT = "object"
    VALUE = "value"


class Builtin(NamedTuple):
    """A built-in type: what it is on the wire and, for an integer, its range."""

    name: str
    json: Json
    minimum: int | None = None
    maximum: int | None = None
    known: Lifetime = ALWAYS


def _integer(name: str, bits: int, *, signed: bool) -> Builtin:
    if signed:
        return Builtin(name, Json.INT, -(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
    return Builtin(name, Json.INT, 0, 2**bits - 1)


_ALL = (
    Builtin("str", Json.STRING),
    Builtin("number", Json.NUMBER),
    _integer("int", 64, signed=True),
    _integer("int8", 8, signed=True),
    _integer("int16", 16, signed=True),
    _integer("int32", 32, signed=True),
    _integer("int64", 64, signed=True),
    _integer("uint8", 8, signed=False),
    _integer("uint16", 16, signed=False),
    _integer("uint32", 32, signed=False),
    _integer("uint64", 64, signed=False),
    _integer("size", 64, signed=False),
    Builtin("bool", Json.BOOLEAN),
    Builtin("any", Json.VALUE),
    Builtin("null", Json.NULL, known=NULL_TYPE),
)
BUILTINS = {builtin.name: builtin for builtin in _ALL}

QTYPE = "QType"
"""The predefined enum of the kinds of JSON values in QEMU."""

EMPTY = "q_empty"
"""The implicit object type without members."""


def qtype_values(edition: Edition) -> tuple[str, ...]:
    """The values of `QType` in a release."""
    if edition in NULL_TYPE:
        return ("none", "qnull", "qnum", "qstring", "qdict", "qlist", "qbool")
    return ("none", "qnull", "qint", "qstring", "qdict", "qlist", "qfloat", "qbool")
