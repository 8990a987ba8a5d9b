# SPDX-License-Identifier: MIT
"""The README shows what really happens: each of its commands is run."""

from __future__ import annotations

import os
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from installed import INSTALL, Installation
from package_source import CHECKOUT
from readme import README, blocks, steps

from qapigen.cli.change_ignores import read_ignores
from qapigen.cli.program import VERBS, run
from qapigen.compiler import compile_schema
from qapigen.configuration.table import Settings
from qapigen.editions import EDITIONS
from qapigen.shipped import EMBEDDED_SCHEMA, shipped

# A test that runs all tests would run itself.
FEW_TESTS = "-n 0 tests/unit/test_editions.py"


def test_every_command_is_run() -> None:
    """Each is of a kind that a test below, or one of a live server, runs all of."""
    kinds = {("cat",), ("qapigen",), ("make",), tuple(INSTALL)}
    for step in steps():
        words = step.words
        assert {tuple(words), tuple(words[:1])} & kinds, f"who runs '{step.line}'?"


def test_the_session_is_real(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each file that is shown is written, each command run, each output compared."""
    monkeypatch.chdir(tmp_path)
    for step in steps():
        match step.words:
            case ["cat", name]:
                Path(name).write_text(step.shown.rstrip("\n") + "\n", encoding="utf-8")
            case ["qapigen", verb, *arguments] if verb != "call":
                run([verb, *arguments])
                output = capsys.readouterr()
                assert f"{output.out}{output.err}".strip() == step.shown.strip()


def test_installing(installation: Installation) -> None:
    """What is tested as a package was installed with the line of the README."""
    assert INSTALL in [step.words for step in steps()]
    assert installation.run("-c", "import qapigen", cwd=Path("/")).returncode == 0


def test_making(tmp_path: Path) -> None:
    """In a copy that has nothing but what a clone has, the environment is made as well."""
    _clone(tmp_path)
    (tmp_path / "generated").rename(tmp_path / "committed")
    lines = [step.line for step in steps() if step.words[0] == "make"]
    assert len(lines) == 2
    # Who runs the tests by `make` is not to be noticed.
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("MAKE", "MFLAGS", "PYTEST_"))
    }
    for line in lines:
        environment = clean | {"PYTEST_ARGS": FEW_TESTS}
        subprocess.run(
            line, shell=True, cwd=tmp_path, env=environment, check=True, timeout=600
        )
    compare = ["diff", "-r", "--exclude=.qapigen-made", "committed", "generated"]
    assert subprocess.run(compare, cwd=tmp_path, check=False).returncode == 0


def _clone(folder: Path) -> None:
    """Copy what is committed, or is going to be."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    found = subprocess.run(
        listed, cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    for name in found.stdout.splitlines():
        if (CHECKOUT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(CHECKOUT / name, folder / name)


def test_the_tables_are_valid(tmp_path: Path) -> None:
    """What people will copy is what the program takes."""
    [text] = blocks("toml")
    assert Settings.model_validate(tomllib.loads(text)["tool"]["qapigen"]).check.ignore
    [text] = blocks("text")
    (tmp_path / "ignored").write_text(text, encoding="utf-8")
    assert read_ignores(str(tmp_path / "ignored"))


def test_every_verb_is_named() -> None:
    """A verb that nobody reads of is not used."""
    for verb in VERBS:
        assert f"`qapigen {verb} " in README


def test_what_is_counted() -> None:
    """Editions, commands and events: as many as there are."""
    span = f"each of the {len(EDITIONS)} from {EDITIONS[0]} to\n{EDITIONS[-1]}"
    assert span in README
    assert f"those of {len(EDITIONS)} releases" in README
    schema = compile_schema(str(shipped("schema") / EMBEDDED_SCHEMA)).schema
    count = f"{len(schema.commands)} commands and {len(schema.events)} events"
    assert f"{count} of QEMU {schema.edition}, each" in README
