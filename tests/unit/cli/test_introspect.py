# SPDX-License-Identifier: MIT
"""`qapigen introspect`: options, output, and schemas that cannot be used."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from qapigen.cli.program import run

SCHEMA = """
{ 'command': 'stop', 'if': 'CONFIG_STOP' }
{ 'command': 'query-clock', 'returns': 'Clock' }
{ 'struct': 'Clock', 'data': { 'offset': 'int', 'names': [ 'str' ], 'hands': [ 'Hand' ] } }
{ 'struct': 'Hand', 'data': { 'length': 'int' } }
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a schema, to work in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "clock.json").write_text(SCHEMA, encoding="utf-8")
    return tmp_path


def names(capsys: pytest.CaptureFixture[str], *options: str) -> list[str]:
    """The names of the entities in the answer."""
    assert run(["introspect", "clock.json", *options]) == 0
    output = capsys.readouterr()
    assert output.err == ""
    entities: list[dict[str, Any]] = json.loads(output.out)
    assert len(output.out.splitlines()) == len(entities) + 2
    return [entity["name"] for entity in entities]


def test_symbols_count_as_defined_unless_said_otherwise(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--undefine` and the file say so; what is given by name wins over the file."""
    (folder / "symbols.json").write_text('{"unset": ["CONFIG_STOP"]}', encoding="utf-8")
    of_file = ("--symbols", "symbols.json")
    assert "stop" in names(capsys)
    assert "stop" not in names(capsys, "--undefine", "CONFIG_STOP")
    assert "stop" not in names(capsys, *of_file)
    assert "stop" in names(capsys, *of_file, "--define", "CONFIG_STOP")


def test_names_of_types_are_masked_unless_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Clients should look at structure; people want names."""
    assert "Clock" not in names(capsys)
    assert "Clock" in names(capsys, "--unmask")


@pytest.mark.parametrize("options", [[], ["--unmask"]])
def test_all_that_is_mentioned_is_there(
    capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    """Types are found under the names by which they are mentioned, arrays as well."""
    assert run(["introspect", "clock.json", *options]) == 0
    entities = json.loads(capsys.readouterr().out)
    listed = {entity["name"] for entity in entities}
    mentioned = {
        part[key]
        for entity in entities
        for part in (entity, *entity.get("members", ()))
        for key in ("arg-type", "ret-type", "element-type", "type")
        if key in part
    }
    assert mentioned <= listed


def test_a_schema_with_errors_gives_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The errors go to standard error, and the status is 1."""
    (folder / "clock.json").write_text(
        "{ 'command': 'stop', 'data': 'Gone' }", encoding="utf-8"
    )
    assert run(["introspect", "clock.json"]) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert "error[unknown-type]" in output.err
    assert output.err.endswith("\n1 error in 1 file\n")


@pytest.mark.parametrize(
    "arguments",
    [
        "absent.json",
        "clock.json --symbols absent.json",
        "clock.json --symbols clock.json",
        "",
    ],
)
def test_what_cannot_be_done(
    arguments: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """An unreadable root, or a file of symbols that is none: status 2."""
    assert run(["introspect", *arguments.split()]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err


def test_symbols_must_be_an_object(folder: Path) -> None:
    """A list is not one, and neither are numbers a list."""
    for text in ("[]", '{"set": 3}'):
        (folder / "symbols.json").write_text(text, encoding="utf-8")
        assert run(["introspect", "clock.json", "--symbols", "symbols.json"]) == 2


def test_contradictory_symbols_are_a_wrong_command(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A symbol is defined or not."""
    options = ("--define", "CONFIG_STOP", "--undefine", "CONFIG_STOP")
    assert run(["introspect", "clock.json", *options]) == 2
    assert "CONFIG_STOP" in capsys.readouterr().err
