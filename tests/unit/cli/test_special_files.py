# SPDX-License-Identifier: MIT
"""FIFOs, sockets and devices in place of files: an error in one line at once."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

GENERATE = [sys.executable, "-m", "qapigen", "generate"]
COMMAND = [*GENERATE, "go.json", "--target", "python", "-o", "out"]
PROJECT = """
[[tool.qapigen.outputs]]
schema = "go.json"
target = "python"
out = "out"
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a schema."""
    monkeypatch.chdir(tmp_path)
    Path("go.json").write_text("{ 'command': 'go' }\n")
    return tmp_path


def error_of(*arguments: str) -> str:
    """The one line that a run prints which cannot do its work."""
    done = subprocess.run(
        arguments, capture_output=True, timeout=20, check=False, text=True
    )
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    "name",
    ["go.py", "_vocabulary.py", "py.typed", ".qapigen-files", ".qapigen-made"],
)
@pytest.mark.parametrize("option", [[], ["--check"], ["--list-outputs"]], ids=str)
def test_outputs(name: str, option: list[str]) -> None:
    """A FIFO stays, and is named."""
    Path("out/qmp").mkdir(parents=True)
    os.mkfifo(f"out/qmp/{name}")
    if option and name in (".qapigen-files",):
        Path("out/qmp/.qapigen-made").write_text("")
    message = error_of(*COMMAND, *option)
    assert message.endswith(f"'out/qmp/{name}': is a FIFO, not a regular file")
    assert Path(f"out/qmp/{name}").is_fifo()


def test_a_socket_and_a_device() -> None:
    """The same for other kinds; a link to a device is one."""
    Path("out/qmp").mkdir(parents=True)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("out/qmp/go.py")
        assert "is a socket, not a regular file" in error_of(*COMMAND)
    Path("out/qmp/go.py").unlink()
    Path("out/qmp/go.py").symlink_to("/dev/zero")
    assert "is a character device, not a regular file" in error_of(*COMMAND)


@pytest.mark.parametrize("option", ["--depfile", "--stamp"])
def test_files_for_the_build(option: str) -> None:
    """A rule or stamp is a file."""
    os.mkfifo("pipe")
    message = error_of(*COMMAND, option, "pipe")
    assert message == "Error: cannot write 'pipe': is a FIFO, not a regular file"


@pytest.mark.parametrize("place", ["own/python/module.py.j2", "own/x", "own/a/b/c"])
def test_templates(place: str) -> None:
    """Anything in the folder that is neither file nor folder is named."""
    Path(place).parent.mkdir(parents=True)
    os.mkfifo(place)
    Path("own/nowhere").symlink_to("nothing")
    message = error_of(*COMMAND, "--templates", "own")
    assert message == f"Error: cannot read '{place}': is a FIFO, not a regular file"


def test_a_folder_of_templates_that_is_none() -> None:
    """In the configuration, too."""
    os.mkfifo("pipe")
    assert "'pipe'" in error_of(*COMMAND, "--templates", "pipe")
    for templates in ("pipe", "missing"):
        Path("pyproject.toml").write_text(f'{PROJECT}templates = "{templates}"\n')
        message = error_of(*GENERATE)
        assert message == f"Error: cannot read '{templates}': Not a directory"


@pytest.mark.parametrize("key", ["schema", "out", "symbols", "templates", "package"])
@pytest.mark.parametrize("control", ["\\u0000", "\\u001b", "\\n"])
def test_controls_in_the_configuration(key: str, control: str) -> None:
    """They are found before anything is read or written."""
    keys = dict.fromkeys(("schema", "out"), '"go.json"') | {key: f'"a{control}b"'}
    lines = [f"{name} = {value}" for name, value in keys.items()]
    text = "\n".join(["[[tool.qapigen.outputs]]", 'target = "python"', *lines, ""])
    Path("pyproject.toml").write_text(text)
    message = error_of(*GENERATE)
    wrong = "is not a name" if key == "package" else "contains a control character"
    assert wrong in message
    assert not Path("out").exists()


def test_a_name_that_is_not_utf8() -> None:
    """Output of such a schema is made, and found to be up to date."""
    name = os.fsdecode(b"a\xff.json")
    Path(name).write_text("{ 'command': 'go' }\n")
    for target in ("python", "html", "markdown"):
        command = [*GENERATE, name, "--target", target, "-o", f"out-{target}"]
        command += ["--depfile", "rule.d"]
        for _ in range(2):
            done = subprocess.run(command, capture_output=True, check=False)
            assert (done.returncode, done.stderr) == (0, b"")
        assert b"a\xff.json" in Path("rule.d").read_bytes()
        checked = subprocess.run([*command, "--check"], check=False)
        assert checked.returncode == 0
