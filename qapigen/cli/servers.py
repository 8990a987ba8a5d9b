# SPDX-License-Identifier: MIT
"""Ask a running server for its schema: connect, negotiate, query-qmp-schema."""

from __future__ import annotations

import json
import socket
from contextlib import closing
from io import BufferedRWPair
from typing import Any

# For each answer; a server needs milliseconds.
SECONDS = 10
# No answer is that long; whatever sends more is no QMP server.
LONGEST_LINE = 64 * 1024 * 1024


def is_address(text: str) -> bool:
    """Whether this is `unix:PATH` or `tcp:HOST:PORT`."""
    return text.startswith(("unix:", "tcp:"))


def ask(address: str) -> str:
    """The server's reply to query-qmp-schema. Raises OSError or ValueError."""
    with closing(_connected(address)) as connection:
        stream = connection.makefile("rwb")
        try:
            if "QMP" not in _receive(stream):
                raise ValueError("its greeting is not one of QMP")
        except TimeoutError as error:
            text = "no greeting; it may be busy with another client, or no QMP server"
            raise TimeoutError(text) from error
        _execute(stream, "qmp_capabilities")
        return json.dumps(_execute(stream, "query-qmp-schema"))


def _connected(address: str) -> socket.socket:
    kind, _, rest = address.partition(":")
    if kind == "tcp":
        host, _, port = rest.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), SECONDS)
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(SECONDS)
    try:
        connection.connect(rest)
    except OSError:
        connection.close()
        raise
    return connection


def _execute(stream: BufferedRWPair, command: str) -> dict[str, Any]:
    stream.write(json.dumps({"execute": command}).encode() + b"\n")
    stream.flush()
    while True:
        reply = _receive(stream)
        if "error" in reply:
            raise ValueError(f"{command}: {reply['error']}")
        # Events may come at any time.
        if "return" in reply:
            return reply


def _receive(stream: BufferedRWPair) -> dict[str, Any]:
    line = stream.readline(LONGEST_LINE)
    if not line.endswith(b"\n"):
        raise ConnectionError("it ended the connection")
    message = json.loads(line)
    if not isinstance(message, dict):
        raise ValueError("it does not speak QMP")
    return message
