# SPDX-License-Identifier: MIT
"""What a server has, from its answer to query-qmp-schema: commands, events, and their types."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from qapigen.talk.entities import Entity, read_entities

TagOf = Callable[[str], str | None]
"""The value of an object's member that tells branches apart, None if it is not there."""

_NOTHING = "nothing"
_ANYTHING = "anything"


class Member(NamedTuple):
    """A member of an object, with the name of its type."""

    name: str
    type: str
    optional: bool


class Interface:
    """The commands, events and types of one server.

    `is_free` where nothing is known of arguments: then they may be anything.
    `disabled` are commands that a guest agent has and does not carry out.
    Raises `InvalidReply` for an answer that is malformed.
    """

    def __init__(self, answer: object, is_free: bool = False) -> None:
        self.entities = read_entities(answer)
        self.is_free = is_free
        self.disabled: frozenset[str] = frozenset()
        self.commands: list[str] = []
        self.events: list[str] = []
        for entity in self.entities.values():
            if entity["meta-type"] == "command":
                self.commands.append(entity["name"])
            elif entity["meta-type"] == "event":
                self.events.append(entity["name"])

    def arguments(self, name: str) -> str:
        """The type of a command's arguments, or of an event's data."""
        return str(self.entities[name]["arg-type"])

    def allows_oob(self, name: str) -> bool:
        """Whether a command may be carried out before those that are queued."""
        return bool(self.entities[name].get("allow-oob"))

    def type(self, name: str) -> Entity:
        """The entity of a type."""
        return self.entities[name]

    def members(self, name: str, tag_of: TagOf) -> dict[str, Member]:
        """The members of an object type, with those of the branches that the tags choose."""
        return {member.name: member for member in self._members(name, tag_of)}

    def _members(self, name: str, tag_of: TagOf) -> Iterator[Member]:
        entity = self.entities[name]
        for member in entity["members"]:
            yield Member(member["name"], member["type"], "default" in member)
        if "tag" in entity:
            chosen = tag_of(entity["tag"])
            for variant in entity["variants"]:
                if variant["case"] == chosen:
                    yield from self._members(variant["type"], tag_of)

    def branches_with(self, name: str, member: str) -> list[str]:
        """The values of an object type's tag with which it has the member."""
        entity = self.entities[name]
        return [
            variant["case"]
            for variant in entity.get("variants", ())
            if member in self._all_members(variant["type"])
        ]

    def _all_members(self, name: str) -> set[str]:
        entity = self.entities[name]
        names = {member["name"] for member in entity["members"]}
        for variant in entity.get("variants", ()):
            names |= self._all_members(variant["type"])
        return names

    def alternatives(self, name: str) -> list[Entity]:
        """The types that an alternate admits; of any other type, itself."""
        entity = self.entities[name]
        if entity["meta-type"] != "alternate":
            return [entity]
        return [self.entities[member["type"]] for member in entity["members"]]

    def dotted_names(self) -> frozenset[str]:
        """The names of members that hold dots, as downstream's may."""
        return frozenset(
            member["name"]
            for entity in self.entities.values()
            if entity["meta-type"] == "object"
            for member in entity["members"]
            if "." in member["name"]
        )


def untyped(commands: Iterable[str]) -> Interface:
    """The interface of a server that only names its commands."""
    types: list[Entity] = [
        {"name": _NOTHING, "meta-type": "object", "members": []},
        {"name": _ANYTHING, "meta-type": "builtin", "json-type": "value"},
    ]
    listed = [
        {
            "name": name,
            "meta-type": "command",
            "arg-type": _NOTHING,
            "ret-type": _ANYTHING,
        }
        for name in commands
    ]
    return Interface([*listed, *types], is_free=True)
