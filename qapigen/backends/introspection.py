# SPDX-License-Identifier: MIT
"""The answer of ``query-qmp-schema``, as a server built from the schema gives it.

Commands and events come in module order, then the types that they lead to,
breadth first in order of first mention. Types are named by numbers in that
order, so that clients look at structure instead of names; whether a condition
holds decides what is listed, but not how it is numbered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from qapigen.editions import (
    COMMAND_FEATURES,
    INTROSPECTED_ENUM_MEMBERS,
    INTROSPECTED_FEATURES,
    INTROSPECTED_IN_MODULE_ORDER,
    INTROSPECTED_OOB_ALWAYS,
    INTROSPECTED_SORTED,
    STRUCT_FEATURES,
)
from qapigen.schema.builtins import EMPTY, Builtin, Json
from qapigen.schema.conditions import Condition, holds
from qapigen.schema.model import (
    Alternate,
    Broken,
    Command,
    Definition,
    Enum,
    Event,
    Feature,
    Member,
    Struct,
    TypeUse,
    Union,
    Value,
)
from qapigen.schema.names import (
    array_name,
    implicit_arguments,
    implicit_kind,
    implicit_wrapper,
)
from qapigen.schema.schema import Schema
from qapigen.source import Span

Entry = dict[str, Any]


def introspect(
    schema: Schema, undefined: frozenset[str] = frozenset(), unmask: bool = False
) -> list[Entry]:
    """The list of SchemaInfo objects for a configuration.

    All symbols but those `undefined` count as defined; `unmask` keeps the
    types' names in place of numbers.
    """
    return _Introspection(schema, lambda name: name not in undefined, unmask).entries()


class _Introspection:
    def __init__(
        self, schema: Schema, is_defined: Callable[[str], bool], unmask: bool
    ) -> None:
        self.schema = schema
        self.edition = schema.edition
        self.is_defined = is_defined
        self.unmask = unmask
        self.numbers: dict[str, str] = {}
        self.waiting: dict[tuple[str, bool], None] = {}
        self.implicit: dict[str, Definition] = {}

    def entries(self) -> list[Entry]:
        listed = [
            self.entry(definition, self.entity(definition))
            for definition in self.interface()
            if isinstance(definition, Command | Event)
        ]
        done = 0
        while done < len(self.waiting):
            for name, is_array in list(self.waiting)[done:]:
                done += 1
                listed.append(self.array(name) if is_array else self.type(name))
        return [entry for entry in listed if entry is not None]

    def interface(self) -> Iterable[Definition]:
        """The definitions in the order of the edition."""
        if self.edition in INTROSPECTED_SORTED:
            return sorted(self.schema, key=lambda definition: definition.name)
        if self.edition in INTROSPECTED_IN_MODULE_ORDER:
            return (d for module in self.schema.modules for d in module.definitions)
        return self.schema

    def there(self, condition: Condition | None) -> bool:
        return holds(condition, self.is_defined)

    def use(self, name: str, is_array: bool = False) -> str:
        """Mention a type: queue it if it is new, and give the name it has in the answer."""
        found = self.schema.find(name)
        if isinstance(found, Builtin) and found.json is Json.INT:
            name = "int"
        self.waiting.setdefault((name, is_array))
        if is_array:
            return f"[{self.use(name)}]"
        return self.masked(name)

    def used(self, use: TypeUse) -> str:
        return self.use(use.name, use.is_array)

    def masked(self, name: str) -> str:
        if self.unmask or isinstance(self.schema.find(name), Builtin):
            return name
        return self.numbers.setdefault(name, str(len(self.numbers)))

    def entity(self, definition: Command | Event) -> Entry:
        """What a command or event adds to its entry."""
        if isinstance(definition.arguments, TypeUse):
            arguments = self.used(definition.arguments)
        elif definition.arguments:
            arguments = self.use(implicit_arguments(definition.name))
        else:
            arguments = self.use(EMPTY)
        if isinstance(definition, Event):
            return {
                "name": definition.name,
                "meta-type": "event",
                "arg-type": arguments,
            }
        returns = (
            self.used(definition.returns) if definition.returns else self.use(EMPTY)
        )
        entry: Entry = {
            "name": definition.name,
            "meta-type": "command",
            "arg-type": arguments,
            "ret-type": returns,
        }
        if definition.allow_oob or self.edition in INTROSPECTED_OOB_ALWAYS:
            entry["allow-oob"] = definition.allow_oob
        return entry

    def entry(self, definition: Definition, entry: Entry) -> Entry | None:
        """The entry with the definition's features; None where its condition does not hold."""
        if not self.there(definition.condition):
            return None
        shown = self.edition in INTROSPECTED_FEATURES
        shown |= isinstance(definition, Struct) and self.edition in STRUCT_FEATURES
        shown |= isinstance(definition, Command) and self.edition in COMMAND_FEATURES
        if shown:
            entry |= self.features(definition.features)
        return entry

    def features(self, features: tuple[Feature, ...]) -> Entry:
        names = [feature.name for feature in features if self.there(feature.condition)]
        return {"features": names} if names else {}

    def array(self, element: str) -> Entry | None:
        found = self.find(element)
        name = self.use(element)
        if not isinstance(found, Builtin) and not self.there(found.condition):
            return None
        return {"name": f"[{name}]", "meta-type": "array", "element-type": name}

    def find(self, name: str) -> Definition | Builtin:
        found = self.implicit.get(name) or self.schema.find(name)
        assert found is not None, name
        assert not isinstance(found, Broken), name
        return found

    def type(self, name: str) -> Entry | None:
        found = self.find(name)
        if isinstance(found, Builtin):
            return {"name": name, "meta-type": "builtin", "json-type": found.json.value}
        entry: Entry = {"name": self.masked(name)}
        match found:
            case Enum():
                entry |= self.enum(found)
            case Alternate():
                entry |= self.alternate(found)
            case Struct():
                entry |= {"meta-type": "object", "members": self.members(found)}
            case Union() if found.is_simple:
                entry |= self.simple_union(found)
            case Union():
                entry |= self.union(found)
        return self.entry(found, entry)

    def enum(self, enum: Enum) -> Entry:
        values = [value for value in enum.values if self.there(value.condition)]
        entry: Entry = {"meta-type": "enum", "values": [value.name for value in values]}
        if self.edition in INTROSPECTED_ENUM_MEMBERS:
            entry["members"] = [
                {"name": v.name} | self.features(v.features) for v in values
            ]
        return entry

    def alternate(self, alternate: Alternate) -> Entry:
        members = [
            (self.used(alternative.type), alternative.condition)
            for alternative in alternate.alternatives
        ]
        return {
            "meta-type": "alternate",
            "members": [
                {"type": name} for name, condition in members if self.there(condition)
            ],
        }

    def members(self, definition: Struct | Union) -> list[Entry]:
        return list(self.shown_members(self.schema.members_of(definition)))

    def shown_members(self, members: tuple[Member, ...]) -> Iterator[Entry]:
        for member in members:
            entry: Entry = {"name": member.name, "type": self.used(member.type)}
            if member.optional:
                entry["default"] = None
            if self.edition in INTROSPECTED_FEATURES:
                entry |= self.features(member.features)
            if self.there(member.condition):
                yield entry

    def union(self, union: Union) -> Entry:
        members = self.members(union)
        variants = [
            ({"case": branch.name, "type": self.used(branch.type)}, branch.condition)
            for branch in self.schema.branches_of(union)
        ]
        return {
            "meta-type": "object",
            "members": members,
            "tag": union.discriminator,
            "variants": [
                entry for entry, condition in variants if self.there(condition)
            ],
        }

    def simple_union(self, union: Union) -> Entry:
        """A union of old editions, whose tag and wrappers are types that nobody wrote."""
        kind = implicit_kind(union.name)
        span = union.span
        values = tuple(
            Value(name=branch.name, condition=branch.condition, span=branch.span)
            for branch in union.branches
        )
        self.imply(Enum(name=kind, values=values, name_span=span, span=span))
        members = [{"name": "type", "type": self.use(kind)}]
        variants = []
        for branch in union.branches:
            name = self.wrapper(branch.type, span)
            if self.there(branch.condition):
                variants.append({"case": branch.name, "type": name})
        return {
            "meta-type": "object",
            "members": members,
            "tag": "type",
            "variants": variants,
        }

    def wrapper(self, use: TypeUse, span: Span) -> str:
        wrapped = array_name(use.name) if use.is_array else use.name
        found = self.find(use.name)
        data = Member(name="data", type=use, span=span)
        struct = Struct(
            name=implicit_wrapper(wrapped),
            members=(data,),
            condition=None if isinstance(found, Builtin) else found.condition,
            name_span=span,
            span=span,
        )
        self.imply(struct)
        return self.use(struct.name)

    def imply(self, definition: Definition) -> None:
        self.implicit.setdefault(definition.name, definition)
