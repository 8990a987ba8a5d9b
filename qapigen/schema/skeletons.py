# SPDX-License-Identifier: MIT
"""Skeletons: what goes over the wire, made from the schema alone.

A skeleton is valid by the schema: mandatory members first, a plain value for
each type, the simplest branch of a union; a string says its member's name. If
the `whole` is wanted, members of the outermost object that may be left out are
there and marked; further inside, only what must be there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from qapigen.schema.builtins import Builtin, Json
from qapigen.schema.model import (
    Alternate,
    Alternative,
    Branch,
    Broken,
    Command,
    Definition,
    Enum,
    Event,
    Member,
    Struct,
    TypeUse,
    Union,
)
from qapigen.schema.schema import Schema


class Leaf(NamedTuple):
    """A value without parts."""

    value: str | int | float | bool | None


class Items(NamedTuple):
    """An array of one element; of none where the element would hold itself."""

    elements: tuple[Shape, ...]


class Field(NamedTuple):
    """A member of an object; `is_tag` if it says which branch of a union the object is."""

    name: str
    value: Shape
    optional: bool = False
    is_tag: bool = False


class Fields(NamedTuple):
    """An object; `path` is its type and, for a union, the branches taken."""

    path: tuple[str, ...]
    fields: tuple[Field, ...]


Shape = Leaf | Items | Fields

_PLAIN: dict[Json, Shape] = {
    Json.NUMBER: Leaf(1.5),
    Json.INT: Leaf(1),
    Json.BOOLEAN: Leaf(True),
    Json.NULL: Leaf(None),
    Json.VALUE: Fields((), ()),
}


def shape_of_arguments(
    schema: Schema, definition: Command | Event, whole: bool = True
) -> Fields:
    """What a command takes, or what an event tells."""
    sketch = _Sketch(schema)
    if not isinstance(definition.arguments, TypeUse):
        return Fields((), sketch.fields(definition.arguments, (), whole))
    found = schema.type_of(definition.arguments)
    if isinstance(found, Struct | Union):
        return sketch.object(found, (found.name,), whole)
    return Fields((), ())


def shape_of_type(schema: Schema, use: TypeUse, name: str) -> Shape:
    """A value of a type, for something of that name."""
    return _Sketch(schema).shape(use, name, ())


def as_json(shape: Shape) -> Any:
    """The shape as a JSON value."""
    match shape:
        case Leaf(value):
            return value
        case Items(elements):
            return [as_json(element) for element in elements]
        case Fields(_, fields):
            return {field.name: as_json(field.value) for field in fields}


class _Sketch:
    """Makes shapes; `open_types` are the names of the types around, so that none recurs."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema

    def shape(self, use: TypeUse, name: str, open_types: tuple[str, ...]) -> Shape:
        found = self.schema.type_of(use)
        recurs = use.name in open_types
        if use.is_array:
            return Items(() if recurs else (self._plain(found, name, open_types),))
        if recurs:
            return Fields((use.name,), ())
        return self._plain(found, name, open_types)

    def _plain(
        self,
        found: Definition | Builtin | Broken | None,
        name: str,
        open_types: tuple[str, ...],
    ) -> Shape:
        match found:
            case Builtin(json=Json.STRING):
                return Leaf(name)
            case Builtin():
                return _PLAIN[found.json]
            case Enum():
                return Leaf(next(_preferred(found.values)).name if found.values else "")
            case Struct() | Union():
                return self.object(found, (found.name,), False, open_types)
            case Alternate() if found.alternatives:
                chosen = self._simplest(found.alternatives)
                return self.shape(chosen.type, name, (*open_types, found.name))
        return Fields((), ())

    def object(
        self,
        found: Struct | Union,
        path: tuple[str, ...],
        whole: bool,
        open_types: tuple[str, ...] = (),
    ) -> Fields:
        """An object; optional members only if it is wanted `whole`."""
        inside = (*open_types, found.name)
        if isinstance(found, Struct):
            members = self.schema.members_of(found)
            return Fields(path, self.fields(members, inside, whole))
        branches = self.schema.branches_of(found)
        if not branches:
            return Fields(
                path, self.fields(self.schema.members_of(found), inside, whole)
            )
        branch = self._simplest(branches)
        path = (*path, branch.name)
        if found.is_simple:
            tag = Field("type", Leaf(branch.name), is_tag=True)
            return Fields(
                path, (tag, Field("data", self.shape(branch.type, "data", inside)))
            )
        own = self._tagged(found, branch.name, inside, whole)
        inner = self.schema.type_of(branch.type)
        if not isinstance(inner, Struct | Union) or inner.name in inside:
            return Fields(path, own)
        more = self.object(inner, path, whole, inside)
        taken = path if isinstance(inner, Struct) else more.path
        return Fields(taken, _mandatory_first((*own, *more.fields)))

    def _tagged(
        self, union: Union, branch: str, inside: tuple[str, ...], whole: bool
    ) -> tuple[Field, ...]:
        """The members that all branches have, with the tag set."""
        fields = self.fields(self.schema.members_of(union), inside, whole)
        tag = Field(union.discriminator or "", Leaf(branch), is_tag=True)
        others = tuple(field for field in fields if field.name != tag.name)
        return (tag, *others)

    def fields(
        self, members: Iterable[Member], inside: tuple[str, ...], whole: bool
    ) -> tuple[Field, ...]:
        found = (
            Field(
                member.name,
                self.shape(member.type, member.name, inside),
                member.optional,
            )
            for member in members
            if whole or not member.optional
        )
        return _mandatory_first(found)

    def _simplest(
        self, choices: tuple[Branch, ...] | tuple[Alternative, ...]
    ) -> Branch | Alternative:
        """The first choice that needs no object within; the first at all if each does."""
        wanted: list[Branch | Alternative] = list(_preferred(choices))
        simple = (choice for choice in wanted if self._is_simple(choice.type))
        return next(simple, wanted[0])

    def _is_simple(self, use: TypeUse) -> bool:
        found = self.schema.type_of(use)
        if use.is_array or not isinstance(found, Struct | Union | Alternate):
            return use.is_array or found is not None
        if isinstance(found, Alternate):
            return any(
                isinstance(self.schema.type_of(choice.type), Builtin | Enum)
                for choice in found.alternatives
            )
        return isinstance(found, Struct) and all(
            member.optional or self._is_plain(member.type)
            for member in self.schema.members_of(found)
        )

    def _is_plain(self, use: TypeUse) -> bool:
        found = self.schema.type_of(use)
        if isinstance(found, Alternate):
            return self._is_simple(use)
        return isinstance(found, Builtin | Enum)


def _preferred(choices: Iterable[Any]) -> Iterator[Any]:
    """Those first that are always there and not on their way out."""
    return iter(sorted(choices, key=_doubts))


def _doubts(choice: Any) -> int:
    features = {feature.name for feature in getattr(choice, "features", ())}
    return bool(choice.condition) + 2 * bool(features & {"deprecated", "unstable"})


def _mandatory_first(fields: Iterable[Field]) -> tuple[Field, ...]:
    return tuple(sorted(fields, key=lambda field: field.optional))
