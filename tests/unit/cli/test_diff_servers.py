# SPDX-License-Identifier: MIT
"""`qapigen diff` with a server on one side, or with one that does not answer."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
from scripted_peer import Peer, ScriptedPeer, event

from qapigen.backends.introspection import introspect
from qapigen.cli.program import run
from qapigen.compiler import compile_schema

SCHEMA = "{ 'command': 'stop' }\n"
SOON = 8.0


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a schema, to work in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "schema.json").write_text(SCHEMA, encoding="utf-8")
    return tmp_path


def compared(script: Callable[[Peer], None]) -> int:
    """The status of comparing the schema with a server that follows a script."""
    with ScriptedPeer(script) as address:
        return run(["diff", "schema.json", f"fd:{address.detach()}"])


def test_a_server(capsys: pytest.CaptureFixture[str]) -> None:
    """It is asked for its schema; what happens meanwhile does not matter."""
    answer = introspect(compile_schema("schema.json").schema)

    def serve(peer: Peer) -> None:
        peer.greet()
        request = peer.answer(answer, event("RESUME"))
        assert request["execute"] == "query-qmp-schema"
        peer.wait_for_end()

    assert compared(serve) == 0
    output = capsys.readouterr()
    assert output.out.startswith("no changes; not compared, as servers do not report")
    assert output.err == ""


def test_a_server_that_refuses(capsys: pytest.CaptureFixture[str]) -> None:
    """That is no difference: status 2."""

    def serve(peer: Peer) -> None:
        peer.greet()
        peer.refuse("CommandNotFound", "what is that")
        peer.wait_for_end()

    assert compared(serve) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert "query-qmp-schema: what is that" in output.err


def test_a_server_that_is_busy(capsys: pytest.CaptureFixture[str]) -> None:
    """It says nothing; after a short wait that is told, with status 3."""
    begin = time.monotonic()
    assert compared(Peer.wait_for_end) == 3
    assert time.monotonic() - begin < SOON
    output = capsys.readouterr()
    assert output.out == ""
    assert "connected, but no greeting within 3 s" in output.err
    assert "busy with another" in output.err


def test_a_server_with_a_full_backlog(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Others wait for it already, and the system lets no more of them in."""
    with ExitStack() as stack:
        server = stack.enter_context(socket.socket(socket.AF_UNIX))
        server.bind(str(folder / "vm"))
        server.listen(0)
        while True:
            other = stack.enter_context(socket.socket(socket.AF_UNIX))
            other.setblocking(False)
            try:
                other.connect("vm")
            except BlockingIOError:
                break
        begin = time.monotonic()
        assert run(["diff", "unix:vm", "schema.json"]) == 3
    assert time.monotonic() - begin < SOON
    output = capsys.readouterr()
    assert output.out == ""
    assert "cannot read 'unix:vm'" in output.err
    assert "busy with another client" in output.err


def test_somebody_else(capsys: pytest.CaptureFixture[str]) -> None:
    """Who speaks another protocol has no schema to compare."""

    def serve(peer: Peer) -> None:
        peer.send_bytes(b"220 mail.example ESMTP\r\n")
        peer.wait_for_end()

    assert compared(serve) == 3
    output = capsys.readouterr()
    assert output.out == ""
    assert "the server sent no message" in output.err
