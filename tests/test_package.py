# SPDX-License-Identifier: MIT
"""qapigen as a package: whole in a wheel, whole in an sdist, and usable as a library."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from installed import Installation, build
from package_source import CHECKOUT
from readme import program

from qapigen.backends.targets import BACKENDS


def names(wheel: Path) -> set[str]:
    """What a wheel contains."""
    with ZipFile(wheel) as found:
        return set(found.namelist())


def test_everything_is_inside(installation: Installation) -> None:
    """Code, runtime sources, templates, the embedded schema, cases, and no more."""
    inside = names(installation.wheel)
    listed = ["git", "ls-files", "qapigen", "schema", "templates", "tests/cases"]
    files = subprocess.run(
        listed, cwd=CHECKOUT, capture_output=True, text=True, check=True
    ).stdout.split()
    moved = {
        re.sub(r"^(tests/)?(schema|templates|cases)/", r"qapigen/data/\2/", name)
        for name in files
    }
    assert moved == {name for name in inside if ".dist-info/" not in name}


def test_the_sdist_gives_the_same_wheel(
    installation: Installation, tmp_path: Path
) -> None:
    """Who builds from sources gets what others get."""
    sdist = ["tar", "--extract", "--file", str(installation.sdist)]
    subprocess.run(sdist, cwd=tmp_path, check=True)
    [source] = tmp_path.iterdir()
    build(source, tmp_path)
    [wheel] = tmp_path.glob("*.whl")
    with ZipFile(wheel) as one, ZipFile(installation.wheel) as other:
        assert names(wheel) == names(installation.wheel)
        assert all(one.read(name) == other.read(name) for name in one.namelist())


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (["--version"], "qapigen 0"),
        (["check", "--embedded", "--strict"], "no findings"),
        (["explain", "duplicate-member"], "For example:"),
        (["generate", "--embedded", "--target", "python", "--list-outputs"], "qmp/"),
    ],
)
def test_verbs(
    installation: Installation, tmp_path: Path, arguments: list[str], shown: str
) -> None:
    """What they need beside code is there."""
    if arguments[0] == "generate":
        arguments = [*arguments, "-o", "."]
    done = installation.run("-m", "qapigen", *arguments, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert shown in done.stdout


@pytest.mark.parametrize("target", BACKENDS)
def test_targets(installation: Installation, tmp_path: Path, target: str) -> None:
    """Each can be made with nothing but what the wheel asks for, as from the checkout."""
    command = ["-m", "qapigen", "generate", "--embedded", "--target", target, "-o"]
    done = installation.run(*command, "there", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    subprocess.run([sys.executable, *command, "here"], cwd=tmp_path, check=True)
    there, here = (
        {path.relative_to(root): path.read_bytes() for path in root.rglob("*.*")}
        for root in (tmp_path / "there", tmp_path / "here")
        if root.is_dir()
    )
    assert there == here


def test_the_script_of_the_readme(installation: Installation, tmp_path: Path) -> None:
    """The public API, as people will first use it, runs and is typed."""
    text = program("from qapigen import")
    script = tmp_path / "script.py"
    script.write_text(text, encoding="utf-8")
    (tmp_path / "clock.json").write_text("{ 'command': 'go', 'data': 'Absent' }\n")
    assert text.count("\n") <= 12
    done = installation.run(str(script), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "clock.json:1: there is no type 'Absent'" in done.stdout
    mypy = ["mypy", "--strict", "--python-executable", installation.python, script.name]
    typed = subprocess.run(
        [sys.executable, "-m", *mypy],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert typed.returncode == 0, typed.stdout


def test_the_console_script(installation: Installation, tmp_path: Path) -> None:
    """The program is there under its name."""
    program = Path(installation.python).with_name("qapigen")
    done = subprocess.run(
        [program, "check", "--embedded"], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 0
