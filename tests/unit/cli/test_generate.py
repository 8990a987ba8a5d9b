# SPDX-License-Identifier: MIT
"""`qapigen generate` in a build: only what is needed, nothing lost, and told what was read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from shutil import copytree

import pytest
from terminal import COLUMNS, terminal

from qapigen.backends.freshness import RECORD
from qapigen.backends.manifest import MANIFEST
from qapigen.cli.program import run

SCHEMA = """{ 'include': 'sub/more.json' }
{ 'command': 'start', 'data': { 'how': 'How' } }
"""
MORE = "{ 'enum': 'How', 'data': [ 'fast', 'slow' ] }\n"
COMMAND = ["generate", "main.json", "--target", "python", "-o", "out"]

Times = dict[str, int]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a schema of two files, to work in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sub").mkdir()
    (tmp_path / "main.json").write_text(SCHEMA)
    (tmp_path / "sub" / "more.json").write_text(MORE)
    return tmp_path


def times(folder: Path) -> Times:
    """When each file of the output was changed."""
    return {str(p): p.stat().st_mtime_ns for p in folder.rglob("*") if p.is_file()}


def imported(*arguments: str) -> set[str]:
    """The modules that a run has imported."""
    script = (
        f"import sys; from qapigen.cli.program import run; run({[*arguments]!r})\n"
        "print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_nothing_is_done_twice(folder: Path) -> None:
    """A second run reads and compares, but imports neither compiler nor templates."""
    run(COMMAND)
    before = times(folder)
    modules = imported(*COMMAND)
    assert times(folder) == before
    heavy = {"pydantic", "jinja2", "qapigen.compiler", "qapigen.syntax.parser"}
    assert not modules & heavy
    assert not {name for name in modules if name.startswith("qapigen.backends.python")}


def test_nothing_is_done_twice_for_a_project(folder: Path) -> None:
    """A table that was understood once is not understood again."""
    entry = '[[tool.qapigen.outputs]]\nschema = "main.json"\ntarget = "python"\n'
    (folder / "pyproject.toml").write_text(f'{entry}out = "out"\n')
    run(["generate"])
    before = times(folder)
    assert "pydantic" not in imported("generate")
    assert times(folder) == before


def touched(folder: Path) -> None:
    """Times say nothing."""
    (folder / "main.json").touch()


def with_other_ends(folder: Path) -> None:
    """Nor do line ends, which the compiler does not see."""
    path = folder / "sub" / "more.json"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


def moved(folder: Path) -> None:
    """Nor where all of it lies."""
    copytree(folder / "out", folder / "elsewhere" / "out")
    copytree(folder / "sub", folder / "elsewhere" / "sub")
    (folder / "main.json").rename(folder / "elsewhere" / "main.json")
    os.chdir(folder / "elsewhere")


@pytest.mark.parametrize("change", [touched, with_other_ends, moved])
def test_what_does_not_matter(folder: Path, change: Callable[[Path], None]) -> None:
    """What is the same in content is the same."""
    run(COMMAND)
    change(folder)
    assert "qapigen.compiler" not in imported(*COMMAND)


def edited_include(folder: Path) -> None:
    """A file that the root includes."""
    (folder / "sub" / "more.json").write_text(MORE.replace("slow", "steady"))


def without_file(folder: Path) -> None:
    """A generated file that is gone."""
    (folder / "out" / "qmp" / "more.py").unlink()


def edited_output(folder: Path) -> None:
    """A generated file that somebody has edited."""
    (folder / "out" / "qmp" / "more.py").write_text("mine")


def without_record(folder: Path) -> None:
    """What a run remembers of itself."""
    (folder / "out" / "qmp" / RECORD).write_text("")


@pytest.mark.parametrize(
    "change", [edited_include, without_file, edited_output, without_record]
)
def test_what_matters(folder: Path, change: Callable[[Path], None]) -> None:
    """Whatever changed, the next run notices, and the one after it has nothing to do."""
    run(COMMAND)
    change(folder)
    assert "qapigen.compiler" in imported(*COMMAND)
    assert "qapigen.compiler" not in imported(*COMMAND)


@pytest.mark.parametrize(
    "more", [["--undefine", "X"], ["--edition", "9.0"], ["--templates", "own"]]
)
def test_options_matter(folder: Path, more: list[str]) -> None:
    """Other options are other output, even if it looks the same; so are own templates."""
    (folder / "own").mkdir()
    (folder / "own" / "extra.j2").write_text("x")
    run(COMMAND)
    assert "qapigen.compiler" in imported(*COMMAND, *more)
    assert "qapigen.compiler" not in imported(*COMMAND, *more)
    (folder / "own" / "extra.j2").write_text("y")
    assert ("qapigen.compiler" in imported(*COMMAND, *more)) == ("own" in more)


def test_what_was_changed_by_hand_is_kept(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It makes way, but is not lost, and neither is what somebody else put there."""
    mine = folder / "out" / "qmp" / "__init__.py"
    mine.parent.mkdir(parents=True)
    for text, number in {"mine": "", "edited": "2", "again": "3", "mine ": "4"}.items():
        mine.write_text(text)
        assert run(COMMAND) == 0
        assert f"in '__init__.py.edited{number}'" in capsys.readouterr().err
        assert "Client" in mine.read_text()
    mine.write_text("edited")
    assert run(COMMAND) == 0
    assert "in '__init__.py.edited2'" in capsys.readouterr().err
    kept = sorted(p.name for p in mine.parent.glob("*.edited*"))
    assert kept == [f"__init__.py.edited{number}" for number in ("", "2", "3", "4")]
    assert run(COMMAND) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("interruption", [OSError("disk full"), KeyboardInterrupt()])
def test_an_interrupted_run_is_not_taken_for_an_edit(
    folder: Path, monkeypatch: pytest.MonkeyPatch, interruption: BaseException
) -> None:
    """What it had written already is ours, and nothing half written lies about."""
    run(COMMAND)
    edited_include(folder)
    real, written = os.replace, []

    def failing(old: str, new: Path) -> None:
        written.append(new)
        if len(written) == 2:
            raise interruption
        real(old, new)

    monkeypatch.setattr(os, "replace", failing)
    status = {OSError: 2, KeyboardInterrupt: None}[type(interruption)]
    with nullcontext() if status else pytest.raises(KeyboardInterrupt):
        assert run(COMMAND) == status
    monkeypatch.undo()
    monkeypatch.chdir(folder)
    left = {path.name for path in folder.rglob(".*")}
    assert left == {MANIFEST, RECORD}
    assert run(COMMAND) == 0
    assert run([*COMMAND, "--check"]) == 0
    assert not list(folder.rglob("*.edited"))


def test_check_names_the_command_that_repairs(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It writes nothing, lists what is stale, and that command makes it fresh."""
    run(COMMAND)
    (folder / "sub" / "more.json").rename(folder / "sub" / "other.json")
    (folder / "main.json").write_text(SCHEMA.replace("more", "other"))
    before = times(folder)
    assert run([*COMMAND, "--check"]) == 1
    assert times(folder) == before
    *shown, repair = capsys.readouterr().out.splitlines()
    assert "would write out/qmp/other.py" in shown
    assert "would remove out/qmp/more.py" in shown
    assert repair == "run: qapigen generate main.json --target python -o out"
    assert run(repair.split()[2:]) == 0
    assert not (folder / "out" / "qmp" / "more.py").exists()
    assert run([*COMMAND, "--check"]) == 0
    assert capsys.readouterr().out == ""


def test_list_outputs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same list before anything is written and afterwards."""
    assert run([*COMMAND, "--list-outputs"]) == 0
    before = capsys.readouterr().out
    assert not (folder / "out").exists()
    run(COMMAND)
    run([*COMMAND, "--list-outputs"])
    listed = sorted(capsys.readouterr().out.splitlines())
    assert listed == sorted(before.splitlines())
    written = {str(p.relative_to(folder)) for p in (folder / "out").rglob("*.*")}
    assert set(listed) == written - {f"out/qmp/{n}" for n in (MANIFEST, RECORD)}


def test_runs_at_once(folder: Path) -> None:
    """Different runs into one folder: the last one's output, whole, and nothing aside."""
    (folder / "main2.json").write_text(SCHEMA.replace("start", "stop"))
    commands = [COMMAND, [COMMAND[0], "main2.json", *COMMAND[2:]]]
    processes = [
        subprocess.Popen([sys.executable, "-m", "qapigen", *command])
        for command in commands * 3
    ]
    assert [process.wait() for process in processes] == [0] * 6
    checks = [run([*command, "--check"]) for command in commands]
    assert sorted(checks) == [0, 1]
    assert not list(folder.rglob("*.edited*"))


def test_verbose_and_quiet(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is said where nobody watches, unless it is asked for."""
    run([*COMMAND])
    assert capsys.readouterr() == ("", "")
    run([*COMMAND, "--verbose"])
    shown, told = capsys.readouterr()
    assert (shown, "out/qmp: nothing to do" in told) == ("", True)


def test_who_watches_sees_what_is_done(folder: Path) -> None:
    """One line at a time, never longer than the terminal, and gone at the end."""
    command = [sys.executable, "-m", "qapigen", *COMMAND[:-1], "out" * 40]
    with terminal(command) as shown:
        assert shown.status() == 0
    *lines, rest = shown.raw.split("\r\x1b[K")
    assert rest == ""
    assert all(len(line) < COLUMNS for line in lines)
    assert any(line.startswith("wrote outout") for line in lines)
    with terminal([*command, "--quiet"]) as shown:
        assert shown.status() == 0
    assert shown.raw == ""


def test_symbols_are_part_of_it(folder: Path) -> None:
    """A file of symbols counts by what it says."""
    symbols = folder / "symbols.json"
    symbols.write_text(json.dumps({"set": ["A"], "unset": ["B"]}))
    command = [*COMMAND, "--symbols", "symbols.json"]
    run(command)
    symbols.write_text(json.dumps({"unset": ["B"]}, indent=4))
    assert "qapigen.compiler" not in imported(*command)
    symbols.write_text(json.dumps({"unset": ["C"]}))
    assert "qapigen.compiler" in imported(*command)


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        ([], "no pyproject.toml with [[tool.qapigen.outputs]]"),
        (["--target", "python"], "name a SCHEMA for --target"),
        (["main.json", "--target", "python"], "--out is missing"),
        (["main.json", "--embedded"], "name one SCHEMA, or"),
        (["main.json", "-o", "out", "--package", "class"], "is a keyword of Python"),
    ],
)
def test_wrong_command_lines(
    arguments: list[str], fault: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each says what is missing."""
    assert run(["generate", *arguments]) == 2
    assert fault in capsys.readouterr().err


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        ("[tool.qapigen", "pyproject.toml: "),
        ("[[tool.qapigen.outputs]]\ntarget = 'cobol'", "cobol"),
        ("[[tool.qapigen.outputs]]\ntarget = 7", "target"),
        ("[tool.other]", "no pyproject.toml with [[tool.qapigen.outputs]]"),
    ],
)
def test_wrong_tables(
    folder: Path, table: str, fault: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Told before anything is made."""
    (folder / "pyproject.toml").write_text(f"{table}\n", encoding="utf-8")
    before = times(folder)
    assert run(["generate"]) == 2
    assert fault in capsys.readouterr().err
    assert times(folder) == before
