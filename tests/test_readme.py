# SPDX-License-Identifier: MIT
"""The README shows what really happens."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import pytest
from package_source import CHECKOUT

from qapigen.cli.program import VERBS, run
from qapigen.configuration.table import Settings

README = (CHECKOUT / "README.md").read_text(encoding="utf-8")


def _blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_the_session_is_real(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each file that is shown is written, each command run, each output compared."""
    monkeypatch.chdir(tmp_path)
    commands = 0
    for block in _blocks("console"):
        for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, shown = step.partition("\n")
            match shlex.split(command):
                case ["cat", name]:
                    Path(name).write_text(shown.rstrip("\n") + "\n", encoding="utf-8")
                case ["qapigen", *arguments]:
                    run(arguments)
                    assert capsys.readouterr().out.strip() == shown.strip()
                    commands += 1
    assert commands


def test_the_project_table_is_valid() -> None:
    """What people will copy is what the program takes."""
    [text] = _blocks("toml")
    assert Settings.model_validate(tomllib.loads(text)["tool"]["qapigen"]).check.ignore


def test_every_verb_is_named() -> None:
    """A verb that nobody reads of is not used."""
    for verb in VERBS:
        assert f"`qapigen {verb} " in README


def test_the_make_targets_exist() -> None:
    """Every `make` command that a document names."""
    targets = set(
        re.findall(r"^([a-z-]+):", (CHECKOUT / "Makefile").read_text(), re.MULTILINE)
    )
    for name in ("README.md", "CONTRIBUTING.md"):
        text = (CHECKOUT / name).read_text(encoding="utf-8")
        named = set(re.findall(r"(?:^\$ |`|^)make ([a-z]+)", text, re.MULTILINE))
        assert named <= targets, f"{name} names {sorted(named - targets)}"
