# SPDX-License-Identifier: MIT
"""What examples show, by definition: requests with their replies, and events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from qapigen.examples.check import findings_of
from qapigen.examples.judge import MessageJudge
from qapigen.schema.forms import Form
from qapigen.schema.messages import Example, Message, examples_of
from qapigen.schema.model import Command, Event, kind_of
from qapigen.schema.schema import Schema
from qapigen.syntax.json_nodes import plain


class Exchange(NamedTuple):
    """A command's request and reply, one of which may not be shown, or an event."""

    definition: Command | Event
    request: Message | None = None
    reply: Message | None = None
    event: Message | None = None

    @property
    def messages(self) -> tuple[Message, ...]:
        """Its messages, at least one."""
        parts = (self.request, self.reply, self.event)
        return tuple(part for part in parts if part is not None)


def exchanges_in(example: Example, schema: Schema) -> Iterator[Exchange]:
    """What an example shows of definitions that exist, in order."""
    replies = {id(m.request): m for m in example.messages if m.request is not None}
    for message in example.messages:
        found = schema.find(str(message.name.value)) if message.name else None
        if isinstance(found, Command):
            yield Exchange(found, message, replies.get(id(message)))
        elif isinstance(found, Event):
            yield Exchange(found, event=message)
        elif _is_lone_reply(message) and isinstance(example.definition, Command):
            yield Exchange(example.definition, reply=message)


def _is_lone_reply(message: Message) -> bool:
    return message.form is Form.RETURN and message.request is None


def shown_definitions(
    schema: Schema,
) -> Iterator[tuple[Command | Event, list[Exchange]]]:
    """Each command and event that the schema's own files define, and what shows it there."""
    shown: dict[str, list[Exchange]] = {}
    for example in examples_of(schema):
        if example.definition is not None:
            found = exchanges_in(example, schema)
            own = [e for e in found if e.definition is example.definition]
            shown[example.definition.name] = own
    definitions: tuple[Command | Event, ...] = (*schema.commands, *schema.events)
    for definition in definitions:
        if schema.owns(definition.span.source):
            yield definition, shown.get(definition.name, [])


def exported(schema: Schema) -> Iterator[dict[str, object]]:
    """Every exchange without a mistake as an object for other programs' tests."""
    judge = MessageJudge(schema)
    for example in examples_of(schema):
        for exchange in exchanges_in(example, schema):
            messages = exchange.messages
            if not any(
                finding
                for message in messages
                for finding in findings_of(message, example.definition, judge)
            ):
                yield _record(exchange)


def _record(exchange: Exchange) -> dict[str, object]:
    place = exchange.messages[0].span
    return {
        "definition": exchange.definition.name,
        "kind": kind_of(exchange.definition),
        "request": exchange.request and plain(exchange.request.value),
        "reply": exchange.reply and plain(exchange.reply.value),
        "event": exchange.event and plain(exchange.event.value),
        "elided": any(message.is_elided for message in exchange.messages),
        "file": place.source.path,
        "line": place.line,
    }
