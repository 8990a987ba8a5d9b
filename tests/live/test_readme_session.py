# SPDX-License-Identifier: MIT
"""The session that the README shows, against a real server."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from listening import machine
from package_source import CHECKOUT
from readme import program, steps
from servers import SYSTEM, binary, ended, wait_for

from qapigen.cli.program import run

pytestmark = pytest.mark.live


def test_the_session_of_the_readme(tmp_path: Path) -> None:
    """The bindings of the embedded schema, and the program as it stands there."""
    schema = str(CHECKOUT / "schema" / "qapi-schema.json")
    generate = [sys.executable, "-m", "qapigen", "generate", schema]
    subprocess.run([*generate, "--target", "python", "-o", str(tmp_path)], check=True)
    for name in ("a.qcow2", "b.qcow2"):
        create = [binary("qemu-img"), "create", "-q", "-f", "qcow2", name, "1M"]
        subprocess.run(create, check=True, cwd=tmp_path)
    machine = [
        binary(SYSTEM),
        "-machine",
        "none",
        "-nodefaults",
        "-display",
        "none",
        "-S",
    ]
    machine += ["-qmp", "unix:vm.sock,server=on,wait=off"]
    process = subprocess.Popen(machine, cwd=tmp_path, stdin=subprocess.DEVNULL)
    with ended(process):
        wait_for(Path("vm.sock"))
        done = subprocess.run(
            [sys.executable, "-c", program("from qmp import")],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        first, second = done.stdout.splitlines()
        assert re.fullmatch(r"prelaunch \d+\.\d+\.\d+", first)
        assert second == "concluded True"
        assert process.wait(30) == 0


def test_the_calls_of_the_readme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is shown below each is what a machine's schema gives."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    calls = [step for step in steps() if step.words[:2] == ["qapigen", "call"]]
    assert calls
    with machine(tmp_path) as [address]:
        Path("vm.sock").symlink_to(address.removeprefix("unix:"))
        for step in calls:
            run(step.words[1:])
            output = capsys.readouterr()
            assert f"{output.out}{output.err}".strip() == step.shown.strip()
