# SPDX-License-Identifier: MIT
"""Schemas and messages made from text, for the tests of examples."""

from __future__ import annotations

import json
from pathlib import Path

from qapigen.compiler import compile_schema
from qapigen.diagnostics.diagnostic import Diagnostic
from qapigen.editions import Edition
from qapigen.examples.judge import MessageJudge
from qapigen.schema.messages import Message, messages_in
from qapigen.schema.schema import Schema
from qapigen.source import Source, Span
from qapigen.syntax.json_reader import JsonReading, read_object
from qapigen.syntax.nodes import DocComment


def schema_of(text: str, folder: Path, edition: Edition | None = None) -> Schema:
    """The schema that a text defines."""
    path = folder / "schema.json"
    path.write_text(text, encoding="utf-8")
    return compile_schema(str(path), edition).schema


def comment(text: str) -> DocComment:
    """A free-form documentation comment with these lines."""
    lines = [f"# {line}".rstrip() for line in text.strip("\n").splitlines()]
    source = Source("comment.json", "\n".join(["##", *lines, "##", ""]))
    return DocComment(None, Span(source, 0, len(source.text) - 1), True)


def messages(text: str) -> list[Message]:
    """The messages in a comment with these lines."""
    return list(messages_in(comment(text)))


def read(text: str) -> JsonReading:
    """A message read from its text."""
    return read_object(Source("message.json", f"{text}\n"), 0)


def faults(text: str) -> list[tuple[str, str]]:
    """The codes of what keeps a text from being JSON, and the texts of their places."""
    return shown(read(text).faults)


def shown(findings: object) -> list[tuple[str, str]]:
    """Findings as pairs of code and text of the place."""
    assert isinstance(findings, list | tuple)
    found: list[Diagnostic] = list(findings)
    return [(f.code.name.removeprefix("example-"), f.span.text) for f in found]


def judged(
    judge: MessageJudge, message: object, command: str | None = None
) -> list[Diagnostic]:
    """What is wrong with a message, given as Python has it; a reply is one to `command`."""
    reading = read(json.dumps(message))
    assert not reading.faults
    answered = judge.schema.commands
    found = next((known for known in answered if known.name == command), None)
    return list(judge.judge(reading.value, found))
