# SPDX-License-Identifier: MIT
"""Messages that are told apart without being decoded are told apart rightly."""

import asyncio
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qapigen.runtime.framing import (
    GarbageError,
    Happened,
    Message,
    MessageReader,
    Returned,
    decode,
    undecoded,
)

REPLY = {"return": {"a": 1}, "id": "q1"}
EVENT = {
    "timestamp": {"seconds": 1, "microseconds": 2},
    "event": "STOP",
    "data": {"a": {}},
}


def plain(message: Message) -> dict[str, Any]:
    """A message, decoded."""
    match message:
        case Returned(name, text):
            return {"return": json.loads(text), "id": name}
        case Happened(name, text):
            whole: dict[str, Any] = json.loads(text)
            assert whole["event"] == name
            return whole
        case dict():
            return message


def read_all(stream: bytes) -> list[dict[str, Any]]:
    """All messages of a stream."""
    lines = iter(stream.splitlines(keepends=True))

    async def readline() -> bytes:
        return next(lines, b"")

    async def main() -> list[dict[str, Any]]:
        reader = MessageReader(readline, 1_000_000)
        found = []
        while True:
            try:
                found.append(plain(await reader.read()))
            except EOFError:
                return found

    return asyncio.run(main())


def test_the_usual_forms_are_not_decoded() -> None:
    """As QEMU writes them."""
    assert undecoded(json.dumps(REPLY).encode() + b"\r\n") == Returned(
        "q1", b'{"a": 1}'
    )
    line = json.dumps(EVENT).encode() + b"\r\n"
    assert undecoded(line) == Happened("STOP", line)


TRICKY = [
    {"return": {"a": 1, "id": "q2"}, "id": "q1"},
    {"return": {"a": 1, "id": "q2"}},
    {"return": ', "id": "q2"}', "id": "q1"},
    {"return": '\\", "id": "q2"}', "id": "q1"},
    {"id": "q1", "return": 1},
    {"return": [], "id": "q1", "more": {"id": "q2"}},
    {"timestamp": {}, "event": "A", "data": {"event": "B"}},
    {"timestamp": {}, "event": "A", "data": {}, "more": {}},
    {"timestamp": {}, "event": 'A", "data": {'},
    {"timestamp": {"event": "C"}, "event": "A"},
    {"event": "A", "timestamp": {}},
    {"return": {"event": "A"}, "id": "q7"},
]


@pytest.mark.parametrize("message", TRICKY, ids=json.dumps)
@pytest.mark.parametrize("separators", [(", ", ": "), (",", ":")])
def test_tricky_messages(message: dict[str, Any], separators: tuple[str, str]) -> None:
    """Keys that look like the message's own are not mistaken for them."""
    line = json.dumps(message, separators=separators).encode()
    assert read_all(line + b"\n") == [message]


@given(st.lists(st.sampled_from([REPLY, EVENT, *TRICKY]), max_size=5), st.data())
def test_however_messages_share_lines(
    messages: list[dict[str, Any]], data: Any
) -> None:
    """One, several or all in a line, with or without blanks: what comes out is what went in."""
    stream = b""
    for message in messages:
        stream += json.dumps(message).encode() + data.draw(
            st.sampled_from([b"", b" ", b"\n"])
        )
    assert read_all(stream + b"\n") == messages


@given(st.binary(max_size=60))
def test_any_line_is_messages_or_garbage(line: bytes) -> None:
    """Whatever a server sends, reading it gives messages or says that it is garbage."""
    try:
        found = decode(line)
    except GarbageError:
        return
    assert all(isinstance(message, dict) for message in found)
