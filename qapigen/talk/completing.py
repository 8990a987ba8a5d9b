# SPDX-License-Identifier: MIT
"""What could be typed next: commands, names of arguments, and values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from qapigen.talk.cursor import Spot, members_at, node_at, spot, type_at
from qapigen.talk.interface import Entity, Interface
from qapigen.talk.line import OPENING

HELP, EXIT = "help", "exit"
"""What the shell itself understands."""


class Candidate(NamedTuple):
    """A text that could stand in place of the last `length` characters, and what it is."""

    text: str
    length: int
    kind: str = ""


def candidates(text: str, interface: Interface) -> list[Candidate]:
    """What could stand at the end of `text`, as far as the schema says."""
    found = spot(text, interface)
    if found is None:
        return []
    if not found.command:
        return _matching(found, _commands(interface))
    if found.command == HELP:
        known = [*interface.commands, *interface.events]
        return _matching(found, ((name, "") for name in known))
    types = type_at(interface, found)
    if found.is_value:
        return _matching(found, (pair for one in types for pair in _values(one)))
    names = (pair for one in types for pair in _names(interface, one, found))
    return _matching(found, names)


def _matching(found: Spot, named: Iterable[tuple[str, str]]) -> list[Candidate]:
    """Those that begin with what is typed, then those that hold it; each once."""
    typed = found.typed
    pairs = dict(named)
    first = [name for name in pairs if name.startswith(typed)]
    then = [name for name in pairs if typed in name and not name.startswith(typed)]
    return [Candidate(name, len(typed), pairs[name]) for name in [*first, *then]]


def _commands(interface: Interface) -> Iterator[tuple[str, str]]:
    for name in interface.commands:
        yield name, "command"
    if "transaction" in interface.commands:
        yield OPENING, "several commands, all or none"
    yield HELP, "explain a command or event"
    yield EXIT, "leave the shell"


def _names(
    interface: Interface, entity: Entity, found: Spot
) -> Iterator[tuple[str, str]]:
    """The members that are not given yet, mandatory ones first."""
    if entity["meta-type"] != "object":
        return
    node = node_at(found)
    given = getattr(node, "children", {})
    members = members_at(interface, entity, node).values()
    for member in sorted(members, key=lambda member: member.optional):
        kinds = {one["meta-type"] for one in interface.alternatives(member.type)}
        told = "" if member.optional else "needed"
        if kinds - {"object"} and member.name not in given:
            yield f"{member.name}=", told
        if "object" in kinds:
            yield f"{member.name}.", told


def _values(entity: Entity) -> Iterator[tuple[str, str]]:
    match entity:
        case {"meta-type": "enum", "values": values}:
            yield from ((value, "") for value in values)
        case {"json-type": "boolean"}:
            yield from (("true", ""), ("false", ""))
