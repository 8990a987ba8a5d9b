# SPDX-License-Identifier: MIT
"""What could be typed next: commands, names of arguments, and values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from qapigen.talk.cursor import (
    ARGUMENTS,
    EXECUTE,
    EXECUTE_OOB,
    Spot,
    members_at,
    node_at,
    spot,
    type_at,
)
from qapigen.talk.entities import Entity
from qapigen.talk.interface import Interface
from qapigen.talk.line import OPENING

HELP, EXIT = "help", "exit"
"""What the shell itself understands."""


class Candidate(NamedTuple):
    """A text that could stand in place of the last `length` characters, and what it is."""

    text: str
    length: int
    kind: str = ""


_BREAKING = re.compile(r"[\s\"']")
"""What ends a value that is in no quotes."""

Named = tuple[str, str]
"""A text, and what it is."""


def candidates(text: str, interface: Interface, after: str = "") -> list[Candidate]:
    """What could stand between `text` and `after`, as far as the schema says."""
    found = spot(text, after)
    if found is None:
        return []
    if found.command == HELP:
        known = [*interface.commands, *interface.events]
        return matching(found, ((name, "") for name in known))
    if not found.command:
        return matching(found, _beginnings(interface, found))
    types = type_at(interface, found)
    if found.is_value:
        return matching(found, (pair for one in types for pair in _values(one, found)))
    names = (pair for one in types for pair in _names(interface, one, found))
    return matching(found, names)


def matching(found: Spot, named: Iterable[Named]) -> list[Candidate]:
    """Those that begin with what is typed, then those that hold it; each once."""
    typed = found.typed
    pairs = dict(named)
    begun = (typed, f'"{typed}', f"'{typed}")
    first = [name for name in pairs if name.startswith(begun)]
    then = [name for name in pairs if typed in name and name not in first]
    return [
        Candidate(
            name.removeprefix(found.quote),
            len(typed),
            pairs[name],
        )
        for name in [*first, *then]
        if name.startswith(found.quote)
    ]


def live(found: Spot, names: Iterable[str]) -> list[Candidate]:
    """Those that the server has at this moment: values, or names of arguments."""
    if found.is_value:
        return matching(found, ((as_value(name, found), "") for name in names))
    return matching(found, ((_as_name(name, found), "") for name in names))


def as_value(text: str, found: Spot) -> str:
    """A text as a value: in quotes where they were begun, or are needed."""
    if found.quote or found.is_json or _BREAKING.search(text):
        sign = found.quote or '"'
        return f"{sign}{text}{sign}"
    return text


def _as_name(name: str, found: Spot) -> str:
    return f"{name}=" if not found.is_json else f'"{name}": '


def _beginnings(interface: Interface, found: Spot) -> Iterator[Named]:
    """Commands; in JSON, perhaps the members of a request."""
    if found.is_json and not found.is_value:
        given = found.keys.children if found.keys else {}
        for name in (EXECUTE, EXECUTE_OOB, ARGUMENTS):
            if name not in given:
                yield _as_name(name, found), ""
        return
    for name in interface.commands:
        yield as_value(name, found), "command"
    if not found.is_json:
        if "transaction" in interface.commands:
            yield OPENING, "several commands, all or none"
        yield HELP, "explain a command or event"
        yield EXIT, "leave the shell"


def _names(interface: Interface, entity: Entity, found: Spot) -> Iterator[Named]:
    """The members that are not given yet, mandatory ones first."""
    if entity["meta-type"] != "object":
        return
    node = node_at(found)
    given = getattr(node, "children", {})
    members = members_at(interface, entity, node).values()
    for member in sorted(members, key=lambda member: member.optional):
        kinds = {one["meta-type"] for one in interface.alternatives(member.type)}
        told = "" if member.optional else "needed"
        if (found.is_json or kinds - {"object"}) and member.name not in given:
            yield _as_name(member.name, found), told
        if "object" in kinds and not found.is_json:
            yield f"{member.name}.", told


def _values(entity: Entity, found: Spot) -> Iterator[Named]:
    match entity:
        case {"meta-type": "enum", "values": values}:
            yield from ((as_value(value, found), "") for value in values)
        case {"json-type": "boolean"}:
            yield from (("true", ""), ("false", ""))
        case {"meta-type": "object"} if found.is_json:
            yield "{", "an object"
        case {"meta-type": "array"} if found.is_json:
            yield "[", "an array"
