# SPDX-License-Identifier: MIT
"""Rules for build tools, as Make and Ninja read them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click import ClickException
from conftest import missing

from qapigen.cli.build_paths import require_build_paths
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
    "a (copy)",
    "a{b},c+d@e!f",
    "-include",
    "\u00fc\u2028\u202e",
    os.fsdecode(b"\xff"),
]
HOSTILE = [
    "z\n\t$(shell touch pwned)",
    "x!=touch pwned\n#",
    "x != touch pwned",
    "a=b",
    "a;touch pwned",
    "a|b",
    "a&",
    "R&D",
    "a'b",
    'a"b',
    "a\tb",
    "a\rb",
    "a*",
    "a?",
    "[a]",
    "a<b>c",
    "a`touch pwned`",
    "a^b",
    "\x1b[31m",
    "~root",
    "a(b)",
    "a\\",
    "a ",
    "a:",
    ".PHONY",
    "./.SECONDEXPANSION",
    ".c.o",
    ".c",
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
    write_rule(tmp_path / "out.d", source.name)
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
    write_rule(tmp_path / "d", source.name)
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
    ).stdout
    assert shown.splitlines()[1].strip() == os.fsencode(source.name)


CHARACTERS = [chr(number) for number in range(1, 0x80) if number != ord("/")]


def test_each_character_is_read_or_refused(tmp_path: Path) -> None:
    """Wherever it stands in a name, alone or beside others."""
    names = [f"{before}{c}{after}" for c in CHARACTERS for before, after in AROUND]
    held = [name for name in names if not is_refused(name)]
    assert len(held) > len(names) / 2
    for name in held:
        (tmp_path / name).write_text("")
    (tmp_path / "out.d").write_bytes(os.fsencode(depfile(["out"], held)))
    (tmp_path / "Makefile").write_text("out:\n\ttouch out\n-include out.d\n")
    (tmp_path / "out").touch()
    later = (tmp_path / "out").stat().st_mtime + 10
    command = ["make", "-rRq", "out"]
    for name in held:
        assert subprocess.run(command, cwd=tmp_path, check=False).returncode == 0
        os.utime(tmp_path / name, (later, later))
        newer = subprocess.run(command, cwd=tmp_path, check=False).returncode
        assert newer == 1, name
        os.utime(tmp_path / name, (0, 0))


AROUND = (("a", "b"), ("", "b"), ("a", ""))


def is_refused(path: str) -> bool:
    """Whether no rule is written that names the path."""
    try:
        require_build_paths([path])
    except ClickException:
        return True
    return False


def write_rule(path: Path, name: str) -> None:
    """A rule for a name that is not refused."""
    require_build_paths([name])
    path.write_bytes(os.fsencode(depfile(["out"], [name])))


def _places(name: str) -> list[str]:
    """Where a name can come from."""
    places = ["root", "stamp"]
    if is_refused(f"{name}/go.json"):
        places += ["folder", "out"]
    # The text of an include has these escapes, and is one line.
    if name.isprintable() and not {"\\", "'"} & {*name}:
        places.append("include")
    return places


@pytest.mark.parametrize(
    ("name", "place"), [(name, place) for name in HOSTILE for place in _places(name)]
)
def test_what_a_rule_cannot_hold_is_refused(
    name: str,
    place: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The name is reported, and nothing is written."""
    assert is_refused(name)
    monkeypatch.chdir(tmp_path)
    paths = {"out": "out", "root": "go.json", place: name}
    if place == "folder":
        paths["root"] = f"{name}/go.json"
    if place == "include":
        Path(name).write_text("{ 'command': 'a' }\n")
        Path("go.json").write_text(f"{{ 'include': '{name}' }}\n")
    else:
        Path(paths["root"]).parent.mkdir(exist_ok=True)
        Path(paths["root"]).write_text("{ 'command': 'a' }\n")
    before = sorted(tmp_path.rglob("*"))
    command = ["generate", "--target", "html", "--depfile", "d", "-o", paths["out"]]
    if place == "stamp":
        command += ["--stamp", name]
    command += ["--", paths["root"]]
    assert run(command) == 2
    error = capsys.readouterr().err
    assert "Error: no rule for Make and Ninja can name '" in error
    assert error.count("\n") == 1
    assert sorted(tmp_path.rglob("*")) == before


def test_standard_input_is_in_no_rule(tmp_path: Path) -> None:
    """A stream that was the root is no file that a rule could depend on."""
    command = [sys.executable, "-m", "qapigen", "generate", "-", "--target", "html"]
    subprocess.run(
        [*command, "-o", "out", "--depfile", "d"],
        cwd=tmp_path,
        input=b"{ 'command': 'go' }\n",
        check=True,
    )
    assert "<stdin>" not in (tmp_path / "d").read_text()


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
