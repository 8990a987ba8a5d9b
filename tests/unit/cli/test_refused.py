# SPDX-License-Identifier: MIT
"""What the system refuses to read or write is told in one line, and nothing is lost."""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

QAPIGEN = [sys.executable, "-m", "qapigen"]
TO_PYTHON = ["generate", "go.json", "--target", "python", "-o"]
PRCTL_DROP_CAPABILITY = 24
# Of root: to write and to read whatever the rights of a file say.
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a schema, and a file and a folder that may be in the way."""
    monkeypatch.chdir(tmp_path)
    Path("go.json").write_text("{ 'command': 'go' }\n")
    Path("file").write_text("mine")
    Path("closed").mkdir(mode=0o555)
    return tmp_path


def told(
    *arguments: str, limit: Callable[[], object] | None = None, output: str = os.devnull
) -> str:
    """What a run that cannot do its work says; it is one line, or click's usual three."""
    with open(output, "w", encoding="utf-8") as stream:
        done = subprocess.run(
            [*QAPIGEN, *arguments],
            stdout=stream,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            preexec_fn=limit,
        )
    assert done.returncode == 2, done.stderr
    return done.stderr.splitlines()[-1]


def without_privilege() -> None:
    """Obey the rights of files even as root."""
    if os.geteuid() == 0:
        for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
            assert ctypes.CDLL(None).prctl(PRCTL_DROP_CAPABILITY, capability) == 0


def with_little_room() -> None:
    """Let no file grow beyond a kilobyte, as on a disk that is nearly full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))


@pytest.mark.parametrize(
    ("out", "fault"),
    [
        ("file", "Directory 'file' is a file."),
        ("file/x", "cannot write 'file/x/qmp': Not a directory"),
        ("closed", "cannot write 'closed/qmp': Permission denied"),
    ],
)
def test_a_folder_that_cannot_be_made(out: str, fault: str) -> None:
    """The path that was in the way is named."""
    assert fault in told(*TO_PYTHON, out, limit=without_privilege)
    assert Path("file").read_text() == "mine"


def test_a_folder_in_place_of_a_file() -> None:
    """It stays, with what is in it."""
    mine = Path("out/qmp/go.py/mine")
    mine.mkdir(parents=True)
    fault = "cannot write 'out/qmp/go.py': is a directory, not a regular file"
    assert told(*TO_PYTHON, "out") == f"Error: {fault}"
    assert mine.is_dir()


def test_a_file_that_cannot_be_read() -> None:
    """Neither a schema nor what somebody made of our output."""
    subprocess.run([*QAPIGEN, *TO_PYTHON, "out"], check=True)
    output = Path("out/qmp/go.py")
    output.chmod(0)
    fault = "cannot read 'out/qmp/go.py': Permission denied"
    assert fault in told(*TO_PYTHON, "out", "--check", limit=without_privilege)
    Path("go.json").chmod(0)
    fault = "cannot read 'go.json': Permission denied"
    assert fault in told(*TO_PYTHON, "new", limit=without_privilege)


def test_no_room() -> None:
    """The file that did not fit is named; the next run with room makes all of it."""
    fault = told(*TO_PYTHON, "out", limit=with_little_room)
    assert fault == "Error: cannot write 'out/qmp/.qapigen-files': File too large"
    subprocess.run([*QAPIGEN, *TO_PYTHON, "out"], check=True)
    subprocess.run([*QAPIGEN, *TO_PYTHON, "fresh"], check=True)
    assert [*_contents(Path("out"))] == [*_contents(Path("fresh"))]


def _contents(folder: Path) -> list[tuple[str, bytes]]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [(str(path.relative_to(folder)), path.read_bytes()) for path in files]


@pytest.mark.parametrize(
    ("option", "fault"),
    [
        ("--depfile", "cannot write 'file': Not a directory"),
        ("--stamp", "cannot write 'file': Not a directory"),
    ],
)
def test_what_is_for_the_build(option: str, fault: str) -> None:
    """The same for a rule and a stamp."""
    assert told(*TO_PYTHON, "out", option, "file/x") == f"Error: {fault}"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["check", "--embedded"],
        ["explain", "--all"],
        ["introspect", "go.json"],
        [*TO_PYTHON, "out", "--list-outputs"],
    ],
)
def test_output_that_has_nowhere_to_go(arguments: list[str]) -> None:
    """A full disk behind standard output is no success."""
    fault = "cannot write the output: No space left on device"
    assert told(*arguments, output="/dev/full") == f"Error: {fault}"
