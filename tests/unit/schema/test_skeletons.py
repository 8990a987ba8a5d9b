# SPDX-License-Identifier: MIT
"""Skeletons are valid by their schema, with what may be left out as without."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from corpus import Release
from example_messages import messages, schema_of

from qapigen.compiler import compile_schema
from qapigen.editions import LATEST
from qapigen.examples.check import findings_of
from qapigen.examples.judge import MessageJudge
from qapigen.schema.model import Command, Event
from qapigen.schema.schema import Schema
from qapigen.schema.skeletons import as_json, shape_of_arguments, shape_of_type

SCHEMA = """
{ 'enum': 'Kind', 'data': [ 'round', 'old', 'flat' ] }
{ 'struct': 'Part', 'data': { '*note': 'str', 'size': 'uint8', '*inner': 'Part' } }
{ 'union': 'Shape', 'base': { '*name': 'str', 'kind': 'Kind' },
  'discriminator': 'kind', 'data': { 'round': 'Round', 'flat': 'Part' } }
{ 'struct': 'Round', 'data': { 'inside': 'Shape' } }
{ 'alternate': 'Ref', 'data': { 'shape': 'Shape', 'null': 'null' } }
{ 'command': 'make', 'boxed': true, 'data': 'Shape', 'returns': [ 'Part' ] }
{ 'event': 'MADE', 'data': { '*ref': 'Ref', 'tree': [ 'Part' ], 'ratio': 'number' } }
"""


def _made(folder: Path, name: str) -> object:
    schema = schema_of(SCHEMA, folder, LATEST)
    definition = schema.find(name)
    assert isinstance(definition, Command | Event)
    return as_json(shape_of_arguments(schema, definition))


def test_mandatory_members_come_first(tmp_path: Path) -> None:
    """The tag, what the simplest branch needs, and only then what may be left out."""
    expected = ["kind", "size", "name", "note", "inner"]
    found = _made(tmp_path, "make")
    assert isinstance(found, dict)
    assert list(found) == expected
    assert found["kind"] == "flat"
    assert found["inner"] == {}


def test_values_are_plain(tmp_path: Path) -> None:
    """An alternate is the simplest that it can be; inside, nothing that may be left out."""
    expected = {"tree": [{"size": 1}], "ratio": 1.5, "ref": None}
    assert _made(tmp_path, "MADE") == expected


def test_every_skeleton_is_valid(qemu_releases: list[Release]) -> None:
    """For every command and event of every release, all optional members included."""
    for release in qemu_releases:
        for root in release.roots():
            schema = compile_schema(str(root), release.edition).schema
            assert list(_wrong(schema)) == []


def _wrong(schema: Schema) -> Iterator[tuple[str, str]]:
    """The definitions whose skeletons are wrong, and why."""
    judge = MessageJudge(schema)
    for definition in (*schema.commands, *schema.events):
        for message in messages(_exchange(schema, definition)):
            for finding in findings_of(message, definition, judge):
                yield definition.name, finding.message


def _exchange(schema: Schema, definition: Command | Event) -> str:
    content = as_json(shape_of_arguments(schema, definition))
    if isinstance(definition, Event):
        stamp = {"seconds": 0, "microseconds": 0}
        event = {"event": definition.name, "data": content, "timestamp": stamp}
        return f"<- {json.dumps(event)}"
    command = {"execute": definition.name, "arguments": content}
    value = {}
    if definition.returns is not None:
        value = as_json(shape_of_type(schema, definition.returns, "x"))
    return f"-> {json.dumps(command)}\n<- {json.dumps({'return': value})}"
