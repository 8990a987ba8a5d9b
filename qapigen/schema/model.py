# SPDX-License-Identifier: MIT
"""The definitions of a schema: what its expressions mean.

Everything is frozen and has a span. What definitions are made of are tuples,
because a schema has thousands of them. Types are named, not linked: a `TypeUse`
says a name, and the `Schema` is asked what that is. Names are as on the wire;
conditions are symbolic; nothing here knows an output language.

A *definition* is an enum, struct, union, alternate, command or event. A
struct, or an argument list, has *members*; an enum *values*; a union
*branches*; an alternate *alternatives*. Definitions, members and values have
*features*.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from qapigen.schema.conditions import Condition
from qapigen.source import Span
from qapigen.syntax.nodes import DocComment

BROKEN = ""
"""The name of a type that could not be read: looking it up gives a `Broken`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeUse:
    """A mention of a type: ``'T'`` or, with `is_array`, ``['T']``."""

    name: str
    is_array: bool = False
    span: Span


class Feature(NamedTuple):
    """A feature of a definition, a member or a value."""

    name: str
    span: Span
    condition: Condition | None = None


class Member(NamedTuple):
    """A member of a struct or a union's base, or a parameter of a command or event."""

    name: str
    span: Span
    type: TypeUse
    optional: bool = False
    condition: Condition | None = None
    features: tuple[Feature, ...] = ()


class Value(NamedTuple):
    """A value of an enum."""

    name: str
    span: Span
    condition: Condition | None = None
    features: tuple[Feature, ...] = ()


class Branch(NamedTuple):
    """A branch of a union: what the object holds more when the tag has the branch's name."""

    name: str
    span: Span
    type: TypeUse
    condition: Condition | None = None


class Alternative(NamedTuple):
    """One of the types that an alternate admits; its name is not on the wire."""

    name: str
    span: Span
    type: TypeUse
    condition: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Defined:
    """What every definition has.

    `span` is the whole expression, `name_span` the name in it, `comment` the
    documentation comment before it.
    """

    name: str
    condition: Condition | None = None
    features: tuple[Feature, ...] = ()
    comment: DocComment | None = None
    name_span: Span
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Enum(Defined):
    """An enumeration; `prefix` is for C constants only."""

    values: tuple[Value, ...]
    prefix: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Struct(Defined):
    """An object type: the members of its base, if it has one, then its own."""

    members: tuple[Member, ...]
    base: TypeUse | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Union(Defined):
    """A tagged object type.

    `base` is a struct's name or a list of members. A *simple* union, of old
    editions, has neither base nor discriminator: on the wire it is an object
    with the members ``type`` and ``data``.
    """

    base: TypeUse | tuple[Member, ...] | None
    discriminator: str | None
    discriminator_span: Span | None
    branches: tuple[Branch, ...]

    @property
    def is_simple(self) -> bool:
        """Whether this is a simple union."""
        return self.base is None and self.discriminator is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternate(Defined):
    """A choice between types that differ in their JSON type."""

    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Command(Defined):
    """A command.

    `arguments` is a type's name, a list of members (empty: no arguments) or,
    with `boxed`, the name of a struct or union whose members are the
    arguments. `returns` is None for "nothing", an empty object on the wire.
    """

    arguments: TypeUse | tuple[Member, ...]
    returns: TypeUse | None = None
    boxed: bool = False
    gen: bool = True
    success_response: bool = True
    allow_oob: bool = False
    allow_preconfig: bool = False
    coroutine: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Defined):
    """An event; `arguments` are its data, as for a command."""

    arguments: TypeUse | tuple[Member, ...]
    boxed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A definition that could not be read: looking it up succeeds, rules skip it."""

    name: str
    span: Span
    comment: DocComment | None = None


Definition = Enum | Struct | Union | Alternate | Command | Event
Type = Enum | Struct | Union | Alternate

KINDS: dict[str, type[Definition]] = {
    "enum": Enum,
    "struct": Struct,
    "union": Union,
    "alternate": Alternate,
    "command": Command,
    "event": Event,
}
_KIND_NAMES = {definition: kind for kind, definition in KINDS.items()}


def kind_of(definition: Definition) -> str:
    """The keyword that defines it, such as "enum"."""
    return _KIND_NAMES[type(definition)]
