# SPDX-License-Identifier: MIT
"""What is copied: the message on the wire, the call in Python, the answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Protocol

from qapigen.backends.docs.calls import Calls
from qapigen.backends.docs.texts import has_example
from qapigen.backends.docs.view import CodeView
from qapigen.schema.model import Command, Event
from qapigen.schema.schema import Schema
from qapigen.schema.wire import (
    Field,
    Fields,
    as_json,
    shape_of_arguments,
    shape_of_type,
)

MADE = "A skeleton made from the schema"
NO_EXAMPLE = f"{MADE}, which has no example"
PALE = "; pale members may be left out"
_TIMESTAMP = {"seconds": 0, "microseconds": 0}


class CodePen(Protocol):
    """Writes code in the language of the output."""

    def code(self, text: str, language: str, pale: range) -> str:
        """A piece of code; the lines of `pale` may be left out."""
        ...


class Codes:
    """Makes what stands side by side at each command and event."""

    def __init__(self, schema: Schema, pen: CodePen) -> None:
        self.schema = schema
        self.pen = pen
        self.calls = Calls(schema)

    def of(self, definition: Command | Event) -> tuple[CodeView, ...]:
        """The pieces of code of a command or event."""
        shape = shape_of_arguments(self.schema, definition)
        known = has_example(self.schema.documentation(definition))
        note = MADE if known else NO_EXAMPLE
        pieces = [self._wire(definition, shape, note), self._python(definition)]
        if isinstance(definition, Command) and definition.success_response:
            pieces.append(self._answer(definition))
        return tuple(pieces)

    def _wire(
        self, definition: Command | Event, shape: Fields, note: str
    ) -> CodeView:
        if isinstance(definition, Command):
            head, body = ("execute", "arguments")
        else:
            head, body = ("event", "data")
        needed = {f.name: as_json(f.value) for f in shape.fields if not f.optional}
        extra = [field for field in shape.fields if field.optional]
        message = {head: definition.name}
        if shape.fields:
            message[body] = as_json(shape)
        if isinstance(definition, Event):
            message["timestamp"] = _TIMESTAMP
        first = 2 + (1 + _height(needed) if needed else 1)
        pale = range(first, first + sum(map(_lines, extra)))
        text = json.dumps(message, indent=2)
        return CodeView(
            title="Wire",
            language="json",
            text=self.pen.code(text, "json", pale),
            note=note + (PALE if extra else ""),
        )

    def _python(self, definition: Command | Event) -> CodeView:
        if isinstance(definition, Command):
            text = self.calls.command(definition)
        else:
            text = self.calls.event(definition)
        return CodeView(
            title="Python",
            language="python",
            text=self.pen.code(text, "python", range(0)),
            note="",
        )

    def _answer(self, command: Command) -> CodeView:
        value: object = {}
        if command.returns is not None:
            value = as_json(shape_of_type(self.schema, command.returns))
        text = json.dumps({"return": value}, indent=2)
        return CodeView(
            title="Answer",
            language="json",
            text=self.pen.code(text, "json", range(0)),
            note="",
        )


def _height(value: object) -> int:
    """How many lines the members of an object take."""
    return len(json.dumps(value, indent=2).split("\n")) - 2


def _lines(field: Field) -> int:
    return len(json.dumps(as_json(field.value), indent=2).split("\n"))


