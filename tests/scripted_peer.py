# SPDX-License-Identifier: MIT
"""A server that says what a test tells it to, on a thread of its own, and never for long."""

import json
import socket
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any

SECONDS = 30.0
GREETING = {
    "QMP": {
        "version": {"qemu": {"micro": 22, "minor": 2, "major": 7}, "package": "Debian"},
        "capabilities": ["oob"],
    }
}
NOW = {"seconds": 1700000000, "microseconds": 1}


class Peer:
    """The server's end of the connection."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self._lines = connection.makefile("rb")

    def send(self, *messages: Any) -> None:
        """Send messages in one packet."""
        self.send_bytes(b"".join(json.dumps(m).encode() + b"\r\n" for m in messages))

    def send_bytes(self, data: bytes) -> None:
        """Send just this."""
        self.connection.sendall(data)

    def receive(self) -> dict[str, Any]:
        """The next request, empty once the client has gone."""
        line = self._lines.readline().strip(b"\xff")
        return json.loads(line) if line.strip() else {}

    def greet(self) -> None:
        """Greet and negotiate."""
        self.send(GREETING)
        self.answer({})

    def answer(self, value: Any, *before: Any) -> dict[str, Any]:
        """Answer the next request, after the messages `before`."""
        request = self.receive()
        self.send(*before, {"return": value, "id": request["id"]})
        return request

    def refuse(self, error_class: str, desc: str) -> None:
        """Answer the next request with an error."""
        request = self.receive()
        self.send({"error": {"class": error_class, "desc": desc}, "id": request["id"]})

    def wait_for_end(self) -> None:
        """Read until the client closes the connection."""
        while self.receive():
            pass

    def close(self) -> None:
        """Close the connection."""
        self._lines.close()
        self.connection.close()


Script = Callable[[Peer], None]


class ScriptedPeer:
    """Runs a script; `address` is the client's end. What the script raises, leaving raises."""

    def __init__(self, script: Script) -> None:
        self.address, there = socket.socketpair()
        there.settimeout(SECONDS)
        self._peer = Peer(there)
        self._script = script
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)

    def _run(self) -> None:
        try:
            self._script(self._peer)
        except BaseException as failure:
            self._failure = failure
        finally:
            self._peer.close()

    def __enter__(self) -> socket.socket:
        self._thread.start()
        return self.address

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._thread.join(SECONDS)
        assert not self._thread.is_alive(), "the script still runs"
        if self._failure is not None and error is None:
            raise self._failure


def event(name: str, **data: Any) -> dict[str, Any]:
    """An event's message."""
    message = {"event": name, "timestamp": NOW}
    return {**message, "data": data} if data else message
