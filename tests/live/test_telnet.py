# SPDX-License-Identifier: MIT
"""The session by hand that QEMU's first README shows, and qapigen at the same address."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from servers import SYSTEM, binary, ended

pytestmark = pytest.mark.live

SECONDS = 20.0
_NEGOTIATION = re.compile(rb"\xff[\xfb-\xfe].", re.DOTALL)


class Telnet:
    """What the program of that name does: options are refused by silence, lines go to and fro."""

    def __init__(self, peer: socket.socket) -> None:
        self._peer = peer
        self._lines = peer.makefile("rb")

    def line(self) -> Any:
        """The next line that the server sends, as JSON."""
        return json.loads(_NEGOTIATION.sub(b"", self._lines.readline()))

    def type(self, line: str) -> Any:
        """Type a line; the server's answer."""
        self._peer.sendall(line.encode() + b"\r\n")
        return self.line()


def _wait_for(path: Path) -> None:
    """Until somebody listens at a socket in the file system."""
    end = time.monotonic() + SECONDS
    while True:
        with socket.socket(socket.AF_UNIX) as peer:
            try:
                return peer.connect(str(path))
            except OSError:
                assert time.monotonic() < end, "nobody listens"
        time.sleep(0.02)


def _connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), SECONDS)


@contextmanager
def _served(kind: str) -> Iterator[int]:
    """The port at which a machine's monitor listens, for telnet or plainly."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    quiet = ["-machine", "none", "-nodefaults", "-no-user-config", "-display", "none"]
    monitor = ["-S", "-qmp", f"{kind}:127.0.0.1:{port},server=on,wait=off"]
    with TemporaryDirectory() as folder:
        # Whoever looks whether the monitor is there would be its client for a moment, and
        # the next one might lose its connection: what is there last tells as much.
        last = Path(folder) / "last"
        further = ["-qmp", f"unix:{last},server=on,wait=off"]
        command = [binary(SYSTEM), *quiet, *monitor, *further]
        with ended(subprocess.Popen(command, stdin=subprocess.DEVNULL)):
            _wait_for(last)
            yield port


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep answers elsewhere than in the user's cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


def test_by_hand() -> None:
    """Greeting, negotiation, version: the version is the greeting's."""
    with _served("telnet") as port, _connected(port) as peer:
        telnet = Telnet(peer)
        greeting = telnet.line()["QMP"]
        assert set(greeting) == {"version", "capabilities"}
        assert telnet.type('{ "execute": "query-version" }')["error"]["class"]
        assert telnet.type('{ "execute": "qmp_capabilities" }') == {"return": {}}
        version = telnet.type('{ "execute": "query-version" }')
        assert version == {"return": greeting["version"]}
        assert set(version["return"]["qemu"]) == {"micro", "minor", "major"}


@pytest.mark.parametrize("kind", ["telnet", "tcp"])
def test_in_the_shell(kind: str) -> None:
    """The same lines as a script, without negotiation; telnet's own words are passed over."""
    with _served(kind) as port:
        done = subprocess.run(
            [sys.executable, "-m", "qapigen", "shell", f"tcp:127.0.0.1:{port}"],
            input='{ "execute": "query-version" }\nquery-version\nquit\n',
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, "")
    first, second, last = map(json.loads, done.stdout.splitlines())
    assert first == second
    assert set(first) == {"qemu", "package"}
    assert last == {}
