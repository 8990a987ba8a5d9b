# SPDX-License-Identifier: MIT
"""Integers out of range are found wherever they are, and nothing else is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from qapigen.compiler import compile_schema
from qapigen.schema.schema import Schema
from qapigen.talk.ranges import excesses
from qapigen.talk.scalars import may_exceed

SCHEMA = """
{ 'enum': 'Kind', 'data': [ 'small', 'large', 'none' ] }
{ 'struct': 'Small', 'data': { 'n': 'int8' } }
{ 'struct': 'Large', 'data': { 'n': 'size', '*next': 'Thing' } }
{ 'union': 'Thing', 'base': { 'kind': 'Kind', '*id': 'uint16' },
  'discriminator': 'kind', 'data': { 'small': 'Small', 'large': 'Large' } }
{ 'alternate': 'Either', 'data': { 'text': 'str', 'number': 'uint32' } }
{ 'command': 'go',
  'data': { '*thing': 'Thing', '*list': [ 'int16' ], '*either': 'Either', '*i': 'int' } }
{ 'command': 'boxed', 'boxed': true, 'data': 'Thing' }
"""


@pytest.fixture(name="schema", scope="module")
def _schema(tmp_path_factory: pytest.TempPathFactory) -> Schema:
    path: Path = tmp_path_factory.mktemp("ranges") / "s.json"
    path.write_text(SCHEMA)
    return compile_schema(str(path)).schema


@pytest.mark.parametrize(
    ("command", "arguments", "found"),
    [
        ("go", {"i": 2**63 - 1, "list": [-32768, 32767]}, []),
        ("go", {"i": 2**63}, ["i"]),
        ("go", {"list": [0, 32768, -32769]}, ["list.1", "list.2"]),
        ("go", {"either": 2**32}, ["either"]),
        ("go", {"either": "x", "thing": {"kind": "small", "n": 127}}, []),
        ("go", {"thing": {"kind": "small", "n": 128}}, ["thing.n"]),
        ("go", {"thing": {"kind": "large", "n": 128}}, []),
        ("go", {"thing": {"kind": "none", "n": 128, "id": 2**16}}, ["thing.id"]),
        (
            "go",
            {"thing": {"kind": "large", "n": -1, "next": {"kind": "small", "n": -129}}},
            ["thing.n", "thing.next.n"],
        ),
        ("boxed", {"kind": "small", "n": 1000, "id": -1}, ["id", "n"]),
        ("boxed", {"kind": 7, "id": True}, []),
        ("go", {"i": 1.5, "other": 2**70, "list": 2**70, "thing": 2**70}, []),
        ("absent", {"i": 2**70}, []),
    ],
)
def test_what_is_found(
    schema: Schema, command: str, arguments: dict[str, Any], found: list[str]
) -> None:
    """By path; what the schema does not have, or has otherwise, is passed over."""
    paths = [".".join(e.path) for e in excesses(schema, command, arguments)]
    assert paths == found
    assert not found or may_exceed(arguments)


def test_simple_unions(tmp_path: Path) -> None:
    """Old schemas have them: the branch lies in 'data'."""
    path = tmp_path / "s.json"
    path.write_text(
        "{ 'union': 'U', 'data': { 'a': 'int8', 'b': 'int64' } }\n"
        "{ 'command': 'go', 'data': { 'u': 'U' } }\n"
    )
    schema = compile_schema(str(path)).schema
    wrong = {"u": {"type": "a", "data": 200}}
    (excess,) = excesses(schema, "go", wrong)
    assert excess.message == "'u.data' is 'int8', -128 to 127, not 200"
    assert not list(excesses(schema, "go", {"u": {"type": "b", "data": 200}}))


def test_no_schema_is_read_for_small_numbers() -> None:
    """What any type holds costs nothing."""
    assert not may_exceed({"a": [0, 127, True, "x", 200.0]})
    assert may_exceed({"a": [{"b": 128}]})
    assert may_exceed(-1)
