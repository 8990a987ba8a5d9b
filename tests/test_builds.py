# SPDX-License-Identifier: MIT
"""The examples for builds do what they say, run as people would run them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from conftest import missing
from package_source import CHECKOUT

EXAMPLES = CHECKOUT / "examples"
TYPES = Path("qapi/types.json")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with blanks in its name, to work in, and the programs of the environment."""
    here = tmp_path / "a folder"
    here.mkdir()
    monkeypatch.chdir(here)
    programs = str(Path(sys.executable).parent)
    monkeypatch.setenv("PATH", os.pathsep.join([programs, os.environ["PATH"]]))
    return here


def example(name: str, folder: Path) -> None:
    """Copy an example there."""
    shutil.copytree(
        EXAMPLES / name, folder, dirs_exist_ok=True, ignore=lambda *_: ["qmp", "build"]
    )


def output(*command: str, status: int = 0) -> str:
    """Run a command and give what it prints."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout


def change(path: Path) -> None:
    """Give a file other content, and so a later time."""
    path.write_text(path.read_text().replace("seconds", "minutes"))


def test_make(folder: Path) -> None:
    """Made once; made again when an included file has changed, and when it is gone."""
    example("make", folder)
    assert "qapigen generate" in output("make")
    assert "minutes" not in (folder / "build/clock/types.py").read_text()
    assert "up to date" in output("make")
    change(TYPES)
    assert "qapigen generate" in output("make")
    assert "minutes" in (folder / "build/clock/types.py").read_text()
    clock = folder / "qapi/clock.json"
    clock.write_text(clock.read_text().replace("types", "kinds"))
    TYPES.rename("qapi/kinds.json")
    assert "qapigen generate" in output("make")
    assert not (folder / "build/clock/types.py").exists()


def test_meson(folder: Path) -> None:
    """The same with Meson and Ninja."""
    for tool in ("meson", "ninja"):
        if shutil.which(tool) is None:
            missing(f"no {tool}")
    example("meson", folder)
    output("meson", "setup", "build")
    output("ninja", "-C", "build")
    assert "no work to do" in output("ninja", "-C", "build")
    change(TYPES)
    output("ninja", "-C", "build")
    assert "minutes" in (folder / "build/clock/types.py").read_text()
    assert "no work to do" in output("ninja", "-C", "build")


def test_package(folder: Path) -> None:
    """The wheel contains bindings that can be used; the sources contained none."""
    example("package", folder)
    output(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", "dist")
    [wheel] = (folder / "dist").iterdir()
    script = (
        f"import sys; sys.path.insert(0, {str(wheel)!r})\n"
        "from timekeeper import shown; from timekeeper.qmp import ClockInfo\n"
        "print(shown(ClockInfo(seconds=3, is_running=True)))"
    )
    assert output(sys.executable, "-c", script) == "3 s\n"


def test_workflow(folder: Path) -> None:
    """Its commands pass for a project that is all right, and annotate one that is not."""
    workflow = yaml.safe_load((EXAMPLES / "github-actions/schema.yml").read_text())
    steps = [step.get("run", "") for step in workflow["jobs"]["schema"]["steps"]]
    commands = [step.split() for step in steps if step.startswith("qapigen")]
    assert len(commands) == 2
    example("package", folder)
    output("qapigen", "generate")
    for command in commands:
        output(*command)
    change(TYPES)
    assert "run: qapigen generate\n" in output(*commands[1], status=1)
    TYPES.write_text(TYPES.read_text().replace("'int'", "'itn'"))
    assert output(*commands[0], status=1).startswith("::error file=qapi/types.json,")


def test_hooks(folder: Path) -> None:
    """What pre-commit is to run, runs; it takes the list as it is."""
    hooks = CHECKOUT / ".pre-commit-hooks.yaml"
    output("pre-commit", "validate-manifest", str(hooks))
    example("package", folder)
    found = yaml.safe_load(hooks.read_text())
    assert [hook["id"] for hook in found] == ["qapigen-check", "qapigen-generate"]
    for hook in found:
        assert hook["language"] == "python"
        output(*hook["entry"].split())
    assert (folder / "src/timekeeper/qmp/types.py").exists()
