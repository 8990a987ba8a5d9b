# SPDX-License-Identifier: MIT
"""Starts real servers of the QEMU project for live tests, and ends them."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import missing

SYSTEM = "qemu-system-x86_64"
STORAGE_DAEMON = "qemu-storage-daemon"
AGENT = "qemu-ga"
_DANGEROUS = (
    "guest-shutdown guest-suspend-disk guest-suspend-ram guest-suspend-hybrid guest-set-time "
    "guest-set-vcpus guest-set-memory-blocks guest-set-user-password guest-fsfreeze-freeze "
    "guest-fsfreeze-freeze-list guest-fstrim guest-ssh-add-authorized-keys "
    "guest-ssh-remove-authorized-keys"
)
_ACTS_ON_THE_HOST = _DANGEROUS.split()
# How the system's table of sockets marks one that accepts connections.
_LISTENING = "00010000"


def binary(name: str) -> str:
    """The program's path; the test is skipped where it is missing, unless QAPIGEN_INSIST is set."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if found is None:
        missing(f"{name} is not installed")
    return found


@contextmanager
def ended(process: "subprocess.Popen[bytes]") -> Iterator["subprocess.Popen[bytes]"]:
    """Gives the process, and sees that it is gone afterwards."""
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(10)


@contextmanager
def _chardev_server(
    name: str, prefix: str, arguments: Sequence[str]
) -> Iterator[tuple[socket.socket, "subprocess.Popen[bytes]"]]:
    here, there = socket.socketpair()
    mode = "chardev=mon0,mode=control" if prefix == "-" else "chardev=mon0"
    monitor = f"{prefix}{'mon' if prefix == '-' else 'monitor'}"
    command = [binary(name), *arguments]
    command += [
        f"{prefix}chardev",
        f"socket,id=mon0,fd={there.fileno()}",
        monitor,
        mode,
    ]
    process = subprocess.Popen(
        command, pass_fds=[there.fileno()], stdin=subprocess.DEVNULL
    )
    there.close()
    with here, ended(process):
        yield here, process


@contextmanager
def system_emulator(
    *arguments: str, machine: str = "none"
) -> Iterator[tuple[socket.socket, "subprocess.Popen[bytes]"]]:
    """A machine that waits, and a socket that is connected to its monitor."""
    quiet = ["-nodefaults", "-no-user-config", "-display", "none", "-S"]
    with _chardev_server(
        SYSTEM, "-", ["-machine", machine, *quiet, *arguments]
    ) as server:
        yield server


@contextmanager
def storage_daemon() -> Iterator[tuple[socket.socket, "subprocess.Popen[bytes]"]]:
    """A storage daemon, and a socket that is connected to its monitor."""
    with _chardev_server(STORAGE_DAEMON, "--", []) as server:
        yield server


@contextmanager
def guest_agent() -> Iterator[Path]:
    """A guest agent on this very host, without all that acts on it; the path of its socket."""
    program = binary(AGENT)
    with tempfile.TemporaryDirectory(prefix="qga") as folder:
        path = Path(folder) / "s"
        command = [program, "-m", "unix-listen", "-p", str(path), "-t", folder]
        command += [
            "-f",
            f"{folder}/pid",
            "-l",
            f"{folder}/log",
            "-b",
            ",".join(_ACTS_ON_THE_HOST),
        ]
        with ended(subprocess.Popen(command, stdin=subprocess.DEVNULL)):
            wait_for(path)
            yield path


def wait_for(path: Path) -> None:
    """Wait until a server listens at its socket, which is there a little earlier."""
    for _ in range(1000):
        if _is_listening(path):
            return
        time.sleep(0.01)
    pytest.fail(f"nobody listens at {path}")


def _is_listening(path: Path) -> bool:
    """Whether the table of sockets says so: to connect would take a monitor's only place."""
    sockets = Path("/proc/net/unix").read_text(encoding="utf-8").splitlines()
    rows = (line.split(maxsplit=7) for line in sockets)
    return any(row[3] == _LISTENING and row[7:] == [str(path)] for row in rows)
