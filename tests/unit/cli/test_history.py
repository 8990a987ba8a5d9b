# SPDX-License-Identifier: MIT
"""`qapigen history`: first and last schema of each thing, and documentation that disagrees."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qapigen.cli.program import run

FIRST = """
{ 'enum': 'Color', 'data': [ 'red' ] }
{ 'command': 'paint', 'data': { 'color': 'Color', 'old': 'str' } }
{ 'command': 'gone', 'returns': 'Part' }
{ 'struct': 'Part', 'data': { 'name': 'str' } }
"""
SECOND = """
##
# @Shade:
#
# @blue: since long ago
#
# Since: 8.0
##
{ 'enum': 'Shade', 'data': [ 'red', 'blue' ] }

##
# @paint:
#
# @color: the color
#
# @thick: how thick (since 9.1)
#
# Since: 8.0
##
{ 'command': 'paint', 'data': { 'color': 'Shade', 'thick': 'int' } }

##
# @erase:
#
# Since: 7.0
##
{ 'command': 'erase' }
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with schemas of two releases, to work in."""
    monkeypatch.chdir(tmp_path)
    for release, text in (("8.0.0", FIRST), ("v9.0", SECOND)):
        (tmp_path / release).mkdir()
        (tmp_path / release / "main.json").write_text(text, encoding="utf-8")
    return tmp_path


SCHEMAS = ["8.0.0/main.json", "v9.0/main.json"]


def test_table(capsys: pytest.CaptureFixture[str]) -> None:
    """Types are followed, not named: a renamed enum keeps its values."""
    assert run(["history", *SCHEMAS]) == 0
    assert [line.split() for line in capsys.readouterr().out.splitlines()] == [
        ["first", "last", "kind", "path"],
        ["9.0", "9.0", "command", "erase"],
        ["8.0", "8.0", "command", "gone"],
        ["8.0", "8.0", "member", "gone.returns.name"],
        ["8.0", "9.0", "command", "paint"],
        ["8.0", "9.0", "argument", "paint.arguments.color"],
        ["9.0", "9.0", "value", "paint.arguments.color=blue"],
        ["8.0", "9.0", "value", "paint.arguments.color=red"],
        ["8.0", "8.0", "argument", "paint.arguments.old"],
        ["9.0", "9.0", "argument", "paint.arguments.thick"],
    ]


def test_json_and_names(capsys: pytest.CaptureFixture[str]) -> None:
    """One object a line; a name may be given to a schema."""
    assert run(["history", "a=8.0.0/main.json", "v9.0/main.json", "--format=json"]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    expected = {"path": "paint", "kind": "command", "first": "a", "last": "9.0"}
    assert expected in found


def test_what_came_back_was_there_from_the_first(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A thing that was gone for a while has one life."""
    run(["history", "a=8.0.0/main.json", "b=v9.0/main.json", "c=8.0.0/main.json"])
    lives = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["a", "c", "command", "gone"] in lives
    assert ["b", "b", "command", "erase"] in lives


def test_check_since(capsys: pytest.CaptureFixture[str]) -> None:
    """Too late a release, and one in which the thing was not there yet."""
    assert run(["history", *SCHEMAS, "--check-since"]) == 1
    told = [line.partition(": ")[2] for line in capsys.readouterr().out.splitlines()]
    assert told == [
        "erase: documented as since 7.0, is in 9.0, not in 8.0",
        "paint.arguments.color=blue: documented as since 8.0, is in 9.0, not in 8.0",
        "paint.arguments.thick: documented as since 9.1, is in 9.0, not in 8.0",
    ]


OLDER = """
{ 'struct': 'Part', 'data': { 'name': 'str', 'extra': 'any' } }
{ 'enum': 'Sort', 'data': [ 'plain', 'fine' ] }
{ 'struct': 'Plain', 'data': { 'x': 'int' } }
{ 'union': 'Shape', 'base': { 'sort': 'Sort' }, 'discriminator': 'sort',
  'data': { 'plain': 'Plain' } }
{ 'struct': 'Place', 'data': { 'file': 'str' } }
{ 'alternate': 'Where', 'data': { 'name': 'str', 'place': 'Place' } }
{ 'command': 'put',
  'data': { 'parts': [ 'Part' ], 'shape': 'Shape', 'where': 'Where', 'why': 'str' } }
"""
NEWER = """
##
# @Extra:
#
# Since: 7.0
##
{ 'struct': 'Extra', 'data': { 'deep': 'int' } }

##
# @Part:
#
# @size: how large (since 8.0)
##
{ 'struct': 'Part', 'data': { 'name': 'str', 'extra': 'Extra', 'size': 'int' } }

##
# @Sort:
#
# @coarse: not fine (since 8.0)
##
{ 'enum': 'Sort', 'data': [ 'plain', 'fine', 'coarse' ] }

##
# @Plain:
#
# @y: downwards (since 8.0)
##
{ 'struct': 'Plain', 'data': { 'x': 'int', 'y': 'int' } }
{ 'union': 'Shape', 'base': { 'sort': 'Sort' }, 'discriminator': 'sort',
  'data': { 'plain': 'Plain', 'fine': 'Plain' } }

##
# @Place:
#
# @line: which line (since 8.0)
##
{ 'struct': 'Place', 'data': { 'file': 'str', 'line': 'int' } }
{ 'alternate': 'Where', 'data': { 'name': 'str', 'place': 'Place', 'none': 'null' } }

##
# @Why:
#
# Since: 7.0
##
{ 'enum': 'Why', 'data': [ 'lost' ] }
{ 'command': 'put',
  'data': { 'parts': [ 'Part' ], 'shape': 'Shape', 'where': 'Where', 'why': 'Why' } }
"""


def test_check_since_inside_of_types(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Through lists, branches and alternates; where anything went, what came is no news."""
    for name, text in (("8.0.0", OLDER), ("v9.0", NEWER)):
        (folder / name / "main.json").write_text(text, encoding="utf-8")
    assert run(["history", *SCHEMAS, "--check-since", "--format=json"]) == 1
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {(one["path"], one["since"], one["first"]) for one in found} == {
        ("put.arguments.parts[].size", "8.0", "9.0"),
        ("put.arguments.shape.sort=coarse", "8.0", "9.0"),
        ("put.arguments.shape.sort=plain.y", "8.0", "9.0"),
        ("put.arguments.where.line", "8.0", "9.0"),
    }
    places = {one["path"]: one["place"] for one in found}
    assert places["put.arguments.where.line"] == {"file": SCHEMAS[1], "line": 37}


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["absent.json"],
        ["v9.0/main.json", "8.0.0/main.json", "--check-since"],
        ["a=8.0.0/main.json", "v9.0/main.json", "--check-since"],
    ],
)
def test_what_cannot_be_done(arguments: list[str]) -> None:
    """Nothing to read, or releases that are not known or not in order."""
    assert run(["history", *arguments]) == 2
