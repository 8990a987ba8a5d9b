# SPDX-License-Identifier: MIT
"""What it costs to talk to a server: a call of a command, and completion in the shell."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep

from benchmarks.measure import QAPIGEN, Cost, Row, cost, time
from qapigen.backends.introspection import introspect
from qapigen.compiler import compile_schema
from qapigen.shipped import EMBEDDED_SCHEMA, shipped
from qapigen.talk.completing import candidates
from qapigen.talk.interface import Interface

TAILS = ("", " ", " a=1 b.c=2 ", " a=1 node", ' {"a": {"b": 1}, "no')
"""What may stand behind the name of a command."""

_SYSTEM = "qemu-system-x86_64"
_WAITING = ("-machine", "none", "-nodefaults", "-no-user-config", "-S")
_SECONDS = 10


def rows() -> Iterator[Row]:
    """All rows: the call, where there is a server to call, and the completion."""
    yield _call()
    yield _completion()


def _call() -> Row:
    """From the start of the program to the reply, the server's interface known."""
    what, asked = "call query-status", "<= 25 starts"
    program = shutil.which(_SYSTEM)
    if program is None:
        return Row(what, None, f"no {_SYSTEM} here")
    # A short name: that of a socket has about a hundred bytes.
    with (
        TemporaryDirectory(prefix="qbench") as folder,
        _machine(program, Path(folder) / "m") as address,
    ):
        command = (*QAPIGEN, "call", address, "query-status")
        taken = cost(command, variables={"XDG_CACHE_HOME": folder})
    return Row(what, taken, asked)


@contextmanager
def _machine(program: str, path: Path) -> Iterator[str]:
    """The address of a machine that waits; it is gone afterwards."""
    monitor = ("-display", "none", "-qmp", f"unix:{path},server=on,wait=off")
    process = subprocess.Popen((program, *_WAITING, *monitor), stdin=subprocess.DEVNULL)
    try:
        for _ in range(_SECONDS * 100):
            if path.exists():
                break
            sleep(0.01)
        yield f"unix:{path}"
    finally:
        process.kill()
        process.wait()


def _completion() -> Row:
    """Each command of the full schema, and what may be typed behind it."""
    schema = compile_schema(str(shipped("schema") / EMBEDDED_SCHEMA)).schema
    interface = Interface(introspect(schema))
    lines = [command + tail for command in interface.commands for tail in TAILS]
    slowest = max(_suggest(line, interface).seconds for line in lines)
    return Row(f"complete, slowest of {len(lines)} lines", Cost(slowest), "<= 50 ms")


def _suggest(line: str, interface: Interface) -> Cost:
    return time(lambda: candidates(line, interface), runs=5)
