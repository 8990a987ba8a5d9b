# SPDX-License-Identifier: MIT
"""How findings speak of values, types and names."""

from __future__ import annotations

from qapigen.schema.builtins import Builtin, Json
from qapigen.schema.model import Alternate, Broken, Definition, Enum, TypeUse, kind_of
from qapigen.schema.schema import Schema
from qapigen.syntax.json_nodes import Elision, JsonArray, JsonObject, JsonValue

_JSON_TYPES = {
    Json.STRING: "a string",
    Json.NUMBER: "a number",
    Json.INT: "an integer",
    Json.BOOLEAN: "true or false",
    Json.NULL: "null",
    Json.ARRAY: "an array",
    Json.OBJECT: "an object",
    Json.VALUE: "any value",
}


def json_type(value: JsonValue) -> Json:
    """The JSON type of a value; an elision may be any."""
    match value:
        case JsonObject():
            return Json.OBJECT
        case JsonArray():
            return Json.ARRAY
        case Elision():
            return Json.VALUE
    match value.value:
        case None:
            return Json.NULL
        case bool():
            return Json.BOOLEAN
        case str():
            return Json.STRING
        case int():
            return Json.INT
        case float():
            return Json.NUMBER


def said_of_value(value: JsonValue) -> str:
    """What a value is, as in "a string"."""
    kind = json_type(value)
    if kind is Json.BOOLEAN:
        return value.span.text
    return "a fraction" if kind is Json.NUMBER else _JSON_TYPES[kind]


def said_of_type(schema: Schema, use: TypeUse) -> str:
    """What a type wants, as in "an integer (uint8)" or "an array of struct 'S'"."""
    found = schema.type_of(use)
    if use.is_array:
        return f"an array of {_named(use, found)}"
    match found:
        case Builtin():
            words = _JSON_TYPES[found.json]
            return words if found.name in words else f"{words} ({found.name})"
        case Alternate():
            choices = (said_of_type(schema, other.type) for other in found.alternatives)
            return " or ".join(choices)
        case Enum():
            return f"a string ({_named(use, found)})"
    return f"an object ({_named(use, found)})"


def _named(use: TypeUse, found: Definition | Builtin | Broken | None) -> str:
    if found is None or isinstance(found, Builtin | Broken):
        return use.name
    return f"{kind_of(found)} '{use.name}'"
