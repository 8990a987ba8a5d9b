# SPDX-License-Identifier: MIT
"""`qapigen examples` and `qapigen check --examples`: status, streams, files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qapigen.cli.program import run
from qapigen.shipped import EMBEDDED_SCHEMA, shipped

SCHEMA = """
##
# @open-door:
#
# @door: which one
#
# .. qmp-example::
#
#     -> { "execute": "open-door",
#          "arguments": { "dor": "front" } }
#     <- { "return": {} }
##
{ 'command': 'open-door', 'data': { 'door': 'str' } }

##
# @DOOR_OPENED:
#
# A door is open.
##
{ 'event': 'DOOR_OPENED' }
"""
RIGHT = SCHEMA.replace('"dor"', '"door"')
CODE = "example-unknown-member"


def _qapigen(arguments: str) -> int:
    return run(arguments.split())


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a wrong, a right and a broken schema, to work in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "wrong.json").write_text(SCHEMA, encoding="utf-8")
    (tmp_path / "right.json").write_text(RIGHT, encoding="utf-8")
    broken = SCHEMA.replace("'str'", "'string'")
    (tmp_path / "broken.json").write_text(broken, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ("examples check right.json", 0),
        ("examples check wrong.json", 1),
        (f"examples check wrong.json --ignore {CODE}", 0),
        (f"examples check wrong.json --ignore {CODE}:open-door", 0),
        (f"examples check wrong.json --ignore {CODE}:other", 1),
        ("examples check broken.json", 1),
        ("examples check absent.json", 2),
        ("examples check", 2),
        ("examples chek right.json", 2),
        ("examples list wrong.json", 0),
        ("examples scaffold wrong.json open-door", 0),
        ("examples scaffold wrong.json no-such", 2),
        ("check wrong.json", 0),
        (f"check wrong.json --strict --examples --ignore {CODE}", 0),
        ("check wrong.json --examples", 0),
        ("check wrong.json --examples --strict", 1),
    ],
)
def test_status(arguments: str, status: int) -> None:
    """0: clean, 1: findings that count, 2: could not be done."""
    assert _qapigen(arguments) == status


def test_a_table_that_cannot_be_read(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Is a fault of its own, whatever the examples are like."""
    (folder / "pyproject.toml").write_text("[tool.qapigen", encoding="utf-8")
    assert _qapigen("examples check right.json") == 2
    assert "pyproject.toml" in capsys.readouterr().err


def test_wrong_examples_are_errors_alone_and_warnings_among_others(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The same finding at the same place."""
    _qapigen("examples check wrong.json --format concise")
    alone = capsys.readouterr().out
    assert alone.startswith(f"wrong.json:10:27: error[{CODE}]: ")
    _qapigen("check wrong.json --examples --format concise")
    assert capsys.readouterr().out == alone.replace("error", "warning")


def test_beside_errors_examples_are_not_judged(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The schema that they would be judged by is wrong itself."""
    _qapigen("check broken.json --examples --format concise")
    assert "example-" not in capsys.readouterr().out


def test_entries_for_examples_are_for_those_who_look(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """They are not unused where examples were not asked for."""
    entry = f'{{ code = "{CODE}", reason = "for this test" }}'
    table = f'[tool.qapigen]\nschemas = ["wrong.json"]\ncheck.ignore = [{entry}]\n'
    (folder / "pyproject.toml").write_text(table, encoding="utf-8")
    for arguments in ("check", "check --examples", "examples check wrong.json"):
        assert _qapigen(arguments) == 0
        assert capsys.readouterr().out.startswith("no findings in 1 file")


def test_fix_shows_a_diff_and_waits_for_an_answer(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a terminal nobody can agree."""
    assert _qapigen("examples check wrong.json --fix") == 1
    output = capsys.readouterr()
    assert '+#          "arguments": { "door": "front" } }' in output.out
    assert "--yes" in output.err
    assert (folder / "wrong.json").read_text(encoding="utf-8") == SCHEMA


def test_fix_mends_what_was_agreed_to(folder: Path) -> None:
    """What is left decides on the exit status."""
    assert _qapigen("examples check wrong.json --fix --yes") == 0
    assert (folder / "wrong.json").read_text(encoding="utf-8") == RIGHT


def test_list(capsys: pytest.CaptureFixture[str]) -> None:
    """A line for each command and event, or for those without an example."""
    _qapigen("examples list wrong.json")
    command, event = capsys.readouterr().out.splitlines()
    assert command.split()[:3] == ["command", "open-door", "1"]
    assert command.endswith("examples at 9")
    assert event.split()[:3] == ["event", "DOOR_OPENED", "0"]
    _qapigen("examples list wrong.json --missing --format json")
    assert json.loads(capsys.readouterr().out) == {
        "kind": "event",
        "name": "DOOR_OPENED",
        "file": "wrong.json",
        "line": 20,
        "examples": [],
    }


def test_export(capsys: pytest.CaptureFixture[str]) -> None:
    """JSON Lines; what is wrong is not handed on."""
    _qapigen("examples export wrong.json")
    assert capsys.readouterr().out == ""
    _qapigen("examples export right.json")
    record = json.loads(capsys.readouterr().out)
    assert record["request"]["arguments"] == {"door": "front"}
    assert record["reply"] == {"return": {}}
    assert (record["definition"], record["file"]) == ("open-door", "right.json")


def test_scaffold_knows_near_names(capsys: pytest.CaptureFixture[str]) -> None:
    """A command or event that is not there may be misspelt."""
    _qapigen("examples scaffold right.json open-dor")
    assert "did you mean 'open-door'?" in capsys.readouterr().err


def test_the_embedded_schema_is_exemplary(capsys: pytest.CaptureFixture[str]) -> None:
    """Every command and event has an example, and none is wrong."""
    path = str(shipped("schema") / EMBEDDED_SCHEMA)
    assert run(["examples", "check", path]) == 0
    capsys.readouterr()
    assert run(["examples", "list", path, "--missing"]) == 0
    assert capsys.readouterr().out == ""
