# SPDX-License-Identifier: MIT
"""Unions: the tag, and what the branches may be."""

from __future__ import annotations

from collections.abc import Iterator

from qapigen.diagnostics.diagnostic import Code, Diagnostic
from qapigen.editions import (
    ABSENT_BRANCHES,
    EMPTY_UNION_DATA,
    INHERITED_TAGS,
    SIMPLE_UNIONS,
    UNION_BRANCHES,
)
from qapigen.rules.members import clashes
from qapigen.rules.types import describe
from qapigen.schema.model import (
    Branch,
    Broken,
    Command,
    Enum,
    Event,
    Struct,
    TypeUse,
    Union,
)
from qapigen.schema.names import munge
from qapigen.schema.schema import Schema

UNKNOWN_TAG = Code(
    "unknown-discriminator",
    "discriminator '{name}' is not a member of the base",
    "The tag that selects the branch is on the wire as a member of the base.",
)
INHERITED_TAG = Code(
    "dated-inherited-discriminator",
    "discriminator '{name}' is a member of the base's base",
    "Old releases looked for the tag in the base alone.",
    refused_by=~INHERITED_TAGS,
)
TAG_NOT_ENUM = Code(
    "discriminator-not-an-enum",
    "discriminator '{name}' is not of an enum type",
    "Each branch belongs to one value of the tag, so the tag's values must be listed.",
)
OPTIONAL_TAG = Code(
    "optional-discriminator",
    "discriminator '{name}' is optional",
    "Without the tag nobody can tell which branch an object has.",
)
CONDITIONAL_TAG = Code(
    "conditional-discriminator",
    "discriminator '{name}' depends on a condition",
    "Without the tag nobody can tell which branch an object has.",
)
NOT_A_VALUE = Code(
    "branch-not-a-value",
    "branch '{name}' is not a value of enum '{enum}'",
    "Branches are named for the values of the tag.",
)
ABSENT_BRANCH = Code(
    "dated-absent-branch",
    "there is no branch for '{value}'",
    "Old releases wanted a branch for every value of the tag.",
    refused_by=~ABSENT_BRANCHES,
    dating=True,
)
EMPTY_UNION = Code(
    "empty-union",
    "union '{name}' has no branches",
    "A union without branches is a struct.",
)
WRONG_BRANCH = Code(
    "wrong-branch-type",
    "a branch is an object type, but '{type}' is {description}",
    "The members of a branch join those of the base in one object.",
)
UNION_AS_BRANCH = Code(
    "dated-union-branch",
    "a branch cannot be a union yet",
    "Old releases wanted structs as branches.",
    refused_by=~UNION_BRANCHES,
    dating=True,
)
BRANCH_CLASH = Code(
    "branch-member-clash",
    "branch '{name}' brings the member '{member}' a second time",
    "The members of a branch join those of the base in one object.",
)
DEEP_UNION = Code(
    "unions-nested-too-deeply",
    "there are more than {limit} levels of unions within this branch",
    "All members of an object are compared, so that deep nesting costs more than it is worth.",
)
MAX_UNION_NESTING = 100
"""How deep unions within unions are searched for members that clash."""


def unions(schema: Schema) -> Iterator[Diagnostic]:
    """A union has a tag, and branches that fit it."""
    for union in schema:
        if not isinstance(union, Union):
            continue
        if union.is_simple:
            yield from _simple(union)
            continue
        if not union.branches:
            yield EMPTY_UNION.at(union.name_span, name=union.name).during(
                ~EMPTY_UNION_DATA
            )
        enum = None
        if _has_base(union, schema):
            yield from _tag(union, schema)
            enum = schema.tag_enum_of(union)
        if enum is not None:
            yield from _values(union, enum)
        for branch in union.branches:
            yield from _branch(branch, union, schema)


def _has_base(union: Union, schema: Schema) -> bool:
    if isinstance(union.base, TypeUse):
        return schema.base_of(union) is not None
    return union.base is not None


def _simple(union: Union) -> Iterator[Diagnostic]:
    if not union.branches:
        yield EMPTY_UNION.at(union.name_span, name=union.name)
    for finding in clashes(union.branches, "branch"):
        yield finding.during(SIMPLE_UNIONS)


def _tag(union: Union, schema: Schema) -> Iterator[Diagnostic]:
    name, place = union.discriminator, union.discriminator_span
    if name is None or place is None:
        return
    tag = schema.tag_of(union)
    if tag is None:
        known = [member.name for member in schema.members_of(union)]
        yield UNKNOWN_TAG.at(place, name=name).suggesting(name, lambda: known)
        return
    base = schema.base_of(union)
    if base is not None and tag not in base.members:
        yield INHERITED_TAG.at(place, name=name).pointing_at(tag, "inherited from here")
    found = schema.type_of(tag.type)
    if tag.type.is_array or not isinstance(
        found, Enum | Broken | None | Command | Event
    ):
        yield TAG_NOT_ENUM.at(place, name=name).pointing_at(tag.type, "its type")
    elif tag.optional:
        yield OPTIONAL_TAG.at(place, name=name).pointing_at(tag, "it begins with '*'")
    elif tag.condition is not None:
        yield CONDITIONAL_TAG.at(place, name=name).pointing_at(
            tag, "this has a condition"
        )


def _values(union: Union, enum: Enum) -> Iterator[Diagnostic]:
    values = {value.name for value in enum.values}
    if not values and not union.branches:
        yield EMPTY_UNION.at(union.name_span, name=union.name).during(EMPTY_UNION_DATA)
    written = {branch.name for branch in union.branches}
    # One set for all findings: the search for near names keeps an index of it.
    unwritten = frozenset(values - written)
    for branch in union.branches:
        if branch.name not in values:
            finding = NOT_A_VALUE.at(branch, name=branch.name, enum=enum.name)
            yield finding.suggesting(branch.name, lambda: unwritten)
    for value in enum.values:
        if value.name not in written and union.branches:
            place = union.name_span
            yield ABSENT_BRANCH.at(place, value=value.name).pointing_at(
                value, "a value of the tag"
            )
            break


def _branch(branch: Branch, union: Union, schema: Schema) -> Iterator[Diagnostic]:
    found = schema.type_of(branch.type)
    if found is None or isinstance(found, Broken | Command | Event):
        return
    if branch.type.is_array or not isinstance(found, Struct | Union):
        description = describe(branch.type, schema)
        yield WRONG_BRANCH.at(
            branch.type, type=branch.type.name, description=description
        )
        return
    if isinstance(found, Union):
        yield UNION_AS_BRANCH.at(branch.type)
    taken = {munge(member.name): member for member in schema.members_of(union)}
    for depth, level in enumerate(_levels(found, schema)):
        if depth == MAX_UNION_NESTING:
            yield DEEP_UNION.at(branch, limit=MAX_UNION_NESTING)
            return
        for member in (m for part in level for m in schema.members_of(part)):
            first = taken.get(munge(member.name))
            if first is not None and first is not member:
                finding = BRANCH_CLASH.at(branch, name=branch.name, member=member.name)
                finding = finding.pointing_at(member, "a member of the branch")
                yield finding.pointing_at(first, "a member of the base")
                return


def _levels(found: Struct | Union, schema: Schema) -> Iterator[list[Struct | Union]]:
    """The object type, then those that are branches of the level before, each type once."""
    seen = {found.name}
    level: list[Struct | Union] = [found]
    while level:
        yield level
        parts = [part for whole in level for part in _branch_types(whole, schema)]
        level = []
        for part in parts:
            if part.name not in seen:
                seen.add(part.name)
                level.append(part)


def _branch_types(
    definition: Struct | Union, schema: Schema
) -> Iterator[Struct | Union]:
    if isinstance(definition, Union) and not definition.is_simple:
        for branch in definition.branches:
            found = None if branch.type.is_array else schema.type_of(branch.type)
            if isinstance(found, Struct | Union):
                yield found
