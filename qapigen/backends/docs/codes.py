# SPDX-License-Identifier: MIT
"""What is copied: the message on the wire, the call in Python, the answer."""

from __future__ import annotations

import json
from typing import Protocol

from qapigen.backends.docs.calls import Calls
from qapigen.backends.docs.texts import Pen, has_example
from qapigen.backends.docs.view import CodeView, Text
from qapigen.schema.model import Command, Event
from qapigen.schema.schema import Schema
from qapigen.schema.skeletons import (
    Field,
    Fields,
    as_json,
    shape_of_arguments,
    shape_of_type,
)

MADE = "A skeleton made from the schema"
NO_EXAMPLE = f"{MADE}, which has no example"
LAST = "; optional members come last"
_TIMESTAMP = {"seconds": 0, "microseconds": 0}


class CodePen(Pen, Protocol):
    """Writes code in the language of the output."""

    def code(self, text: str, language: str, pale: range) -> Text:
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
        pieces = [self._wire(definition, shape), self._python(definition, shape)]
        if isinstance(definition, Command) and definition.returns is not None:
            value = as_json(shape_of_type(self.schema, definition.returns, "string"))
            text = json.dumps({"return": value}, indent=2)
            pieces.append(self._piece("Answer", "json", text))
        return tuple(pieces)

    def note(self, definition: Command | Event) -> Text:
        """What is to be said of the pieces."""
        known = has_example(self.schema.documentation(definition))
        shape = shape_of_arguments(self.schema, definition)
        optional = any(field.optional for field in shape.fields)
        note = (MADE if known else NO_EXAMPLE) + (LAST if optional else "") + "."
        return self.pen.plain(note)

    def _wire(self, definition: Command | Event, shape: Fields) -> CodeView:
        is_command = isinstance(definition, Command)
        head, body = ("execute", "arguments") if is_command else ("event", "data")
        message: dict[str, object] = {head: definition.name}
        if shape.fields:
            message[body] = as_json(shape)
        if not is_command:
            message["timestamp"] = _TIMESTAMP
        first = 3 + sum(_lines(field) for field in shape.fields if not field.optional)
        pale = sum(_lines(field) for field in shape.fields if field.optional)
        text = json.dumps(message, indent=2)
        return self._piece("Wire", "json", text, range(first, first + pale))

    def _python(self, definition: Command | Event, shape: Fields) -> CodeView:
        if isinstance(definition, Event):
            return self._piece("Python", "python", self.calls.event(definition))
        call = self.calls.command(definition, shape)
        return self._piece("Python", "python", call.text, call.pale)

    def _piece(
        self, title: str, language: str, text: str, pale: range = range(0)
    ) -> CodeView:
        written = self.pen.code(text, language, pale)
        plain = self.pen.plain
        return CodeView(title=plain(title), language=plain(language), text=written)


def _lines(field: Field) -> int:
    """How many lines a member takes."""
    return len(json.dumps(as_json(field.value), indent=2).split("\n"))
