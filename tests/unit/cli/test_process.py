# SPDX-License-Identifier: MIT
"""The whole process: its streams, signals and what it imports."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from time import sleep

import pytest

import qapigen

QAPIGEN = [sys.executable, "-m", "qapigen"]
BAD = "{ 'command': 'stop', 'data': 'Absent' }\n"


def test_check_imports_only_what_it_needs(tmp_path: Path) -> None:
    """No pydantic, no templates, no documents: a check is fast because it does little."""
    schema = tmp_path / "bad.json"
    schema.write_text(BAD, encoding="utf-8")
    script = (
        "import sys; before = set(sys.modules)\n"
        "from qapigen.cli.program import run\n"
        f"run(['check', {str(schema)!r}, '--format', 'concise'])\n"
        "print(*sys.modules.keys() - before)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    modules = set(done.stdout.splitlines()[-1].split())
    assert "qapigen.compiler" in modules
    heavy = {
        "pydantic",
        "jinja2",
        "tomllib",
        "docutils",
        "dataclasses_json",
        "asyncio",
        "socket",
    }
    assert not modules & heavy
    unneeded = ("qapigen.backends", "qapigen.examples", "qapigen.syntax.json")
    assert not {name for name in modules if name.startswith(unneeded)}


@pytest.mark.parametrize("verb", ["call", "shell", "qom", "wait", "events"])
def test_talk_imports_only_what_it_needs(verb: str) -> None:
    """No schema is read, and no prompt drawn, before somebody needs one."""
    script = f"import sys, qapigen.cli.{verb}; print(*sys.modules)"
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    modules = set(done.stdout.split())
    assert "qemu.qmp" in modules
    unneeded = ("pydantic", "jinja2", "docutils", "prompt_toolkit", "dataclasses_json")
    ours = ("schema", "syntax", "compiler", "backends", "examples", "configuration")
    heavy = (*unneeded, *(f"qapigen.{part}" for part in ours))
    if verb != "shell":
        heavy = (*heavy, "qapigen.talk.redaction.lines")
    assert not {name for name in modules if name.startswith(heavy)}


def test_a_reader_that_leaves_is_no_failure(tmp_path: Path) -> None:
    """A closed pipe ends the program without a traceback."""
    schema = tmp_path / "bad.json"
    schema.write_text(BAD * 5000, encoding="utf-8")
    process = subprocess.Popen(
        [*QAPIGEN, "check", str(schema)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout
    assert process.stderr
    process.stdout.readline()
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 141
    assert errors == b""


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")
@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)]
)
def test_an_interrupted_run_ends_quietly(
    tmp_path: Path, number: signal.Signals, status: int
) -> None:
    """Ctrl-C and SIGTERM: a status, no traceback, and nothing is left behind."""
    never_ending, held_open = os.pipe()
    process = subprocess.Popen(
        [*QAPIGEN, "check", "-"],
        stdin=never_ending,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    sleep(1)
    process.send_signal(number)
    output, errors = process.communicate()
    os.close(held_open)
    os.close(never_ending)
    # A line end closes the line on which the terminal shows ^C.
    assert (process.returncode, output, errors.strip()) == (status, b"", b"")
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")
@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)]
)
def test_an_interrupted_write_leaves_nothing(
    tmp_path: Path, number: signal.Signals, status: int
) -> None:
    """What was being written when the signal came is gone, and the next run goes on."""
    schema = tmp_path / "tick.json"
    schema.write_text("{ 'command': 'tick' }\n", encoding="utf-8")
    arguments = ["generate", str(schema), "--target", "markdown", "--out", "out"]
    # The third file is whole and has not got its name yet.
    script = (
        "import os, signal, sys; from qapigen.__main__ import main\n"
        "replace, files = os.replace, []\n"
        "def interrupted(source, target):\n"
        "    'out' in os.fspath(target).split(os.sep) and files.append(source)\n"
        f"    len(files) == 3 and os.kill(os.getpid(), {int(number)})\n"
        "    replace(source, target)\n"
        "os.replace = interrupted\n"
        f"sys.argv[1:] = {arguments}\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "main()"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (status, b"")
    known = {".qapigen-files", ".qapigen-made"}
    left = {path.name for path in (tmp_path / "out").iterdir()}
    assert left
    assert not {name for name in left - known if name.startswith(".")}
    assert subprocess.run([*QAPIGEN, *arguments], cwd=tmp_path).returncode == 0


def test_an_output_without_unicode_gets_escapes(tmp_path: Path) -> None:
    """No character of a schema makes the program fail."""
    schema = tmp_path / "ä.json"
    schema.write_text("{ 'command': 'ä\x1b漢' }\n", encoding="utf-8")
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [*QAPIGEN, "check", str(schema)],
        capture_output=True,
        check=False,
        env=environment,
    )
    assert done.returncode == 1
    assert done.stdout.isascii()
    assert b"\x1b" not in done.stdout
    assert done.stderr == b""


def test_version() -> None:
    """`--version` names the program and its version."""
    done = subprocess.run(
        [*QAPIGEN, "--version"], capture_output=True, text=True, check=True
    )
    name, version = done.stdout.split()
    assert name == "qapigen"
    assert version[0].isdigit()
    assert qapigen.__doc__
