# SPDX-License-Identifier: MIT
"""Rules for build tools, as Make and Ninja read them."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import missing

from qapigen.cli.building import depfile
from qapigen.cli.program import run

NAMES = [
    "plain",
    "a b",
    "a$b",
    "a#b",
    "a%b",
    "a:b",
    "a b#c$d:e%f",
    "back\\slash",
    "back\\ slash",
    "back\\%slash",
]


def test_the_form() -> None:
    """One rule, then an empty one for each input."""
    assert depfile(["out"], ["a b", "c$d", "a b"]) == (
        "out: \\\n  a\\ b \\\n  c$$d\n\na\\ b:\n\nc$$d:\n"
    )


@pytest.mark.parametrize("name", NAMES)
def test_make_reads_it(tmp_path: Path, name: str) -> None:
    """Make rebuilds when a file of that name changes, and not otherwise."""
    source = tmp_path / f"{name}.json"
    source.write_text("1")
    (tmp_path / "out.d").write_text(depfile(["out"], [source.name]))
    (tmp_path / "Makefile").write_text("out:\n\ttouch out\n-include out.d\n")
    (tmp_path / "out").touch()

    def is_built() -> bool:
        done = subprocess.run(["make", "-q", "out"], cwd=tmp_path, check=False)
        assert done.returncode in (0, 1)
        return done.returncode == 0

    assert is_built()
    later = (tmp_path / "out").stat().st_mtime + 10
    os.utime(source, (later, later))
    assert not is_built()
    source.unlink()
    assert not is_built()


@pytest.mark.parametrize("name", NAMES)
def test_ninja_reads_it(tmp_path: Path, name: str) -> None:
    """Ninja knows the file under its own name."""
    ninja = shutil.which("ninja")
    if ninja is None:
        missing("no ninja")
    source = tmp_path / f"{name}.json"
    source.write_text("1")
    (tmp_path / "d").write_text(depfile(["out"], [source.name]))
    (tmp_path / "build.ninja").write_text(
        "rule r\n  command = cp d out.d && touch out\n  depfile = out.d\n"
        "  deps = gcc\nbuild out: r\n"
    )
    subprocess.run([str(ninja)], cwd=tmp_path, check=True)
    shown = subprocess.run(
        [str(ninja), "-t", "deps", "out"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert shown.splitlines()[1].strip() == source.name


def test_every_file_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The schema's files, the templates, and the project; again when nothing is made."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own").mkdir()
    for name, text in {
        "main.json": "{ 'include': 'more.json' }\n{ 'command': 'go' }\n",
        "more.json": "{ 'enum': 'E', 'data': [] }\n{ 'command': 'e', 'data': {'e': 'E'} }\n",
        "own/classes.j2": "",
        "pyproject.toml": "[[tool.qapigen.outputs]]\nschema = 'main.json'\n"
        "target = 'python'\nout = 'o'\ntemplates = 'own'\n",
    }.items():
        (tmp_path / name).write_text(text)
    command = ["generate", "--depfile", "d", "--stamp", "s"]
    texts = []
    for _ in range(2):
        assert run(command) == 0
        texts.append(Path("d").read_text())
        Path("d").unlink()
        assert Path("s").exists()
    assert texts[0] == texts[1]
    target, *inputs = texts[0].partition("\n\n")[0].replace(" \\\n", "").split()
    assert target == "s:"
    assert {"main.json", "more.json", "own/classes.j2", "pyproject.toml"} < set(inputs)
    assert any(path.endswith("templates/python/module.py.j2") for path in inputs)
