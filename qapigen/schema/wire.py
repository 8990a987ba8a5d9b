# SPDX-License-Identifier: MIT
"""What of a schema can be seen on the wire: commands, events, and the shapes of types.

Names of types, bases, boxing and the like are gone; a simple union is the
object with wrappers that it is there. An answer of a server has the same form,
see `answers`, so that schemas and servers can be compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from qapigen.schema.builtins import BUILTINS, EMPTY, QTYPE, Builtin, Json
from qapigen.schema.conditions import Condition, holds
from qapigen.schema.model import (
    Alternate,
    Alternative,
    Branch,
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

IsDefined = Callable[[str], bool]


class Object(NamedTuple):
    """An object: the members that it always has, and more of them for each case of its tag.

    One that `is_open` may have others: a command with 'gen': false reads its
    arguments itself.
    """

    members: Mapping[str, Member]
    tag: str | None = None
    cases: Mapping[str, Branch] = {}
    features: tuple[Feature, ...] = ()
    is_open: bool = False
    span: Span | None = None


class Enumeration(NamedTuple):
    """A string that is one of some values."""

    values: Mapping[str, Value]
    features: tuple[Feature, ...] = ()
    span: Span | None = None


class Choice(NamedTuple):
    """One of several types, told apart by their JSON types."""

    alternatives: tuple[Alternative, ...]
    features: tuple[Feature, ...] = ()
    span: Span | None = None


class Array(NamedTuple):
    """A list of values of one type."""

    element: TypeUse


Shape = Builtin | Object | Enumeration | Choice | Array


def json_of(shape: Shape) -> Json:
    """The JSON type of values of a shape; of integers "number", of a choice "value"."""
    match shape:
        case Object():
            return Json.OBJECT
        case Enumeration():
            return Json.STRING
        case Array():
            return Json.ARRAY
        case Choice():
            return Json.VALUE
        case Builtin(json=json):
            return Json.NUMBER if json is Json.INT else json


class Message(NamedTuple):
    """A command, or an event, which returns nothing.

    `success_response`, `allow_preconfig` and `gen` are those of a command; None for
    events, and in a server's answer, which does not show them.
    """

    is_command: bool
    name: str
    span: Span
    arguments: TypeUse
    returns: TypeUse
    allow_oob: bool = False
    condition: Condition | None = None
    features: tuple[Feature, ...] = ()
    success_response: bool | None = None
    allow_preconfig: bool | None = None
    gen: bool | None = None


class Wire:
    """One side of a connection as the other sees it.

    `has_conditions` where things may have conditions: in a schema that was not
    narrowed down to one configuration.
    """

    def __init__(
        self,
        commands: Mapping[str, Message],
        events: Mapping[str, Message],
        types: Mapping[str, Shape],
        has_conditions: bool,
    ) -> None:
        self.commands = commands
        self.events = events
        self.types = types
        self.has_conditions = has_conditions
        self._arrays: dict[str, Array] = {}

    def shape(self, use: TypeUse) -> Shape:
        """The shape of a type: one object for all its uses."""
        if not use.is_array:
            return self.types[use.name]
        array = self._arrays.get(use.name)
        if array is None:
            element = TypeUse(name=use.name, span=use.span)
            array = self._arrays[use.name] = Array(element)
        return array


def wire_of(schema: Schema, is_defined: IsDefined | None = None) -> Wire:
    """The wire of a schema without errors, for one configuration if that is told."""
    form = _Form(schema, is_defined)
    commands = form.messages(schema.commands)
    events = form.messages(schema.events)
    for definition in schema:
        form.add(definition)
    return Wire(commands, events, form.shapes, is_defined is None)


Featured = TypeVar("Featured", Member, Value)
Part = TypeVar("Part", Member, Value, Branch, Alternative, Feature)


class _Form:
    """Gives each definition its shape."""

    def __init__(self, schema: Schema, is_defined: IsDefined | None) -> None:
        self.schema = schema
        self.is_defined = is_defined
        self.shapes: dict[str, Shape] = {**BUILTINS, EMPTY: Object({})}
        qtype = schema.find(QTYPE)
        if isinstance(qtype, Enum):
            self.add(qtype)

    def there(self, parts: tuple[Part, ...]) -> Iterator[Part]:
        """The parts that the configuration has."""
        return (part for part in parts if self.is_there(part.condition))

    def is_there(self, condition: Condition | None) -> bool:
        if condition is None or self.is_defined is None:
            return True
        return holds(condition, self.is_defined)

    def messages(self, definitions: Iterable[Command | Event]) -> dict[str, Message]:
        return {
            definition.name: self.message(definition)
            for definition in definitions
            if self.is_there(definition.condition)
        }

    def message(self, definition: Command | Event) -> Message:
        name, span = definition.name, definition.name_span
        arguments = returns = TypeUse(name=EMPTY, span=span)
        if isinstance(definition.arguments, TypeUse):
            arguments = definition.arguments
        elif definition.arguments:
            arguments = TypeUse(name=implicit_arguments(name), span=span)
            members = self.members(definition.arguments)
            is_open = isinstance(definition, Command) and not definition.gen
            self.shapes[arguments.name] = Object(members, is_open=is_open, span=span)
        is_command = isinstance(definition, Command)
        features = tuple(self.there(definition.features))
        message = Message(
            is_command,
            name,
            span,
            arguments,
            returns,
            condition=definition.condition,
            features=features,
        )
        if not isinstance(definition, Command):
            return message
        return message._replace(
            returns=definition.returns or returns,
            allow_oob=definition.allow_oob,
            success_response=definition.success_response,
            allow_preconfig=definition.allow_preconfig,
            gen=definition.gen,
        )

    def add(self, definition: Definition) -> None:
        span = definition.name_span
        features = tuple(self.there(definition.features))
        shape: Shape
        match definition:
            case Enum():
                values = {v.name: self.plain(v) for v in self.there(definition.values)}
                shape = Enumeration(values, features, span)
            case Struct():
                members = self.members(self.schema.members_of(definition))
                shape = Object(members, features=features, span=span)
            case Union() if definition.is_simple:
                shape = self.simple_union(definition, features)
            case Union():
                members = self.members(self.schema.members_of(definition))
                branches = self.there(self.schema.branches_of(definition))
                cases = {branch.name: branch for branch in branches}
                tag = definition.discriminator
                shape = Object(members, tag, cases, features, span=span)
            case Alternate():
                alternatives = tuple(self.there(definition.alternatives))
                shape = Choice(alternatives, features, span)
            case Command() | Event():
                return
        self.shapes[definition.name] = shape

    def members(self, members: tuple[Member, ...]) -> dict[str, Member]:
        return {member.name: self.plain(member) for member in self.there(members)}

    def plain(self, part: Featured) -> Featured:
        """The part without the features that the configuration lacks."""
        features = tuple(self.there(part.features))
        return part if features == part.features else part._replace(features=features)

    def simple_union(self, union: Union, features: tuple[Feature, ...]) -> Object:
        """The object that a union of old editions is: a tag that nobody wrote, and wrappers."""
        span = union.name_span
        branches = tuple(self.there(union.branches))
        kind = TypeUse(name=implicit_kind(union.name), span=span)
        values = {b.name: Value(b.name, b.span, b.condition) for b in branches}
        self.shapes[kind.name] = Enumeration(values, span=span)
        cases = {b.name: b._replace(type=self.wrapper(b)) for b in branches}
        members = {"type": Member("type", span, kind)}
        return Object(members, "type", cases, features, span=span)

    def wrapper(self, branch: Branch) -> TypeUse:
        use = branch.type
        wrapped = array_name(use.name) if use.is_array else use.name
        name = implicit_wrapper(wrapped)
        if name not in self.shapes:
            data = Member("data", use.span, use)
            self.shapes[name] = Object({"data": data}, span=use.span)
        return TypeUse(name=name, span=use.span)
