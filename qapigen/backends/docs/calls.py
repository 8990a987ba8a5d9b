# SPDX-License-Identifier: MIT
"""A call in Python for each command and event, as the generated bindings offer it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from qapigen.backends.python.identifiers import PARAMETERS, member_name, method_name
from qapigen.backends.python.names import Names
from qapigen.schema.model import Command, Event, Struct, TypeUse
from qapigen.schema.schema import Schema
from qapigen.schema.skeletons import Field, Fields, Items, Leaf, Shape

LINE = 44


class Call(NamedTuple):
    """A call, and which of its lines may be left out."""

    text: str
    pale: range


class Calls:
    """Writes calls with the names that the bindings have for everything."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.names = Names(schema)

    def command(self, command: Command, shape: Fields) -> Call:
        """How a program runs a command."""
        target = f"await vm.{method_name(command.name)}"
        if command.returns is not None:
            target = f"result = {target}"
        boxed = self._is_boxed(command)
        taken = self.names.all if boxed else PARAMETERS
        needed = self._arguments((f for f in shape.fields if not f.optional), taken)
        extra = self._arguments((f for f in shape.fields if f.optional), taken)
        if boxed:
            inner = _call(self._class(shape.path), needed + extra, bool(extra))
            text = _call(target, [inner], bool(extra))
        else:
            text = _call(target, needed + extra, bool(extra))
        first = boxed + 1 + sum(1 + argument.count("\n") for argument in needed)
        count = sum(1 + argument.count("\n") for argument in extra)
        return Call(text, range(first, first + count))

    def _arguments(self, fields: Iterable[Field], taken: frozenset[str]) -> list[str]:
        return [
            f"{member_name(field.name, taken)}={self.value(field.value)}"
            for field in fields
            if not field.is_tag
        ]

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
                return _call("", list(map(self.value, elements)), brackets="[]")
            case Fields((), fields):
                pairs = (f"{json.dumps(f.name)}: {self.value(f.value)}" for f in fields)
                return f"{{{', '.join(pairs)}}}"
            case Fields(path, fields):
                arguments = self._arguments(fields, self.names.all)
                return _call(self._class(path), arguments)

    def _class(self, path: tuple[str, ...]) -> str:
        name, *branches = path
        return self.names.of_branch(path) if branches else self.names.of_type(name)


def _call(
    function: str, arguments: list[str], tall: bool = False, brackets: str = "()"
) -> str:
    """A call, or a list, in one line, or with a line for each argument if that is long."""
    opening, closing = brackets[0], brackets[1]
    short = f"{function}{opening}{', '.join(arguments)}{closing}"
    if len(short) <= LINE and "\n" not in short and not tall:
        return short
    lines = ",\n".join(arguments).replace("\n", "\n    ")
    return f"{function}{opening}\n    {lines},\n{closing}"
