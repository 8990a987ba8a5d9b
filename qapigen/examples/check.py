# SPDX-License-Identifier: MIT
"""All examples of a schema, judged: each message, and whether it stands where it belongs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qapigen.diagnostics.diagnostic import Diagnostic, Owner
from qapigen.examples.envelopes import WORDS
from qapigen.examples.errors import ELSEWHERE, MISSING_MEMBER, WRONG_DIRECTION
from qapigen.examples.judge import MessageJudge
from qapigen.schema.forms import Direction
from qapigen.schema.messages import Example, Message, examples_of
from qapigen.schema.model import Command, Definition, Event, kind_of
from qapigen.schema.schema import Schema

_DIRECTIONS = {
    Direction.SENT: "sent to the server",
    Direction.RECEIVED: "received from it",
}


def judge_examples(schema: Schema) -> Iterator[Diagnostic]:
    """What is wrong with the examples of a schema that has no errors, in reading order."""
    judge = MessageJudge(schema)
    for example in examples_of(schema):
        comment = example.comment
        documentation = Owner("documentation", comment.symbol or "", comment.opening)
        definition = _owner(example.definition)
        for finding in _judged(example, judge):
            yield finding._replace(documentation=documentation, definition=definition)


def _owner(definition: Definition | None) -> Owner | None:
    if definition is None:
        return None
    return Owner(kind_of(definition), definition.name, definition.span)


def _judged(example: Example, judge: MessageJudge) -> Iterator[Diagnostic]:
    for message in example.messages:
        yield from findings_of(message, example.definition, judge)
    yield from _elsewhere(example, judge.schema)


def findings_of(
    message: Message, definition: Definition | None, judge: MessageJudge
) -> Iterator[Diagnostic]:
    """What is wrong with a message of an example in the documentation of `definition`."""
    yield from message.faults
    form = message.form
    if (
        form is not None
        and message.direction is not Direction.UNTOLD
        and form.direction is not message.direction
    ):
        yield WRONG_DIRECTION.at(
            message.value.pairs[0][0],
            arrow=message.direction.value,
            kind=WORDS[form],
            direction=_DIRECTIONS[message.direction],
        )
    request = message.request
    if request is not None:
        answered = judge.command_in(request.value)
    else:
        answered = definition if isinstance(definition, Command) else None
    found = judge.judge(message.value, answered, message.is_shortened)
    if answered is None or answered is definition or request is None:
        yield from _together(found)
    else:
        for finding in _together(found):
            yield finding.pointing_at(request.name or request, "in the reply to this")


def _together(findings: Iterable[Diagnostic]) -> Iterable[Diagnostic]:
    """The findings, with those that say the same of several objects in one."""
    first: dict[object, Diagnostic] = {}
    for finding in findings:
        key = finding.message if finding.code is MISSING_MEMBER else finding.span
        known = first.get(key)
        if known is None:
            first[key] = finding
        else:
            first[key] = known.pointing_at(finding, "here, too")
    return first.values()


def _elsewhere(example: Example, schema: Schema) -> Iterator[Diagnostic]:
    """A finding if messages with names are shown, but none with the definition's."""
    definition = example.definition
    if not isinstance(definition, Command | Event):
        return
    names = [message.name for message in example.messages]
    named = [name for name in names if name is not None]
    shown = {str(name.value) for name in named}
    # A name that does not exist is reported as such, and may be meant for this one.
    if named and definition.name not in shown and shown <= set(schema.definitions):
        kind = kind_of(definition)
        yield ELSEWHERE.at(named[0], kind=kind, name=definition.name)
