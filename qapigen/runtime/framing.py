# SPDX-License-Identifier: MIT
"""Cuts what a server sends into messages, one JSON object each.

Nearly all lines have one of two forms, which tell whose they are without being
decoded: then the value stays as bytes, for whoever knows its type. Everything
else is decoded here.
"""

import json
import re
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple


class Returned(NamedTuple):
    """A reply: the request's id, and what was returned, as JSON."""

    name: str
    text: bytes


class Happened(NamedTuple):
    """An event: its name, and the whole message, as JSON."""

    name: str
    text: bytes


Reply = dict[str, Any] | Returned
Message = Reply | Happened

# No string holds an unescaped quote, so where the key occurs once, it is the message's own.
_RETURNED = re.compile(rb'\{"return": ?(.*), ?"id": ?"(q\d+)"\}\s*', re.DOTALL)
_HAPPENED = re.compile(
    rb'\{"timestamp": ?\{[^{}]*\}, ?"event": ?"([^"\\]+)"(, ?"data": ?\{.*\})?\}\s*',
    re.DOTALL,
)

# What a telnet server says before its first line; in UTF-8 there is no such byte.
_TELNET = re.compile(rb"(?:\xff[\xfb-\xfe].)+", re.DOTALL)


def undecoded(line: bytes) -> Returned | Happened | None:
    """The message in a line of one of the usual forms; None for all others."""
    if b"}{" in line or b"} {" in line:
        return None
    if line.startswith(b'{"return"'):
        found = _RETURNED.fullmatch(line)
        if found and line.count(b'"id":') == 1:
            return Returned(found[2].decode(), found[1])
    elif line.startswith(b'{"timestamp"'):
        found = _HAPPENED.fullmatch(line)
        if found and line.count(b'"event":') == 1:
            return Happened(found[1].decode("utf-8", "replace"), line)
    return None


def json_value(text: bytes) -> Any:
    """The value of JSON text that a server sent."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise GarbageError(
            f"the server sent garbage ({error}): {text!r:.200}"
        ) from error


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

    async def read(self) -> Message:
        """The next message; EOFError at the end, `GarbageError` if it is none."""
        while not self._waiting:
            line = await self._readline()
            if not line:
                raise EOFError("the server closed the connection")
            if line.startswith(b"\xff"):
                line = _TELNET.sub(b"", line, count=1)
            message = undecoded(line)
            if message is not None:
                return message
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
