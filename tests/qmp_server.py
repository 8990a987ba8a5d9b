# SPDX-License-Identifier: MIT
"""A QEMU process to ask questions of, for tests of what the schema says."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any

Message = dict[str, Any]

PROGRAM = "qemu-system-x86_64"
PATIENCE = 20.0
"""Seconds to wait for any one message."""

_ALWAYS = ("-nodefaults", "-no-user-config", "-display", "none", "-S")


class ServerGoneError(Exception):
    """The server has closed the connection."""


class QmpServer:
    """The client's end of a connection in command mode; replies come in order."""

    def __init__(self, connection: socket.socket) -> None:
        connection.settimeout(PATIENCE)
        self._connection = connection
        self._lines = connection.makefile("rb")
        self.events: list[Message] = []
        self.greeting = self._receive()["QMP"]
        self.execute({"execute": "qmp_capabilities"})

    @property
    def release(self) -> str:
        """The release, such as "7.2"."""
        version = self.greeting["version"]["qemu"]
        return f"{version['major']}.{version['minor']}"

    def execute(self, request: Message, descriptors: Sequence[int] = ()) -> Message:
        """Send a request, with descriptors, and wait for its reply; `events` keeps the others."""
        text = json.dumps(request).encode() + b"\n"
        try:
            socket.send_fds(self._connection, [text], list(descriptors))
        except BrokenPipeError as error:
            raise ServerGoneError from error
        while True:
            message = self._receive()
            if "event" not in message:
                return message
            self.events.append(message)

    def returned(self, command: str, **arguments: Any) -> Any:
        """What a command returns that must not fail."""
        reply = self.execute({"execute": command, "arguments": arguments})
        assert "return" in reply, f"{command}: {reply}"
        return reply["return"]

    def close(self) -> None:
        """Close what was made of the connection."""
        self._lines.close()

    def _receive(self) -> Message:
        try:
            line = self._lines.readline()
        except ConnectionResetError:
            line = b""
        if not line:
            raise ServerGoneError
        message: Message = json.loads(line)
        return message


def is_installed() -> bool:
    """Whether there is a server to start."""
    return shutil.which(PROGRAM) is not None


@contextmanager
def qmp_server(options: Sequence[str] = ("-machine", "none")) -> Iterator[QmpServer]:
    """A server with further options, which is gone afterwards."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        monitor = f"socket,id=monitor0,fd={theirs.fileno()}"
        command = [PROGRAM, *_ALWAYS, "-chardev", monitor, *options]
        process = subprocess.Popen(
            [*command, "-mon", "chardev=monitor0,mode=control"],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        theirs.close()
        try:
            with closing(QmpServer(ours)) as server:
                yield server
        finally:
            process.kill()
            process.wait()
