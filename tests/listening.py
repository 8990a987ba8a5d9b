# SPDX-License-Identifier: MIT
"""Real servers that listen on a socket, for programs that are given an address."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from servers import STORAGE_DAEMON, SYSTEM, binary, ended, wait_for

Process = subprocess.Popen[bytes]


@contextmanager
def machine(
    folder: Path, kind: str = "none", count: int = 1, parts: Sequence[str] = ()
) -> Iterator[list[str]]:
    """A machine that waits; the addresses of its monitors, one client each."""
    paths = [folder / f"m{number}" for number in range(count)]
    quiet = ["-nodefaults", "-no-user-config", "-display", "none", "-S"]
    monitors = [
        word for path in paths for word in ("-qmp", f"unix:{path},server=on,wait=off")
    ]
    with _started([binary(SYSTEM), "-machine", kind, *quiet, *parts, *monitors], paths):
        yield [f"unix:{path}" for path in paths]


@contextmanager
def storage_daemon(folder: Path) -> Iterator[str]:
    """A storage daemon, and the address of its monitor."""
    path = folder / "d"
    chardev = f"socket,id=mon0,path={path},server=on,wait=off"
    options = ["--chardev", chardev, "--monitor", "chardev=mon0"]
    with _started([binary(STORAGE_DAEMON), *options], [path]):
        yield f"unix:{path}"


@contextmanager
def _started(command: Sequence[str], paths: Sequence[Path]) -> Iterator[Process]:
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    with ended(process):
        for path in paths:
            wait_for(path)
        yield process
