# SPDX-License-Identifier: MIT
"""`qapigen check`: exit status, streams, options and the project's decisions."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from qapigen.cli.program import run
from qapigen.editions import EDITIONS, LATEST

GOOD = "{ 'command': 'stop' }\n"
BAD = "{ 'command': 'stop', 'data': 'Absent' }\n"
ODD = "{ 'command': 'stop' }\n{ 'struct': 'Unused', 'data': {} }\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with a good, a bad and an odd schema, to work in."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("good", GOOD), ("bad", BAD), ("odd", ODD)):
        (tmp_path / f"{name}.json").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ("good.json", 0),
        ("odd.json", 0),
        ("odd.json --strict", 1),
        ("bad.json", 1),
        ("good.json bad.json", 1),
        ("absent.json", 2),
        (".", 2),
        ("bad.json absent.json", 2),
        ("", 2),
        ("good.json --edition 1.0", 2),
        ("good.json --format yaml", 2),
        ("good.json --ignore no-such-code", 2),
        ("bad.json --ignore unknown-type", 0),
        ("bad.json --ignore unknown-type:stop", 0),
        ("bad.json --ignore unknown-type:other", 1),
        ("odd.json --strict --ignore unreachable-definition:Unused", 0),
    ],
)
def test_status(arguments: str, status: int) -> None:
    """0: clean, 1: findings that count, 2: could not be done."""
    assert run(["check", *arguments.split()]) == status


@pytest.mark.parametrize("form", ["concise", "json", "github", "sarif"])
def test_machine_formats_have_standard_output_alone(
    form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The summary goes to standard error."""
    run(["check", "good.json", "--format", form])
    output = capsys.readouterr()
    assert output.err == f"no findings in 1 file; read as QEMU {LATEST}\n"
    assert output.out == "" or json.loads(output.out)["version"] == "2.1.0"


def test_text_ends_with_the_summary(capsys: pytest.CaptureFixture[str]) -> None:
    """People read one stream; an edition that was given is not told again."""
    run(["check", "bad.json", "--edition", "7.2.5"])
    output = capsys.readouterr()
    assert output.err == ""
    assert output.out.startswith("error[unknown-type]: ")
    assert output.out.splitlines()[-1] == "1 error in 1 file"


def test_several_schemas_report_a_shared_mistake_once(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Files that two roots include are one set of files; each root tells how it was read."""
    for root in ("one", "two"):
        (folder / f"{root}.json").write_text(
            "{ 'include': 'bad.json' }\n", encoding="utf-8"
        )
    run(["check", "one.json", "two.json", "--format", "concise"])
    output = capsys.readouterr()
    assert len(output.out.splitlines()) == 1
    assert output.err.splitlines() == [
        f"one.json: read as QEMU {LATEST}",
        f"two.json: read as QEMU {LATEST}",
        "1 error in 3 files",
    ]


def test_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`-` reads it."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(BAD.encode())))
    assert run(["check", "-", "--format", "concise"]) == 1
    assert capsys.readouterr().out.startswith("<stdin>:1:30: error[unknown-type]: ")


def test_near_names(capsys: pytest.CaptureFixture[str]) -> None:
    """Verbs, releases and codes that are unknown get near ones."""
    run(["chek"])
    run(["check", "good.json", "--edition", f"{EDITIONS[-2]}0"])
    run(["check", "good.json", "--ignore", "unknown-typ"])
    errors = capsys.readouterr().err
    for near in ("'check'", f"'{EDITIONS[-2]}'", "'unknown-type'"):
        assert f"did you mean {near}" in errors


def test_the_project_names_schemas_edition_and_ignores(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """[tool.qapigen] is found from a folder below, and its paths are relative to it."""
    text = """
        [tool.qapigen]
        schemas = ["bad.json"]
        edition = "latest"
        [[tool.qapigen.check.ignore]]
        code = "unknown-type"
        name = "stop"
        reason = "for this test"
    """
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")
    (folder / "below").mkdir()
    monkeypatch.chdir(folder / "below")
    assert run(["check"]) == 0
    assert capsys.readouterr().out == "no findings in 1 file\n"


def test_entries_of_the_project_are_for_its_own_schemas(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Checking another file does not make them look out of date."""
    text = """
        [tool.qapigen]
        schemas = ["good.json"]
        check.ignore = [{ code = "unknown-type", reason = "for this test" }]
    """
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")
    assert run(["check", "odd.json", "bad.json", "--format", "concise"]) == 0
    assert "unused-ignore" not in capsys.readouterr().out
    assert run(["check", "--strict", "--format", "concise"]) == 1
    assert "pyproject.toml:4:1: warning[unused-ignore]" in capsys.readouterr().out


def test_a_wrong_project_is_a_wrong_command(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its faults are told, and nothing is checked."""
    (folder / "pyproject.toml").write_text(
        "[tool.qapigen]\nschema = []\n", encoding="utf-8"
    )
    assert run(["check", "good.json"]) == 2
    error = capsys.readouterr().err
    assert "pyproject.toml:2: unknown key 'schema'; did you mean 'schemas'?" in error


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "0"}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_colour_is_the_users_choice(
    environment: dict[str, str],
    coloured: bool,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """NO_COLOR over FORCE_COLOR over whether there is a terminal."""
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    run(["check", "bad.json"])
    assert ("\x1b[" in capsys.readouterr().out) is coloured
