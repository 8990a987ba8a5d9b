# SPDX-License-Identifier: MIT
"""Messages judged against a schema: in an example, in a record, or from a live server."""

from __future__ import annotations

from collections.abc import Iterator

from qapigen.diagnostics.diagnostic import Diagnostic
from qapigen.diagnostics.visible import visible
from qapigen.examples.envelopes import Envelopes
from qapigen.examples.errors import (
    NO_MESSAGE,
    NOT_OUT_OF_BAND,
    UNKNOWN_COMMAND,
    UNKNOWN_EVENT,
    WRONG_TYPE,
)
from qapigen.examples.shapes import UNKNOWN, Shape, members_shape
from qapigen.examples.values import Leniency, ValueJudge
from qapigen.examples.wording import said_of_value
from qapigen.schema.builtins import EMPTY
from qapigen.schema.forms import FORMS, Form, form_of, name_in
from qapigen.schema.model import Broken, Command, Event, Struct, TypeUse, Union, kind_of
from qapigen.schema.schema import Schema
from qapigen.syntax.json_nodes import JsonArray, JsonObject, JsonValue, Scalar


class MessageJudge:
    """Judges messages against one schema."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.values = ValueJudge(schema)
        self.envelopes = Envelopes(schema)
        self.out_of_band = {c.name for c in schema.commands if c.allow_oob}

    def judge(
        self, message: JsonObject, answered: Command | None, incomplete: bool = False
    ) -> Iterator[Diagnostic]:
        """What is wrong with a message; a reply is one to the command `answered`, if known."""
        form = form_of(message)
        leniency = Leniency(incomplete, form is not None and not form.is_command)
        if form is None:
            yield self._formless(message)
            return
        shape = self.envelopes.forms[form]
        yield from self.values.members(shape, message, leniency)
        content = message.get(form.value)
        match form:
            case Form.EXECUTE | Form.OUT_OF_BAND | Form.EVENT:
                name = name_in(message, form)
                if name is not None:
                    yield from self._named(message, form, name, leniency)
            case Form.RETURN if content is not None and answered is not None:
                use = answered.returns or TypeUse(name=EMPTY, span=answered.span)
                yield from self.values.judge(use, content, "'return'", leniency)
            case Form.ERROR:
                error = self.envelopes.error
                yield from self._object(error, content, "'error'", leniency)
            case Form.GREETING:
                greeting = self.envelopes.greeting
                yield from self._object(greeting, content, "'QMP'", leniency)
        if form is Form.EVENT:
            timestamp = message.get("timestamp")
            shape = self.envelopes.timestamp
            yield from self._object(shape, timestamp, "'timestamp'", leniency)

    def command_in(self, message: JsonObject) -> Command | None:
        """The command that a message executes, None if it is none of the schema."""
        form = form_of(message)
        name = name_in(message, form) if form is not None else None
        found = self.schema.find(str(name.value)) if name is not None else None
        return found if isinstance(found, Command) else None

    def _formless(self, message: JsonObject) -> Diagnostic:
        names = [f"'{form.value}'" for form in Form if form is not Form.GREETING]
        expected = f"{', '.join(names[:-1])} or {names[-1]}"
        place = message.pairs[0][0] if message.pairs else message.brace
        finding = NO_MESSAGE.at(place, expected=expected)
        if not message.pairs:
            return finding
        return finding.suggesting(str(message.pairs[0][0].value), lambda: FORMS)

    def _named(
        self, message: JsonObject, form: Form, name: Scalar, leniency: Leniency
    ) -> Iterator[Diagnostic]:
        """What is wrong with a command or event, and what it carries."""
        is_event = form is Form.EVENT
        definition = self.schema.find(str(name.value))
        if isinstance(definition, Broken):
            return
        if not isinstance(definition, Event if is_event else Command):
            yield self._unknown(name, is_event)
            return
        if form is Form.OUT_OF_BAND and definition.name not in self.out_of_band:
            yield NOT_OUT_OF_BAND.at(name, name=definition.name)
        content = message.get("data" if is_event else "arguments")
        if content is not None:
            yield from self._carried(definition, content, leniency)
        elif not message.is_elided and self._is_clean(message, form):
            nothing = JsonObject((), False, name.span)
            for finding in self._carried(definition, nothing, leniency):
                yield finding._replace(span=name.span)

    def _is_clean(self, message: JsonObject, form: Form) -> bool:
        """Whether the envelope has no unknown member, which may be meant for the content."""
        known = self.envelopes.forms[form].members
        return all(key.value in known for key, _ in message.pairs)

    def _unknown(self, name: Scalar, is_event: bool) -> Diagnostic:
        code = UNKNOWN_EVENT if is_event else UNKNOWN_COMMAND
        known = self.schema.events if is_event else self.schema.commands
        text = str(name.value)
        finding = code.at(name, name=visible(text))
        return finding.suggesting(text, lambda: [found.name for found in known])

    def _carried(
        self, definition: Command | Event, content: JsonValue, leniency: Leniency
    ) -> Iterator[Diagnostic]:
        """What is wrong with the arguments of a command or the data of an event."""
        owner = f"{kind_of(definition)} '{definition.name}'"
        is_command = isinstance(definition, Command)
        noun, what = ("argument", "'arguments'") if is_command else ("member", "'data'")
        arguments = definition.arguments
        if not isinstance(arguments, TypeUse):
            shape = members_shape(owner, noun, arguments)
        else:
            found = self.schema.type_of(arguments)
            if not isinstance(found, Struct | Union):
                yield from self.values.judge(arguments, content, what, leniency)
                return
            if isinstance(content, JsonObject):
                shape = self.values.shapes.shape(found, content)
            else:
                shape = UNKNOWN
        # What is not generated may take more than the schema says.
        is_open = shape.is_open or (
            isinstance(definition, Command) and not definition.gen
        )
        shape = shape._replace(owner=owner, noun=noun, is_open=is_open)
        yield from self._object(shape, content, what, leniency)

    def _object(
        self, shape: Shape, content: JsonValue | None, what: str, leniency: Leniency
    ) -> Iterator[Diagnostic]:
        if isinstance(content, JsonObject):
            yield from self.values.members(shape, content, leniency)
        elif isinstance(content, Scalar | JsonArray):
            found = said_of_value(content)
            yield WRONG_TYPE.at(content, what=what, expected="an object", found=found)
