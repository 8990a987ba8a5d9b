# SPDX-License-Identifier: MIT
"""What the documentation of a schema says of commands, arguments and values.

The schema need not be the server's: it is used for its texts and to name what
a server lacks. It is compiled when the first text is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from qapigen.schema.model import (
    Alternate,
    Broken,
    Command,
    Definition,
    Enum,
    Event,
    Struct,
    TypeUse,
    Union,
)
from qapigen.schema.schema import Schema
from qapigen.syntax.doc_comment import SectionKind
from qapigen.talk.interface import Interface

_SINCE = re.compile(r"[Ss]ince:?\s+(?:QEMU\s+)?(\d[\d.]*\d)")


class Mention(NamedTuple):
    """A member, argument or value, and the definition that it is written in."""

    owner: Definition
    name: str
    type: TypeUse | None = None


class Texts:
    """The texts of one schema; `load` reads it when they are needed.

    `is_own` says that it was given for this very server.
    """

    def __init__(self, load: Callable[[], Schema], is_own: bool = False) -> None:
        self._load = load
        self.is_own = is_own

    @property
    def doubt(self) -> str | None:
        """What to say where the schema alone refuses something; None if it is the server's."""
        if self.is_own:
            return None
        return "so says the schema that comes with qapigen; --schema may name another"

    @cached_property
    def schema(self) -> Schema:
        """The schema."""
        return self._load()

    def described(self, commands: Iterable[str]) -> Interface | None:
        """The interface that the schema gives to a server which only names its commands."""
        if not self.is_own:
            return None
        from qapigen.backends.introspection import introspect

        served = set(commands)
        entities = introspect(self.schema, unmask=True)
        return Interface(
            [
                entity
                for entity in entities
                if entity["meta-type"] != "command" or entity["name"] in served
            ]
        )

    def takes_anything(self, command: str) -> bool:
        """Whether a command takes arguments beyond those that are listed."""
        found = self.schema.find(command)
        return isinstance(found, Command) and not found.gen

    def entity(self, name: str) -> Command | Event | None:
        """The command or event of that name."""
        found = self.schema.find(name)
        return found if isinstance(found, Command | Event) else None

    def mentions(self, name: str, path: Sequence[str]) -> list[Mention]:
        """What the last name of `path` can be in the arguments of a command or event."""
        entity = self.entity(name)
        if entity is None or not path:
            return []
        arguments = entity.arguments
        found = list(self._named(self._opened(entity, arguments), path[0]))
        for step in path[1:]:
            if not step.isdecimal():
                inner = [d for m in found if m.type for d in self._definitions(m.type)]
                found = list(dict.fromkeys(self._named(inner, step)))
        return found

    def _opened(self, entity: Command | Event, arguments: object) -> list[Definition]:
        """The definitions in which a command's arguments are written."""
        if isinstance(arguments, TypeUse):
            return list(self._definitions(arguments))
        return [entity]

    def _definitions(self, use: TypeUse) -> Iterator[Definition]:
        """The definitions that a value of the type may be of, with bases and branches."""
        found = self.schema.type_of(use)
        match found:
            case Struct() | Union():
                yield found
                yield from self.schema.lineage(found)
            case Alternate():
                for alternative in found.alternatives:
                    yield from self._definitions(alternative.type)
            case Enum():
                yield found
        if isinstance(found, Union):
            for branch in found.branches:
                yield from self._definitions(branch.type)

    def _named(self, owners: Sequence[Definition], name: str) -> Iterator[Mention]:
        for owner in owners:
            for part in owner.parts:
                is_member = hasattr(part, "optional") or isinstance(owner, Enum)
                if part.name == name and is_member:
                    yield Mention(owner, name, getattr(part, "type", None))

    def text(self, mention: Mention) -> str:
        """The description of a member or value; empty where there is none."""
        documentation = self.schema.documentation(mention.owner)
        section = documentation and documentation.members.get(mention.name)
        return section.text if section else ""

    def description(self, name: str) -> str:
        """The text of a command or event: what stands before its arguments."""
        entity = self.entity(name)
        documentation = entity and self.schema.documentation(entity)
        if not documentation:
            return ""
        sections = documentation.of_kind(SectionKind.TEXT)
        return sections[0].text if sections else ""

    def since(self, name: str, path: Sequence[str] = ()) -> str | None:
        """The release that brought it; empty if that is not said, None if it is not known."""
        entity = self.entity(name)
        if entity is None or isinstance(entity, Broken):
            return None
        texts: list[str] = []
        if path:
            found = self.mentions(name, path)
            if not found:
                return None
            texts = [self.text(mention) for mention in found]
        elif documentation := self.schema.documentation(entity):
            section = documentation.since
            texts = [f"since {section.text}"] if section else []
        match = next(filter(None, map(_SINCE.search, texts)), None)
        return match[1] if match else ""
