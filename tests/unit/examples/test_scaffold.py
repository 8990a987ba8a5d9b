# SPDX-License-Identifier: MIT
"""A scaffold is an example that is right, in the markup of the edition."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corpus import Release
from example_messages import schema_of

from qapigen.compiler import compile_schema
from qapigen.editions import LATEST, NOTE_SECTIONS
from qapigen.examples.check import findings_of
from qapigen.examples.judge import MessageJudge
from qapigen.examples.scaffold import scaffold
from qapigen.schema.messages import Message, messages_in
from qapigen.schema.model import Command, Event
from qapigen.schema.schema import Schema
from qapigen.source import Source, Span
from qapigen.syntax.nodes import DocComment

SCHEMA = """
{ 'enum': 'Kind', 'data': [ 'round', 'flat' ] }
{ 'struct': 'Part', 'data': { 'size': 'uint8', '*note': 'str', 'kind': 'Kind' } }
{ 'union': 'Shape', 'base': { 'kind': 'Kind' }, 'discriminator': 'kind',
  'data': { 'round': 'Round' } }
{ 'struct': 'Round', 'data': { 'inside': 'Shape' } }
{ 'alternate': 'Ref', 'data': { 'shape': 'Shape', 'name': 'str' } }
{ 'command': 'make-shape',
  'data': { 'shape': 'Shape', 'parts': [ 'Part' ], 'ref': 'Ref' },
  'returns': [ 'Part' ] }
{ 'event': 'SHAPE_MADE', 'data': { 'ratio': 'number', 'what': 'any' } }
"""

TODAY = """
# .. qmp-example::
#
#     -> { "execute": "make-shape",
#          "arguments": { "shape": { "kind": "flat" },
#                         "parts": [ { "size": 1,
#                                      "kind": "round" } ],
#                         "ref": "ref" } }
#     <- { "return": [ { "size": 1, "kind": "round" } ] }
"""

ONCE = """
# Example:
#
# <- { "event": "SHAPE_MADE",
#      "data": { "ratio": 1.5, "what": {} },
#      "timestamp": { "seconds": 1267020223,
#                     "microseconds": 435656 } }
"""


def _scaffold(schema: Schema, name: str) -> str:
    definition = schema.find(name)
    assert isinstance(definition, Command | Event)
    return "\n".join(scaffold(schema, definition)).strip()


def test_todays_markup(tmp_path: Path) -> None:
    """What is mandatory, on as few lines as it fits."""
    schema = schema_of(SCHEMA, tmp_path, LATEST)
    assert _scaffold(schema, "make-shape") == TODAY.strip()


def test_the_markup_of_old(tmp_path: Path) -> None:
    """Sections, where directives are not known yet."""
    edition = NOTE_SECTIONS.editions()[-1]
    schema = schema_of(SCHEMA, tmp_path, edition)
    assert _scaffold(schema, "SHAPE_MADE") == ONCE.strip()


def test_every_scaffold_is_right(qemu_releases: list[Release]) -> None:
    """For every command and event of every release."""
    for release in qemu_releases:
        for root in release.roots():
            schema = compile_schema(str(root), release.edition).schema
            assert list(_wrong(schema)) == []


def _wrong(schema: Schema) -> Iterator[tuple[str, str]]:
    """The definitions whose scaffold is wrong, and why."""
    judge = MessageJudge(schema)
    for definition in (*schema.commands, *schema.events):
        messages = _read(_scaffold(schema, definition.name))
        assert messages, definition.name
        for message in messages:
            for finding in findings_of(message, definition, judge):
                yield definition.name, finding.message


def _read(lines: str) -> list[Message]:
    source = Source("scaffold.json", f"##\n{lines}\n##\n")
    end = len(source.text) - 1
    return list(messages_in(DocComment(None, Span(source, 0, end), True)))
