# SPDX-License-Identifier: MIT
"""The session that the README shows, against a real server."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

import listening
import pytest
from package_source import CHECKOUT
from servers import SYSTEM, binary, ended, wait_for

from qapigen.cli.program import run

pytestmark = pytest.mark.live


def test_the_session_of_the_readme(tmp_path: Path) -> None:
    """The bindings of the embedded schema, and the program as it stands there."""
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    programs = re.findall(r"^```python\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    [program] = [program for program in programs if "from qmp import" in program]
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
        wait_for(tmp_path / "vm.sock")
        done = subprocess.run(
            [sys.executable, "-c", program],
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


def test_the_mistake_of_the_readme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong value is shown where it stands, as the README has it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    [shown] = re.findall(r"^```\n\$ (qapigen call .*?)^```$", readme, re.M | re.S)
    command, _, told = shown.replace("\\\n", "").partition("\n")
    _, verb, _, *words = shlex.split(command)
    with (
        tempfile.TemporaryDirectory(prefix="qtalk") as folder,
        listening.machine(Path(folder)) as (address,),
    ):
        assert run([verb, address, *words]) == 2
    assert capsys.readouterr().err == told
