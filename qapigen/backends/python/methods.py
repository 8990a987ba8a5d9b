# SPDX-License-Identifier: MIT
"""Commands: as methods of the clients, and as entries of the vocabulary."""

from __future__ import annotations

from collections.abc import Mapping

from qapigen.backends.python.annotations import Annotations
from qapigen.backends.python.descriptions import DEPRECATED, describe, is_marked
from qapigen.backends.python.docstrings import docstring, plain
from qapigen.backends.python.identifiers import PARAMETERS, member_name, method_name
from qapigen.backends.python.layout import parameter, quoted
from qapigen.backends.python.names import Names
from qapigen.backends.python.view import EntryView, MethodView, ParameterView
from qapigen.backends.python.writer import Imports
from qapigen.backends.safe_text import PythonCode, PythonName
from qapigen.schema.builtins import Builtin
from qapigen.schema.model import Command, Event, Member, Struct, TypeUse
from qapigen.schema.schema import Schema

TAKES_DESCRIPTOR = frozenset(("add-fd", "getfd"))
"""The commands whose argument is a descriptor that comes beside the message."""


class Methods:
    """Writes commands for the clients; their types are noted in `imports`."""

    def __init__(
        self, schema: Schema, names: Names, imports: Imports, homes: Mapping[str, str]
    ) -> None:
        self.schema = schema
        self.names = names
        self.imports = imports
        self.annotations = Annotations(schema, names)
        self._homes = homes

    def method(self, command: Command) -> MethodView:
        """A command as a method."""
        refer = self.imports.refer
        members = self._members(command)
        called = {member.name: self.parameter_name(member) for member in members}
        boxed = PythonCode()
        if self._is_boxed(command) and isinstance(command.arguments, TypeUse):
            boxed = refer(self.names.of_type(command.arguments.name))
        returns = (
            self.annotations.returned(command.returns, refer)
            if command.returns
            else PythonName("None")
        )
        return MethodView(
            name=method_name(command.name),
            define=PythonCode("async def"),
            call=PythonCode("await self._call"),
            command=quoted(command.name),
            doc=docstring(describe(self.schema, command, called), 8),
            parameters=tuple(map(self._parameter, members)),
            sent=tuple(map(self._sent, members)),
            boxed=boxed,
            is_flexible=bool(boxed and members),
            returns=returns,
            deprecation=self._deprecation(command),
            takes_fd=command.name in TAKES_DESCRIPTOR,
            takes_oob=command.allow_oob,
            takes_extra=not command.gen and not boxed,
            has_arguments=not boxed and (bool(members) or not command.gen),
            has_result=returns != "None",
        )

    def without_asyncio(self, method: MethodView) -> MethodView:
        """The same method for the other client."""
        return method._replace(define=PythonCode("def"), call=PythonCode("self._call"))

    def entry(self, command: Command) -> EntryView:
        """A command in the vocabulary."""
        facts: list[str] = []
        arguments = self._arguments_class(command)
        if arguments:
            facts.append(f"arguments={quoted(self._place(arguments))}")
        if command.returns is not None:
            facts.append(f"returns={quoted(self._returned_place(command.returns))}")
            if command.returns.is_array:
                facts.append("returns_array=True")
        if command.allow_oob:
            facts.append("oob=True")
        if not command.gen:
            facts.append("free=True")
        if not command.success_response:
            facts.append("silent=True")
        return EntryView(name=quoted(command.name), facts=tuple(map(PythonCode, facts)))

    def parameter_name(self, member: Member) -> PythonName:
        """A parameter's name."""
        return member_name(member.name, PARAMETERS)

    def _parameter(self, member: Member) -> ParameterView:
        given, default = self.annotations.parameter(member, self.imports.refer)
        name = self.parameter_name(member)
        return ParameterView(name=name, declaration=parameter(name, given, default, 8))

    def _sent(self, member: Member) -> PythonCode:
        """The attribute of the arguments' class, and the parameter that fills it."""
        attribute = self.names.attribute(member.name)
        return PythonCode(f"{quoted(attribute)}: {self.parameter_name(member)}")

    def _is_boxed(self, command: Command) -> bool:
        use = command.arguments
        if not isinstance(use, TypeUse):
            return False
        return command.boxed or not isinstance(self.schema.find(use.name), Struct)

    def _members(self, command: Command) -> tuple[Member, ...]:
        """What callers give one by one; none for a union, or where a name is taken."""
        members = self.schema.arguments_of(command)
        if not self._is_boxed(command):
            return members
        use = command.arguments
        is_struct = isinstance(use, TypeUse) and isinstance(
            self.schema.find(use.name), Struct
        )
        is_taken = any(member_name(m.name) in PARAMETERS for m in members)
        return members if is_struct and command.gen and not is_taken else ()

    def _arguments_class(self, command: Command) -> PythonName:
        if isinstance(command.arguments, TypeUse):
            found = self.schema.find(command.arguments.name)
            if command.gen or not isinstance(found, Struct):
                return self.names.of_type(command.arguments.name)
        elif not command.arguments:
            return PythonName()
        return self.names.derived(command.name, "arguments")

    def _returned_place(self, use: TypeUse) -> str:
        if isinstance(self.schema.find(use.name), Builtin):
            return use.name
        return self._place(self.names.of_type(use.name))

    def _place(self, name: str) -> str:
        return f"{self._homes[name]}.{name}"

    def _deprecation(self, command: Command) -> PythonCode:
        if not is_marked(command.features, DEPRECATED):
            return PythonCode()
        found = self.schema.documented.get(command.name)
        section = found.features.get(DEPRECATED) if found else None
        text = " ".join(plain(section.text).split()) if section else ""
        return quoted(text or f"{command.name} is deprecated.")


def event_entry(event: Event, names: Names, homes: Mapping[str, str]) -> PythonCode:
    """An event in the vocabulary: its name on the wire and the place of its class."""
    name = names.derived(event.name, "event")
    return PythonCode(f"{quoted(event.name)}: {quoted(f'{homes[name]}.{name}')}")
