# SPDX-License-Identifier: MIT
"""The messages in documentation comments, each with the example that it stands in.

Comments have shown messages in many forms: in sections, directives, line
blocks and literal blocks, with and without arrows. What is common to all is
the beginning of a message's line, so that is what is looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from qapigen.diagnostics.diagnostic import Diagnostic
from qapigen.schema.forms import Direction, Form, form_of, name_in
from qapigen.schema.model import Broken, Definition
from qapigen.schema.schema import Schema
from qapigen.source import Source, Span
from qapigen.syntax.json_nodes import JsonObject, Scalar, has_elision
from qapigen.syntax.json_reader import read_object
from qapigen.syntax.nodes import DocComment

_MARGIN = r"^[ \t]*\#[ \t]*(?:\|[ \t]*)?"
_LINE = re.compile(
    rf"""{_MARGIN}(?:
      (?P<arrow>->|<-)\s*(?:\n[ \t]*\#\s*)?(?P<sent>\{{)
    | (?P<bare>\{{)\s*["'](?:execute|exec-oob|return|error|event|QMP)["']\s*:
    | (?P<heading>\.\.[ ]qmp-example::|Examples?\b[^\n]{{0,20}}:[ \t]*$)
    )""",
    re.VERBOSE | re.MULTILINE,
)
_SHORTENED = re.compile(r"\bshortened\b|\babridged\b")


class Message(NamedTuple):
    """A message as written: its form if it has one, and what keeps it from being JSON.

    `request` is the command that a reply answers, where there is one before it
    in the same example. `is_shortened` tells that the comment says so.
    """

    value: JsonObject
    form: Form | None
    direction: Direction
    is_shortened: bool = False
    faults: tuple[Diagnostic, ...] = ()
    request: Message | None = None

    @property
    def span(self) -> Span:
        """The place, braces included."""
        return self.value.span

    @property
    def name(self) -> Scalar | None:
        """The name of the command or event in it, None in a reply."""
        if self.form is None or self.form.is_reply:
            return None
        return name_in(self.value, self.form)

    @property
    def is_elided(self) -> bool:
        """Whether something was left out of it."""
        return self.is_shortened or has_elision(self.value)


class Example(NamedTuple):
    """The messages of one comment, and the definition that the comment documents, if any."""

    messages: tuple[Message, ...]
    comment: DocComment
    definition: Definition | None


def examples_of(schema: Schema) -> Iterator[Example]:
    """What the comments of a schema show, in reading order, without those that show nothing.

    Files outside of the root's folder belong to other schemas, which have the
    commands that are shown there.
    """
    for module in schema.modules:
        if not schema.owns(module.source):
            continue
        for item in module.items:
            comment = item if isinstance(item, DocComment) else item.comment
            if comment is None:
                continue
            messages = tuple(messages_in(comment))
            if messages:
                known = None if isinstance(item, DocComment | Broken) else item
                yield Example(messages, comment, known)


def messages_in(comment: DocComment) -> Iterator[Message]:
    """The messages of a comment, in order."""
    source, start, end = comment.span
    text = source.text
    if text.find("{", start, end) < 0:
        return
    limit = text.rindex("\n", start, end) if comment.closed else end
    is_shortened = _SHORTENED.search(text, start, limit) is not None
    waiting: list[Message] = []
    match = _LINE.search(text, start, limit)
    while match is not None:
        end = match.end()
        if match["heading"]:
            waiting.clear()
        else:
            brace = match.start("sent" if match["sent"] else "bare")
            value, end, faults = read_object(source, brace, _until(source, end, limit))
            direction = Direction(match["arrow"] or "")
            message = Message(value, form_of(value), direction, is_shortened, faults)
            yield _paired(message, waiting)
        match = _LINE.search(text, end, limit)


def _paired(message: Message, waiting: list[Message]) -> Message:
    """The message with its request, if it is a reply to one that is `waiting` for it."""
    if message.form is not None and message.form.is_command:
        waiting.append(message)
    elif message.form is not None and message.form.is_reply and waiting:
        found = _answered(message, waiting)
        waiting.remove(found)
        return message._replace(request=found)
    return message


def _answered(reply: Message, waiting: list[Message]) -> Message:
    """The request with the reply's id, else the latest one."""
    identity = reply.value.get("id")
    if isinstance(identity, Scalar):
        for request in waiting:
            other = request.value.get("id")
            if isinstance(other, Scalar) and other.value == identity.value:
                return request
    return waiting[-1]


def _until(source: Source, start: int, limit: int) -> int:
    """Where the next message or example begins, at the latest: no message goes beyond that."""
    for match in _LINE.finditer(source.text, start, limit):
        if not match["bare"]:
            return match.start()
    return limit
