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
