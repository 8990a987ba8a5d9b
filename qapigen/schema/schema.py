# SPDX-License-Identifier: MIT
"""The schema: the one symbol table, and the questions that one can ask of it.

Types are named, not linked: whoever holds a `TypeUse` asks here what that is.
Answers are computed once and kept.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from qapigen.editions import LATEST, Edition
from qapigen.schema.builtins import BUILTINS, EMPTY, QTYPE, Builtin, qtype_values
from qapigen.schema.documentation import Documentation
from qapigen.schema.model import (
    BROKEN,
    Alternate,
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
    Value,
)
from qapigen.schema.names import implicit_arguments, implicit_base
from qapigen.schema.pragmas import Pragmas
from qapigen.source import Source, Span
from qapigen.syntax.nodes import DocComment

MAX_BASES = 100
"""The longest chain of bases; a rule refuses longer ones."""

_WORD = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)


Item = Definition | Broken | DocComment
"""What a file holds."""


class Module(NamedTuple):
    """One file: its definitions and free-form comments in order, and what it includes."""

    source: Source
    items: tuple[Item, ...]
    includes: tuple[str, ...]

    @property
    def path(self) -> str:
        """The path as given for the root, joined for an included file."""
        return self.source.path

    @property
    def definitions(self) -> tuple[Definition, ...]:
        """Its definitions, in order."""
        return tuple(
            item for item in self.items if not isinstance(item, Broken | DocComment)
        )


class Schema:
    """All definitions of a root file and what it includes.

    `modules` are the files, root first, then in order of first mention;
    `definitions` maps each name to what it was first defined as, in reading
    order (an included file's definitions stand at its include). It is not
    `is_complete` where a file or a definition is missing whose name nobody knows.
    """

    def __init__(
        self,
        modules: tuple[Module, ...],
        definitions: Mapping[str, Definition | Broken],
        pragmas: Pragmas,
        is_complete: bool = True,
    ) -> None:
        self.modules = modules
        self.definitions = definitions
        self.pragmas = pragmas
        self.is_complete = is_complete
        self.edition: Edition = LATEST
        self.documented: Mapping[str, Documentation] = {}
        self.free_form: Mapping[DocComment, Documentation] = {}

    def __iter__(self) -> Iterator[Definition]:
        """The definitions that could be read, in reading order."""
        return iter(self._readable)

    @cached_property
    def _readable(self) -> tuple[Definition, ...]:
        return tuple(d for d in self.definitions.values() if not isinstance(d, Broken))

    @cached_property
    def commands(self) -> tuple[Command, ...]:
        """The commands, in reading order."""
        return tuple(d for d in self if isinstance(d, Command))

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events, in reading order."""
        return tuple(d for d in self if isinstance(d, Event))

    def in_edition(
        self,
        edition: Edition,
        documented: Mapping[str, Documentation],
        free_form: Mapping[DocComment, Documentation],
    ) -> Schema:
        """The same definitions, read in an edition, with their documentation."""
        schema = Schema(self.modules, self.definitions, self.pragmas, self.is_complete)
        schema.edition = edition
        schema.documented = documented
        schema.free_form = free_form
        return schema

    def owns(self, source: Source) -> bool:
        """Whether a file lies in or below the root's folder.

        Files elsewhere are shared with other schemas, which may need what this one does not.
        """
        return os.path.abspath(source.path).startswith(self._folder)

    @cached_property
    def _folder(self) -> str:
        """The root's folder, with a slash at its end."""
        folder = os.path.dirname(os.path.abspath(self.modules[0].path))
        return os.path.join(folder, "")

    def documentation(self, definition: Definition) -> Documentation | None:
        """The definition's documentation, None if it has none."""
        return self.documented.get(definition.name)

    def find(self, name: str) -> Definition | Builtin | Broken | None:
        """What `name` stands for, implicit and built-in types included; None if nothing."""
        found = self.definitions.get(name) or BUILTINS.get(name)
        if found is None and (name in (BROKEN, QTYPE) or name.startswith("q_")):
            return self._implicit.get(name)
        return found

    def type_of(self, use: TypeUse) -> Definition | Builtin | Broken | None:
        """What the use names; for an array, its element."""
        return self.find(use.name)

    @cached_property
    def _implicit(self) -> dict[str, Definition | Broken]:
        nowhere = Span(self.modules[0].source, 0, 0)
        implicit: dict[str, Definition | Broken] = {
            BROKEN: Broken(name=BROKEN, span=nowhere),
            EMPTY: Struct(name=EMPTY, members=(), name_span=nowhere, span=nowhere),
            QTYPE: Enum(
                name=QTYPE,
                values=tuple(
                    Value(name=v, span=nowhere) for v in qtype_values(self.edition)
                ),
                name_span=nowhere,
                span=nowhere,
            ),
        }
        for definition in self:
            members = definition.own_members
            if members and not isinstance(definition, Struct):
                name = (
                    implicit_base(definition.name)
                    if isinstance(definition, Union)
                    else implicit_arguments(definition.name)
                )
                implicit[name] = Struct(
                    name=name,
                    members=members,
                    condition=definition.condition,
                    name_span=definition.name_span,
                    span=definition.span,
                )
        return implicit

    def base_of(self, definition: Struct | Union) -> Struct | None:
        """The struct that it is derived from, None if there is none or it is no struct."""
        if not isinstance(definition.base, TypeUse) or definition.base.is_array:
            return None
        found = self.find(definition.base.name)
        return found if isinstance(found, Struct) else None

    def lineage(self, definition: Struct | Union) -> tuple[Struct, ...]:
        """Its bases, nearest first.

        The result ends where a base would come a second time, and after `MAX_BASES`.
        """
        chain: list[Struct] = []
        seen = {id(definition)}
        base = self.base_of(definition)
        while base is not None and id(base) not in seen and len(chain) < MAX_BASES:
            chain.append(base)
            seen.add(id(base))
            base = self.base_of(base)
        return tuple(chain)

    def members_of(self, definition: Struct | Union) -> tuple[Member, ...]:
        """Its members with the inherited ones first; a union's are those of its base."""
        known = self._members.get(definition.name)
        if known is None:
            members = definition.own_members
            for base in self.lineage(definition):
                members = (*base.members, *members)
            known = self._members[definition.name] = members
        return known

    @cached_property
    def _members(self) -> dict[str, tuple[Member, ...]]:
        return {}

    def arguments_of(self, definition: Command | Event) -> tuple[Member, ...]:
        """The parameters; of a union, those of its base; empty where there is no object."""
        if not isinstance(definition.arguments, TypeUse):
            return definition.arguments
        found = self.type_of(definition.arguments)
        return self.members_of(found) if isinstance(found, Struct | Union) else ()

    def tag_of(self, union: Union) -> Member | None:
        """The member that tells the branches of a union apart; None in a simple union."""
        members = self.members_of(union)
        return next((m for m in members if m.name == union.discriminator), None)

    def tag_enum_of(self, union: Union) -> Enum | None:
        """The enum of the tag's values; None in a simple union."""
        tag = self.tag_of(union)
        found = (
            self.type_of(tag.type)
            if tag is not None and not tag.type.is_array
            else None
        )
        return found if isinstance(found, Enum) else None

    def branches_of(self, union: Union) -> tuple[Branch, ...]:
        """All branches: those written, then an empty one for each other value of the tag."""
        enum = self.tag_enum_of(union)
        if enum is None:
            return union.branches
        written = {branch.name for branch in union.branches}
        absent = tuple(
            Branch(
                name=value.name,
                type=TypeUse(name=EMPTY, span=value.span),
                condition=value.condition,
                span=value.span,
            )
            for value in enum.values
            if value.name not in written
        )
        return union.branches + absent

    @cached_property
    def uses(self) -> dict[str, tuple[TypeUse, ...]]:
        """For each definition that mentions types, every mention, in order."""
        uses = {definition.name: tuple(type_uses(definition)) for definition in self}
        return {name: found for name, found in uses.items() if found}

    @cached_property
    def users(self) -> dict[str, tuple[Definition, ...]]:
        """For each type name, the definitions that mention it, in reading order."""
        users: dict[str, list[Definition]] = {}
        for definition in self:
            for name in {use.name: 0 for use in self.uses.get(definition.name, ())}:
                users.setdefault(name, []).append(definition)
        return {name: tuple(found) for name, found in users.items()}

    @cached_property
    def type_names(self) -> frozenset[str]:
        """The names of all types: defined ones, broken ones and those that are built in."""
        definitions = self.definitions.items()
        types = {name for name, d in definitions if not isinstance(d, Command | Event)}
        return frozenset((*types, *BUILTINS))

    @cached_property
    def names(self) -> frozenset[str]:
        """All names there are: definitions, types, members, values, branches, features.

        Each word in a definition that could not be read may be one.
        """
        names = {*self.definitions, *BUILTINS, QTYPE}
        for definition in self:
            names.update(feature.name for feature in definition.features)
            names.update(part.name for part in definition.parts)
        for module in self.modules:
            for item in module.items:
                if isinstance(item, Broken):
                    names.update(_WORD.findall(item.span.text))
        return frozenset(names)

    def reachable_from(self, roots: Iterable[Definition]) -> set[str]:
        """The names of `roots` and of all that they mention, directly or through others."""
        reached: set[str] = set()
        waiting = list(roots)
        while waiting:
            definition = waiting.pop()
            if definition.name in reached:
                continue
            reached.add(definition.name)
            for use in self.uses.get(definition.name, ()):
                found = self.definitions.get(use.name)
                if found is not None and not isinstance(found, Broken):
                    waiting.append(found)
        return reached


def type_uses(definition: Definition) -> Iterator[TypeUse]:
    """Every mention of a type in a definition, in order."""
    match definition:
        case Enum():
            return
        case Struct():
            if definition.base is not None:
                yield definition.base
            yield from (member.type for member in definition.members)
        case Union():
            if isinstance(definition.base, TypeUse):
                yield definition.base
            elif definition.base is not None:
                yield from (member.type for member in definition.base)
            yield from (branch.type for branch in definition.branches)
        case Alternate():
            yield from (alternative.type for alternative in definition.alternatives)
        case Command() | Event():
            if isinstance(definition.arguments, TypeUse):
                yield definition.arguments
            else:
                yield from (member.type for member in definition.arguments)
            if isinstance(definition, Command) and definition.returns is not None:
                yield definition.returns
