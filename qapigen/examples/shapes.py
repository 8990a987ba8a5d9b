# SPDX-License-Identifier: MIT
"""Which members an object may and must have: of a union, those of its branch, too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from qapigen.schema.model import Branch, Member, Struct, TypeUse, Union
from qapigen.schema.schema import Schema
from qapigen.syntax.json_nodes import JsonObject, Scalar

SIMPLE_TAG = "type"
SIMPLE_DATA = "data"


class Shape(NamedTuple):
    """What an object looks like: whose members they are, and by name what they are.

    `is_open` tells that not all of its members are known.
    """

    owner: str
    noun: str
    members: dict[str, Member]
    is_open: bool = False

    def joined(self, branch: Shape) -> Shape:
        """The same with the members of a branch, which come after its own."""
        members = self.members | branch.members
        return self._replace(members=members, is_open=self.is_open or branch.is_open)


UNKNOWN = Shape("", "member", {}, is_open=True)


def members_shape(owner: str, noun: str, members: Iterable[Member]) -> Shape:
    """The shape of a list of members."""
    return Shape(owner, noun, {member.name: member for member in members})


class Shapes:
    """The shapes of the object types of a schema, made once."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self._known: dict[str, Shape] = {}
        self._branches: dict[str, dict[str, Branch]] = {}

    def shape(self, definition: Struct | Union, node: JsonObject) -> Shape:
        """The shape of an object type, as far as the object's tags tell its branches."""
        if isinstance(definition, Union) and definition.is_simple:
            return self._simple(definition, node)
        shape = self._known.get(definition.name)
        if shape is None:
            kind = "struct" if isinstance(definition, Struct) else "union"
            members = self.schema.members_of(definition)
            shape = members_shape(f"{kind} '{definition.name}'", "member", members)
            self._known[definition.name] = shape
        if isinstance(definition, Struct):
            return shape
        branch = self.branch(definition, node)
        if branch is None:
            # The tag is missing, wrong or left out, which is said where it belongs.
            return shape.joined(self._of_any_branch(definition))
        found = self.schema.type_of(branch.type)
        if not isinstance(found, Struct | Union):
            return shape.joined(UNKNOWN)
        return shape.joined(self.shape(found, node))

    def _of_any_branch(self, union: Union) -> Shape:
        """What an object may have while its branch is not known: any branch's members."""
        key = f"{union.name} (any branch)"
        shape = self._known.get(key)
        if shape is None:
            shape = UNKNOWN._replace(is_open=False)
            for branch in self.schema.branches_of(union):
                found = self.schema.type_of(branch.type)
                if not isinstance(found, Struct | Union):
                    return UNKNOWN
                members = map(_of_any_type, self.schema.members_of(found))
                shape = shape.joined(members_shape("", "", members))
                if isinstance(found, Union):
                    shape = shape.joined(self._of_any_branch(found))
            self._known[key] = shape
        return shape

    def branch(self, union: Union, node: JsonObject) -> Branch | None:
        """The branch that an object's tag names, None where that cannot be told."""
        tag = node.get(union.discriminator or SIMPLE_TAG)
        if not isinstance(tag, Scalar) or not isinstance(tag.value, str):
            return None
        return self.branches(union).get(tag.value)

    def branches(self, union: Union) -> dict[str, Branch]:
        """The branches of a union by name."""
        found = self._branches.get(union.name)
        if found is None:
            found = {branch.name: branch for branch in self.schema.branches_of(union)}
            self._branches[union.name] = found
        return found

    def _simple(self, union: Union, node: JsonObject) -> Shape:
        """The shape of a simple union: its tag, and the data of the branch."""
        branch = self.branch(union, node)
        span = union.name_span
        data = branch.type if branch else TypeUse(name="any", span=span)
        members = (
            Member(SIMPLE_TAG, span, TypeUse(name="str", span=span)),
            Member(SIMPLE_DATA, span, data),
        )
        return members_shape(f"union '{union.name}'", "member", members)


def _of_any_type(member: Member) -> Member:
    any_type = TypeUse(name="any", span=member.span)
    return member._replace(optional=True, type=any_type)
