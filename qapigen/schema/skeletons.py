# SPDX-License-Identifier: MIT
"""Sample values of types: what goes over the wire where only the schema is known."""

from __future__ import annotations

from collections.abc import Iterable

from qapigen.schema.builtins import Builtin, Json
from qapigen.schema.model import (
    Alternate,
    Command,
    Enum,
    Event,
    Member,
    Struct,
    TypeUse,
    Union,
)
from qapigen.schema.schema import Schema

DEEPEST = 12
_SAMPLES: dict[Json, object] = {
    Json.NUMBER: 1.5,
    Json.INT: 1,
    Json.BOOLEAN: True,
    Json.NULL: None,
    Json.VALUE: {},
}


def sample(schema: Schema, use: TypeUse, name: str, depth: int = 0) -> object:
    """A value of a type, for a member of some name; objects have mandatory members only."""
    if use.is_array:
        element = TypeUse(name=use.name, span=use.span)
        return [sample(schema, element, name, depth + 1)] if depth < DEEPEST else []
    found = schema.type_of(use)
    match found:
        case Builtin(json=Json.STRING):
            return name
        case Builtin():
            return _SAMPLES[found.json]
        case Enum():
            return found.values[0].name if found.values else ""
        case Struct():
            return sample_members(schema, schema.members_of(found), depth)
        case Union():
            return _sample_union(schema, found, depth)
        case Alternate():
            return sample(schema, _simplest(schema, found), name, depth)
    return {}


def sample_members(
    schema: Schema, members: Iterable[Member], depth: int = 0
) -> dict[str, object]:
    """An object with the mandatory ones of some members."""
    return {
        member.name: sample(schema, member.type, member.name, depth + 1)
        for member in members
        if not member.optional and depth < DEEPEST
    }


def sample_arguments(
    schema: Schema, definition: Command | Event
) -> dict[str, object] | None:
    """The arguments of a command, or the data of an event; None where none are needed."""
    arguments = definition.arguments
    if isinstance(arguments, tuple):
        return sample_members(schema, arguments) or None
    value = sample(schema, arguments, "")
    return value if isinstance(value, dict) and value else None


def _sample_union(schema: Schema, union: Union, depth: int) -> dict[str, object]:
    branch = min(schema.branches_of(union), key=lambda b: _weight(schema, b.type))
    if union.is_simple:
        data = sample(schema, branch.type, "data", depth + 1)
        return {"type": branch.name, "data": data}
    value = sample_members(schema, schema.members_of(union), depth)
    value[union.discriminator or ""] = branch.name
    inner = sample(schema, branch.type, branch.name, depth)
    return value | inner if isinstance(inner, dict) else value


def _simplest(schema: Schema, alternate: Alternate) -> TypeUse:
    uses = [alternative.type for alternative in alternate.alternatives]
    return min(uses, key=lambda use: _weight(schema, use))


def _weight(schema: Schema, use: TypeUse) -> int:
    """How much a value of a type needs at least: nothing but itself if it is no object."""
    found = schema.type_of(use)
    if use.is_array or not isinstance(found, Struct | Union):
        return 0
    mandatory = [m for m in schema.members_of(found) if not m.optional]
    inner = (schema.type_of(member.type) for member in mandatory)
    return 1 + len(mandatory) + 10 * sum(isinstance(t, Struct | Union) for t in inner)
