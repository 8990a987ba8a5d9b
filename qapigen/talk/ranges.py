# SPDX-License-Identifier: MIT
"""Integers that their type cannot hold: servers only say "int", a schema says which.

The schema need not be the server's, so it judges only what it has under the
same names; all else it passes over.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from qapigen.examples.shapes import SIMPLE_DATA, SIMPLE_TAG
from qapigen.schema.builtins import Builtin
from qapigen.schema.model import Alternate, Command, Member, Struct, TypeUse, Union
from qapigen.schema.schema import Schema
from qapigen.talk.scalars import is_a


class Excess(NamedTuple):
    """An integer out of range: the path to it, its value, and the type it is to be of."""

    path: tuple[str, ...]
    value: int
    type: Builtin

    @property
    def message(self) -> str:
        """What is wrong, in words."""
        name, low, high = self.type.name, self.type.minimum, self.type.maximum
        return f"'{'.'.join(self.path)}' is '{name}', {low} to {high}, not {self.value}"


def excesses(
    schema: Schema, command: str, arguments: dict[str, Any]
) -> Iterator[Excess]:
    """The integers in a command's arguments that do not fit the types of the schema."""
    found = schema.find(command)
    if isinstance(found, Command):
        if isinstance(found.arguments, TypeUse):
            yield from _in_value(schema, found.arguments, arguments, ())
        else:
            yield from _in_members(schema, found.arguments, arguments, ())


def _in_value(
    schema: Schema, use: TypeUse, value: Any, path: tuple[str, ...]
) -> Iterator[Excess]:
    if use.is_array:
        element = TypeUse(name=use.name, span=use.span)
        for number, item in enumerate(value if isinstance(value, list) else ()):
            yield from _in_value(schema, element, item, (*path, str(number)))
        return
    match schema.type_of(use):
        case Builtin(minimum=int(low), maximum=int(high)) as builtin:
            if is_a(value, "int") and not low <= value <= high:
                yield Excess(path, value, builtin)
        case Struct() | Union() as definition if isinstance(value, dict):
            members = _members(schema, definition, value)
            yield from _in_members(schema, members, value, path)
        case Alternate(alternatives=alternatives):
            # Alternatives differ in their JSON type: at most one looks at the value.
            for alternative in alternatives:
                yield from _in_value(schema, alternative.type, value, path)


def _in_members(
    schema: Schema,
    members: tuple[Member, ...],
    value: dict[str, Any],
    path: tuple[str, ...],
) -> Iterator[Excess]:
    for member in members:
        if member.name in value:
            inner = (*path, member.name)
            yield from _in_value(schema, member.type, value[member.name], inner)


def _members(
    schema: Schema, definition: Struct | Union, value: dict[str, Any]
) -> tuple[Member, ...]:
    """The members of an object, with those of the branch that its tag chooses."""
    members = schema.members_of(definition)
    if isinstance(definition, Struct):
        return members
    tag = value.get(definition.discriminator or SIMPLE_TAG)
    for branch in schema.branches_of(definition):
        if branch.name != tag:
            continue
        inner = schema.type_of(branch.type)
        if definition.is_simple:
            members += (Member(SIMPLE_DATA, branch.span, branch.type),)
        elif isinstance(inner, Struct | Union):
            members += _members(schema, inner, value)
    return members
