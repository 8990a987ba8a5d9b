# SPDX-License-Identifier: MIT
"""The classes of one module: enums, structs, branches, arguments, events, and the aliases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qapigen.backends.python.annotations import Annotations
from qapigen.backends.python.descriptions import describe, describe_part
from qapigen.backends.python.docstrings import docstring
from qapigen.backends.python.identifiers import constant_name, wire_name
from qapigen.backends.python.layout import (
    class_head,
    constant,
    field,
    literal_alias,
    parameter,
    quoted,
)
from qapigen.backends.python.names import Names
from qapigen.backends.python.view import (
    ClassView,
    FieldView,
    ParameterView,
)
from qapigen.backends.python.writer import Writer
from qapigen.backends.safe_text import PythonCode, PythonName
from qapigen.schema.model import (
    Command,
    Defined,
    Enum,
    Event,
    Member,
    Struct,
    TypeUse,
    Union,
)
from qapigen.schema.schema import Schema

_STRUCT = PythonName("Struct")


class Classes:
    """Writes classes into one module."""

    def __init__(self, schema: Schema, names: Names, writer: Writer) -> None:
        self.schema = schema
        self.names = names
        self.writer = writer
        self.annotations = Annotations(schema, names)

    def enum(self, enum: Enum) -> ClassView:
        """The class for an enum."""
        name = self.names.of_type(enum.name)
        values = []
        for value in enum.values:
            marks = (value.features, value.condition)
            text = describe_part(self.schema, enum, value.name, marks)
            statement = constant(constant_name(value.name), quoted(value.name))
            values.append(FieldView(statement=statement, doc=_member_doc(text)))
        head = class_head(name, (self.writer.refer("OpenEnum"),))
        return self._class(name, head, describe(self.schema, enum), values)

    def literal(self, enum: Enum) -> PythonCode:
        """The alias for what callers may give for an enum."""
        for needed in ("Literal", "TypeAlias") if enum.values else ("TypeAlias",):
            self.writer.refer(needed)
        values = tuple(quoted(value.name) for value in enum.values)
        name = self.writer.define(self.names.derived(enum.name, "like"))
        return literal_alias(name, self.names.of_type(enum.name), values)

    def struct(self, struct: Struct) -> ClassView:
        """The class for a struct, derived from its base's."""
        name = self.names.of_type(struct.name)
        base = self.schema.base_of(struct)
        parent = self.names.of_type(base.name) if base else _STRUCT
        head = class_head(name, (self.writer.refer(parent),))
        parameters = self._parameters(self.schema.members_of(struct))
        text = describe(self.schema, struct)
        return self._class(
            name, head, text, self.fields(struct, struct.members), parameters
        )

    def arguments(self, command: Command) -> Iterator[ClassView]:
        """The class for a command's arguments, if it needs one of its own."""
        members = command.own_members
        parent = _STRUCT
        if isinstance(command.arguments, TypeUse):
            found = self.schema.find(command.arguments.name)
            if command.gen or not isinstance(found, Struct):
                return
            parent = self.names.of_type(found.name)
        elif not members:
            return
        name = self.names.derived(command.name, "arguments")
        free = () if command.gen else (PythonCode('extra="allow"'),)
        head = class_head(name, (self.writer.refer(parent), *free))
        text = f"The arguments of {command.name}."
        yield self._class(
            name, head, text, self.fields(command, members), self._parameters(members)
        )

    def event(self, event: Event) -> Iterator[ClassView]:
        """The class for an event, behind the one for its data if it has one of its own."""
        name = self.names.derived(event.name, "event")
        data = PythonCode()
        if isinstance(event.arguments, TypeUse):
            data = self.annotations.stored(event.arguments, self.writer.refer)
        elif event.arguments:
            yield self._data(event, event.arguments)
            data = self.names.derived(event.name, "data")
        self.writer.refer("ClassVar")
        fields = [
            FieldView(
                statement=PythonCode(f"NAME: ClassVar[str] = {quoted(event.name)}")
            )
        ]
        if data:
            fields.append(
                FieldView(statement=field(PythonName("data"), (data,), PythonCode()))
            )
        head = class_head(name, (self.writer.refer("Event"),))
        yield self._class(name, head, describe(self.schema, event), fields)

    def _data(self, event: Event, members: tuple[Member, ...]) -> ClassView:
        name = self.names.derived(event.name, "data")
        head = class_head(name, (self.writer.refer("Struct"),))
        text = f"The data of {event.name}."
        fields = self.fields(event, members)
        return self._class(name, head, text, fields, self._parameters(members))

    def union_base(self, union: Union, without: Iterable[str]) -> ClassView:
        """The class for what all branches of a union have but the tag."""
        name = self.names.derived(union.name, "base")
        members = [m for m in self.schema.members_of(union) if m.name not in without]
        head = class_head(name, (self.writer.refer("Struct"),))
        text = describe(self.schema, union)
        return self._class(name, head, text, self.fields(union, members))

    def branch(
        self,
        name: PythonName,
        parents: tuple[PythonName, ...],
        text: str,
        tags: Iterable[FieldView],
    ) -> ClassView:
        """The class for a branch: what it derives from, and its tags."""
        head = class_head(name, tuple(map(self.writer.refer, parents)))
        return self._class(name, head, text, tags)

    def tag(
        self, member: Member | None, attribute: PythonName, value: str
    ) -> FieldView:
        """The field that says which branch it is; a simple union's has no member."""
        enum = self.schema.find(member.type.name) if member else None
        if isinstance(enum, Enum):
            owner = self.writer.refer(self.names.of_type(enum.name))
            constant_ = PythonCode(f"{owner}.{constant_name(value)}")
        else:
            constant_ = quoted(value)
        annotation: tuple[PythonCode, ...] = (self.writer.refer("Literal"), constant_)
        wire = member.name if member else "type"
        if wire_name(attribute) != wire:
            annotation = self._named(annotation, wire)
        return FieldView(statement=field(attribute, annotation, constant_))

    def fields(self, owner: Defined, members: Iterable[Member]) -> list[FieldView]:
        """The fields for members, described in the documentation of `owner`."""
        found = []
        for member in members:
            name = self.attribute(member)
            annotation, default = self.annotations.member(member, self.writer.refer)
            if wire_name(name) != member.name:
                annotation = self._named(annotation, member.name)
            marks = (member.features, member.condition)
            text = describe_part(self.schema, owner, member.name, marks)
            statement = field(name, annotation, default)
            found.append(FieldView(statement=statement, doc=_member_doc(text)))
        return found

    def attribute(self, member: Member) -> PythonName:
        """The attribute for a member."""
        return self.names.attribute(member.name)

    def _named(
        self, annotation: tuple[PythonCode, ...], wire: str
    ) -> tuple[PythonCode, ...]:
        """The annotation, with the member's name on the wire."""
        head, *parts = annotation
        inner = PythonCode(f"{head}[{', '.join(parts)}]") if parts else head
        named = PythonCode(f"{self.writer.refer('named')}({quoted(wire)})")
        return self.writer.refer("Annotated"), inner, named

    def _parameters(self, members: Iterable[Member]) -> tuple[ParameterView, ...]:
        """A constructor's parameters, if callers may give something else than is stored."""
        members = list(members)
        if not any(map(self.annotations.is_eased, members)):
            return ()
        return tuple(map(self.parameter, members))

    def parameter(self, member: Member) -> ParameterView:
        """A member as a parameter of the constructor."""
        given, default = self.annotations.parameter(member, self.writer.mention)
        name = self.attribute(member)
        return ParameterView(name=name, declaration=parameter(name, given, default, 12))

    def _class(
        self,
        name: PythonName,
        head: PythonCode,
        text: str,
        fields: Iterable[FieldView],
        parameters: tuple[ParameterView, ...] = (),
    ) -> ClassView:
        self.writer.define(name)
        return ClassView(
            name=name,
            head=head,
            doc=docstring(text, 4),
            fields=tuple(fields),
            parameters=parameters,
        )


def _member_doc(text: str) -> PythonCode:
    return docstring(text, 4) if text else PythonCode()
