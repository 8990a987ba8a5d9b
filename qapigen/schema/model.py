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
from typing import ClassVar, NamedTuple, TypeVar, dataclass_transform

from qapigen.schema.conditions import Condition
from qapigen.source import Span
from qapigen.syntax.nodes import DocComment

T = TypeVar("T")

BROKEN = "\0"
"""The name of a type that could not be read: looking it up gives a `Broken`.

No valid name equals it: every release refuses a string with this character.
"""


class TypeUse(NamedTuple):
    """A mention of a type: ``'T'`` or, with `is_array`, ``['T']``."""

    name: str
    span: Span
    is_array: bool = False


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


Part = Value | Member | Branch | Alternative


@dataclass_transform(kw_only_default=True, frozen_default=True, eq_default=False)
def _definition(plain: type[T]) -> type[T]:
    """A class with fields, all given by keyword, which nobody sets again.

    Checkers of types refuse that; to do so at run time would take as long as all
    the rest of a definition's making.
    """
    return dataclass(slots=True, kw_only=True, eq=False, repr=False)(plain)


@_definition
class Defined:
    """What every definition has.

    `span` is the whole expression, `name_span` the name in it, `comment` the
    documentation comment before it. `part_noun` is what its parts are called.
    """

    part_noun: ClassVar[str] = "member"

    name: str
    condition: Condition | None = None
    features: tuple[Feature, ...] = ()
    comment: DocComment | None = None
    name_span: Span
    span: Span

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name!r})"

    @property
    def own_members(self) -> tuple[Member, ...]:
        """The members, or parameters, that are written in it; none where it names their type."""
        return ()

    @property
    def described(self) -> tuple[Part, ...]:
        """The parts that its documentation describes: values, alternatives or own members."""
        return self.own_members

    @property
    def parts(self) -> tuple[Part, ...]:
        """All that is listed in it: what is described, and the branches of a union."""
        return self.described


@_definition
class Enum(Defined):
    """An enumeration; `prefix` is for C constants only."""

    part_noun: ClassVar[str] = "value"

    values: tuple[Value, ...]
    prefix: str | None = None

    @property
    def described(self) -> tuple[Part, ...]:
        """Its values."""
        return self.values


@_definition
class Struct(Defined):
    """An object type: the members of its base, if it has one, then its own."""

    members: tuple[Member, ...]
    base: TypeUse | None = None

    @property
    def own_members(self) -> tuple[Member, ...]:
        """Its members, without those of its base."""
        return self.members


@_definition
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

    @property
    def own_members(self) -> tuple[Member, ...]:
        """The members of its base where they are listed."""
        return _listed(self.base)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The listed members of its base, then its branches."""
        return (*self.own_members, *self.branches)


@_definition
class Alternate(Defined):
    """A choice between types that differ in their JSON type."""

    part_noun: ClassVar[str] = "alternative"

    alternatives: tuple[Alternative, ...]

    @property
    def described(self) -> tuple[Part, ...]:
        """Its alternatives."""
        return self.alternatives


@_definition
class Command(Defined):
    """A command.

    `arguments` is a type's name, a list of members (empty: no arguments) or,
    with `boxed`, the name of a struct or union whose members are the
    arguments. `returns` is None for "nothing", an empty object on the wire.
    """

    part_noun: ClassVar[str] = "parameter"

    arguments: TypeUse | tuple[Member, ...]
    returns: TypeUse | None = None
    boxed: bool = False
    gen: bool = True
    success_response: bool = True
    allow_oob: bool = False
    allow_preconfig: bool = False
    coroutine: bool = False

    @property
    def own_members(self) -> tuple[Member, ...]:
        """Its parameters where they are listed."""
        return _listed(self.arguments)


@_definition
class Event(Defined):
    """An event; `arguments` are its data, as for a command."""

    part_noun: ClassVar[str] = "parameter"

    arguments: TypeUse | tuple[Member, ...]
    boxed: bool = False

    @property
    def own_members(self) -> tuple[Member, ...]:
        """Its data where they are listed."""
        return _listed(self.arguments)


@_definition
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


def _listed(written: TypeUse | tuple[Member, ...] | None) -> tuple[Member, ...]:
    return () if written is None or isinstance(written, TypeUse) else written


def kind_of(definition: Definition) -> str:
    """The keyword that defines it, such as "enum"."""
    return _KIND_NAMES[type(definition)]
