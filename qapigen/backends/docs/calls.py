# SPDX-License-Identifier: MIT
"""A call in Python for each command and event, as the generated bindings offer it."""

from __future__ import annotations

import json

from qapigen.backends.python.identifiers import PARAMETERS, member_name, method_name
from qapigen.backends.python.names import Names
from qapigen.schema.model import Command, Event, Struct, TypeUse
from qapigen.schema.schema import Schema
from qapigen.schema.wire import Fields, Items, Leaf, Shape, shape_of_arguments

LINE = 60


class Calls:
    """Writes calls with the names that the bindings have for everything."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.names = Names(schema)

    def command(self, command: Command) -> str:
        """How a program runs a command."""
        shape = shape_of_arguments(self.schema, command)
        if self._is_boxed(command):
            arguments = [self.value(shape)]
        else:
            arguments = [
                f"{member_name(field.name, PARAMETERS)}={self.value(field.value)}"
                for field in shape.fields
            ]
        result = "result = " if command.returns is not None else ""
        return _call(f"{result}await vm.{method_name(command.name)}", arguments)

    def event(self, event: Event) -> str:
        """How a program waits for an event."""
        name = self.names.derived(event.name, "event")
        return f"async with vm.subscribe({name}) as events:\n    event = await events.get()"

    def _is_boxed(self, command: Command) -> bool:
        use = command.arguments
        if not isinstance(use, TypeUse):
            return False
        return command.boxed or not isinstance(self.schema.find(use.name), Struct)

    def value(self, shape: Shape) -> str:
        """A value as Python has it."""
        match shape:
            case Leaf(str(text)):
                return json.dumps(text)
            case Leaf(value):
                return repr(value)
            case Items(elements):
                return f"[{', '.join(map(self.value, elements))}]"
            case Fields((), fields):
                pairs = (f"{json.dumps(f.name)}: {self.value(f.value)}" for f in fields)
                return f"{{{', '.join(pairs)}}}"
            case Fields(path, fields):
                taken = self.names.all
                arguments = [
                    f"{member_name(field.name, taken)}={self.value(field.value)}"
                    for field in fields
                    if not field.is_tag
                ]
                return _call(self._class(path), arguments)

    def _class(self, path: tuple[str, ...]) -> str:
        name, *branches = path
        return self.names.of_branch(path) if branches else self.names.of_type(name)


def _call(function: str, arguments: list[str]) -> str:
    """A call in one line, or with an argument a line where that would be long."""
    short = f"{function}({', '.join(arguments)})"
    if len(short) <= LINE and "\n" not in short:
        return short
    lines = ",\n".join(arguments).replace("\n", "\n    ")
    return f"{function}(\n    {lines},\n)"
