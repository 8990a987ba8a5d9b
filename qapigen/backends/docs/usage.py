# SPDX-License-Identifier: MIT
"""Who uses a type, and as what."""

from __future__ import annotations

from collections.abc import Iterator

from qapigen.schema.model import (
    Alternate,
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

ARGUMENT = "argument of"
RETURNED = "returned by"
DATA = "data of"
MEMBER = "member of"
BASE = "base of"
BRANCH = "branch of"
ALTERNATIVE = "alternative of"

Usage = dict[str, dict[str, dict[str, None]]]


def usage_of(schema: Schema) -> Usage:
    """For each type, by relation, the names of the definitions that use it, in reading order."""
    usage: Usage = {}
    for definition in schema:
        for relation, use in _relations(definition):
            users = usage.setdefault(use.name, {}).setdefault(relation, {})
            users.setdefault(definition.name)
    return usage


def _relations(definition: Definition) -> Iterator[tuple[str, TypeUse]]:
    match definition:
        case Enum():
            return
        case Struct():
            if definition.base is not None:
                yield BASE, definition.base
            yield from _members(MEMBER, definition.members)
        case Union():
            if isinstance(definition.base, TypeUse):
                yield BASE, definition.base
            else:
                yield from _members(MEMBER, definition.base or ())
            yield from ((BRANCH, branch.type) for branch in definition.branches)
        case Alternate():
            yield from (
                (ALTERNATIVE, choice.type) for choice in definition.alternatives
            )
        case Command() | Event():
            relation = ARGUMENT if isinstance(definition, Command) else DATA
            if isinstance(definition.arguments, TypeUse):
                yield relation, definition.arguments
            else:
                yield from _members(relation, definition.arguments)
            if isinstance(definition, Command) and definition.returns is not None:
                yield RETURNED, definition.returns


def _members(
    relation: str, members: tuple[Member, ...]
) -> Iterator[tuple[str, TypeUse]]:
    return ((relation, member.type) for member in members)
