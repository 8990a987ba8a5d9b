# SPDX-License-Identifier: MIT
"""What several verbs take: the schemas that are named, and the one that comes with qapigen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from qapigen.cli.program import run
from qapigen.shipped import EMBEDDED_SCHEMA, shipped

EMBEDDED = str(shipped("schema") / EMBEDDED_SCHEMA)
ONE = [
    "introspect",
    "examples check",
    "examples list",
    "examples export",
    "generate --target markdown --out out --list-outputs",
]
SEVERAL = ["check", "history"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("verb", [*ONE, *SEVERAL])
def test_the_embedded_schema(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    """By option it is the same as by name."""
    output = []
    for schema in ("--embedded", f"embedded={EMBEDDED}"):
        named = schema if verb == "history" else schema.removeprefix("embedded=")
        assert run([*verb.split(), named]) == 0
        output.append(capsys.readouterr())
    assert output[0] == output[1]


@pytest.mark.parametrize("verb", ONE)
def test_one_schema(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Two are a wrong command, the embedded one being one of them."""
    for schemas in (["a.json", "b.json"], ["a.json", "--embedded"]):
        assert run([*verb.split(), *schemas]) == 2
        assert "name one SCHEMA, or take that of --embedded" in capsys.readouterr().err


def test_an_example_from_the_embedded_schema(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What is not an option is the name, then."""
    assert run(["examples", "scaffold", "--embedded", "query-status"]) == 0
    assert '"query-status"' in capsys.readouterr().out
    assert run(["examples", "scaffold", "query-status"]) == 2
    assert "name one SCHEMA" in capsys.readouterr().err


def test_the_embedded_schema_is_the_last(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where several are in order, as what it has is newest."""
    (folder / "old.json").write_text("{ 'command': 'jump' }")
    assert run(["diff", "--embedded", "old.json", "--format", "json"]) == 1
    changes = map(json.loads, capsys.readouterr().out.splitlines())
    gone = [change["path"] for change in changes if change["new"] is None]
    assert gone == ["jump"]
    assert run(["history", "old.json", "--embedded"]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["old.json", "old.json", "command", "jump"] in rows
    assert ["embedded", "embedded", "command", "stop"] in rows


@pytest.mark.parametrize(
    "words", ["introspect", "examples list", "diff", "history", "check"]
)
def test_completion(words: str) -> None:
    """Shells offer the option, and names of files."""
    line = words.split()
    for start, offered in (("--em", "plain,--embedded"), ("", "file,")):
        done = subprocess.run(
            [sys.executable, "-m", "qapigen"],
            env=os.environ
            | {
                "_QAPIGEN_COMPLETE": "bash_complete",
                "COMP_WORDS": " ".join(["qapigen", *line, start]),
                "COMP_CWORD": str(len(line) + 1),
            },
            capture_output=True,
            text=True,
            check=True,
        )
        assert offered in done.stdout.splitlines()
