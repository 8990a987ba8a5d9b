# SPDX-License-Identifier: MIT
"""Cuts what a server sends into messages, one JSON object each."""

import json
from collections.abc import Awaitable, Callable
from typing import Any


class GarbageError(Exception):
    """What came is no message of the protocol."""


class MessageReader:
    """Takes lines, gives messages: one or several a line, or one over several lines.

    `readline` gives the next line, empty at the end of the stream.
    """

    def __init__(self, readline: Callable[[], Awaitable[bytes]], limit: int) -> None:
        self._readline = readline
        self._limit = limit
        self._waiting: list[dict[str, Any]] = []

    async def read(self) -> dict[str, Any]:
        """The next message; EOFError at the end, `GarbageError` if it is none."""
        while not self._waiting:
            line = await self._readline()
            if not line:
                raise EOFError("the server closed the connection")
            self._waiting = decode(await self._complete(line))
            self._waiting.reverse()
        return self._waiting.pop()

    async def _complete(self, line: bytes) -> bytes:
        """The line, or all lines of a message that is laid out for people."""
        lines = [line]
        opened = line.strip() in (b"{", b"[")
        size = len(line)
        while opened and not line.startswith((b"}", b"]")):
            line = await self._readline()
            lines.append(line)
            size += len(line)
            opened = line.endswith(b"\n") and size < self._limit
        if not lines[-1].endswith(b"\n"):
            raise EOFError(
                "the server closed the connection in the middle of a message"
            )
        return b"".join(lines)


_DECODER = json.JSONDecoder()


def decode(line: bytes) -> list[dict[str, Any]]:
    """The messages in one line; none if it is blank."""
    try:
        text = line.decode()
        messages = []
        position = _start(text, 0)
        while position < len(text):
            message, position = _DECODER.raw_decode(text, position)
            if not isinstance(message, dict):
                raise GarbageError(f"the server sent no message: {text!r:.200}")
            messages.append(message)
            position = _start(text, position)
    except (ValueError, RecursionError) as error:
        raise GarbageError(
            f"the server sent garbage ({error}): {line!r:.200}"
        ) from error
    return messages


def _start(text: str, position: int) -> int:
    length = len(text)
    while position < length and text[position] in " \t\r\n":
        position += 1
    return position
