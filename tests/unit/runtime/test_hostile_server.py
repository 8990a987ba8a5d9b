# SPDX-License-Identifier: MIT
"""A server that fails or talks nonsense: a clear exception, no hang, nothing left behind."""

import asyncio
import json
import os
import socket
import threading
from collections.abc import Callable

import pytest
from scripted_peer import GREETING, NOW, Peer, Script, ScriptedPeer, event
from tidy_loop import run_tidily
from tiny import Client, RunState, Stop, SyncClient

from qapigen.runtime.errors import (
    CommandError,
    ConnectFailed,
    ConnectionLost,
    InvalidReply,
    TimedOut,
)

STATUS = {"running": True, "status": "running"}


def after_greeting(step: Callable[[Peer], object]) -> Script:
    """A server that behaves until the first request, and then does `step`."""

    def script(peer: Peer) -> None:
        peer.greet()
        step(peer)

    return script


def dying(data: bytes = b"") -> Script:
    """A server that takes a request, sends `data` and dies."""
    return after_greeting(lambda peer: (peer.receive(), peer.send_bytes(data)))


def garbage(data: bytes) -> Script:
    """A server that answers a request with `data` and stays."""
    return after_greeting(
        lambda peer: (peer.receive(), peer.send_bytes(data), peer.wait_for_end())
    )


LOSING = {
    "dies in a command": dying(),
    "dies in a message": dying(b'{"return": {"running": tr'),
    "dies in a message of several lines": dying(b'{\n  "return": {'),
    "sends garbage": garbage(b"Hello, world!\n"),
    "sends half a message and goes on": garbage(b'{"return": \n{"event": 1}\n'),
    "sends a list": garbage(b"[1, 2]\n"),
    "sends a number": garbage(b"7\n"),
    "sends no UTF-8": garbage(b'{"return": "\xff\xfe"}\n'),
    "nests too deeply": garbage(
        b'{"return": ' + b"[" * 200_000 + b"]" * 200_000 + b"}\n"
    ),
}


@pytest.mark.parametrize("script", LOSING.values(), ids=LOSING)
def test_connection_lost(script: Script) -> None:
    """All pending calls fail at once, and so does the next one."""

    async def main(address: socket.socket) -> None:
        async with Client.connect(address) as vm:
            calls = [vm.query_status(timeout=8), vm.stop(timeout=8), vm.cont(timeout=8)]
            results = await asyncio.gather(*calls, return_exceptions=True)
            assert [type(result) for result in results] == [ConnectionLost] * 3
            with pytest.raises(ConnectionLost):
                await vm.query_status()
            assert not vm.connected

    with ScriptedPeer(script) as address:
        run_tidily(main(address))


@pytest.mark.parametrize("script", LOSING.values(), ids=LOSING)
def test_connection_lost_without_asyncio(script: Script) -> None:
    """The other client says the same, and its thread ends."""
    before = len(os.listdir("/proc/self/fd"))
    with (
        ScriptedPeer(script) as address,
        SyncClient.connect(address) as vm,
        pytest.raises(ConnectionLost),
    ):
        vm.query_status(timeout=8)
    assert len(os.listdir("/proc/self/fd")) <= before
    assert not [t for t in threading.enumerate() if t.name == "qmp"]


NO_SESSION = {
    "closes at once": lambda peer: None,
    "greets and closes": lambda peer: peer.send(GREETING),
    "greets in halves and closes": lambda peer: peer.send_bytes(b'{"QMP": {"ver'),
    "is a web server": lambda peer: peer.send_bytes(b"HTTP/1.1 400 Bad Request\r\n"),
    "refuses to negotiate": lambda peer: (
        peer.send(GREETING),
        peer.refuse("GenericError", "no"),
    ),
    "sends a reply instead of a greeting": lambda peer: peer.send({"return": {}}),
}


@pytest.mark.parametrize("script", NO_SESSION.values(), ids=NO_SESSION)
def test_no_session(script: Script) -> None:
    """A connection that comes to nothing is refused with the reason."""

    async def main(address: socket.socket) -> None:
        with pytest.raises(ConnectFailed, match=r"no session with the given socket: ."):
            async with Client.connect(address):
                pass

    with ScriptedPeer(script) as address:
        run_tidily(main(address))


def test_silence_before_the_greeting() -> None:
    """A server that says nothing, as one that serves another client, is given up in time."""

    async def main(address: socket.socket) -> None:
        with pytest.raises(TimedOut, match="connecting to the given socket"):
            await Client.connect(address, timeout=0.1)

    with ScriptedPeer(lambda peer: peer.wait_for_end()) as address:
        run_tidily(main(address))


def test_events_before_and_after_the_greeting() -> None:
    """Events may come at any time, also while the session begins."""

    def script(peer: Peer) -> None:
        peer.send(event("STOP"), GREETING, event("RESUME"))
        peer.answer({}, event("STOP"))
        peer.answer(STATUS)

    async def main(address: socket.socket) -> None:
        async with Client.connect(address) as vm:
            assert (await vm.query_status()).running

    with ScriptedPeer(script) as address:
        run_tidily(main(address))


@pytest.mark.parametrize("pieces", [1, 7, 4096])
def test_messages_in_pieces(pieces: int) -> None:
    """Where packets end does not matter."""

    def script(peer: Peer) -> None:
        peer.greet()
        request = peer.receive()
        reply = json.dumps({"return": STATUS, "id": request["id"]})
        data = json.dumps(event("STOP")) + "\r\n" + reply + "\r\n"
        for start in range(0, len(data), pieces):
            peer.send_bytes(data[start : start + pieces].encode())
        peer.wait_for_end()

    async def main(address: socket.socket) -> None:
        async with Client.connect(address) as vm, vm.subscribe(Stop) as events:
            assert (await vm.query_status()).status is RunState.RUNNING
            assert await events.get(timeout=5)

    with ScriptedPeer(script) as address:
        run_tidily(main(address))


@pytest.mark.parametrize("indent", [None, 4])
def test_messages_without_a_line_each(indent: int | None) -> None:
    """Messages may share a line, or be laid out over several."""

    def script(peer: Peer) -> None:
        peer.greet()
        request = peer.receive()
        reply = {"return": STATUS, "id": request["id"]}
        messages = [json.dumps(m, indent=indent) for m in (event("STOP"), reply)]
        peer.send_bytes(
            ("" if indent is None else "\n").join(messages).encode() + b"\n"
        )
        peer.wait_for_end()

    async def main(address: socket.socket) -> None:
        async with Client.connect(address) as vm:
            assert (await vm.query_status(timeout=5)).running

    with ScriptedPeer(script) as address:
        run_tidily(main(address))


def test_a_large_reply() -> None:
    """30 MB arrive whole."""
    text = "x" * 30_000_000

    async def main(address: socket.socket) -> None:
        async with Client.connect(address) as vm:
            assert await vm.qom_get(path="/", property_="p") == text

    with ScriptedPeer(after_greeting(lambda peer: peer.answer(text))) as address:
        run_tidily(main(address))


def test_deep_but_readable_replies() -> None:
    """Nesting that a server of today can send is read."""
    nested: object = 1
    for _ in range(300):
        nested = [nested]

    async def main(address: socket.socket) -> None:
        async with Client.connect(address) as vm:
            assert await vm.qom_get(path="/", property_="p") == nested

    with ScriptedPeer(after_greeting(lambda peer: peer.answer(nested))) as address:
        run_tidily(main(address))


@pytest.mark.parametrize("name", ["q999", 7, None, ["q1"], {"a": 1}, 2**70])
def test_a_reply_with_an_unknown_id(name: object) -> None:
    """It is dropped, as the protocol asks of clients."""

    def script(peer: Peer) -> None:
        peer.greet()
        request = peer.receive()
        peer.send({"return": {}, "id": name}, {"return": STATUS, "id": request["id"]})
        peer.wait_for_end()

    async def main(address: socket.socket) -> None:
        async with Client.connect(address) as vm:
            assert (await vm.query_status(timeout=5)).running

    with ScriptedPeer(script) as address:
        run_tidily(main(address))


def test_an_error_without_id_is_the_only_call_s() -> None:
    """With one call pending it can only be meant."""
    error = {"error": {"class": "GenericError", "desc": "JSON parse error"}}

    def script(peer: Peer) -> None:
        peer.greet()
        peer.receive()
        peer.send(error)
        peer.wait_for_end()

    async def main(address: socket.socket) -> None:
        async with Client.connect(address) as vm:
            with pytest.raises(CommandError, match="JSON parse error"):
                await vm.stop(timeout=5)

    with ScriptedPeer(script) as address:
        run_tidily(main(address))


def test_an_error_without_id_and_several_calls() -> None:
    """Nobody can tell whose it is: the connection is given up."""

    def script(peer: Peer) -> None:
        peer.greet()
        peer.receive()
        peer.receive()
        peer.send({"error": {"class": "GenericError", "desc": "JSON parse error"}})
        peer.wait_for_end()

    async def main(address: socket.socket) -> None:
        async with Client.connect(address) as vm:
            results = await asyncio.gather(vm.stop(), vm.cont(), return_exceptions=True)
            assert [type(result) for result in results] == [ConnectionLost] * 2
            assert "JSON parse error" in str(results[0])

    with ScriptedPeer(script) as address:
        run_tidily(main(address))


MALFORMED = [
    {},
    {"result": 1},
    {"error": "no"},
    {"error": {}},
    {"error": {"class": 1, "desc": None}},
    {"return": 7},
    {"return": None},
    {"return": {"running": 1, "status": "running"}},
    {"return": {"running": True, "status": {}}},
]


@pytest.mark.parametrize("reply", MALFORMED)
def test_a_malformed_reply(reply: dict[str, object]) -> None:
    """It fails its own call and nothing else."""

    def script(peer: Peer) -> None:
        peer.greet()
        request = peer.receive()
        peer.send({**reply, "id": request["id"]})
        peer.answer(STATUS)

    async def main(address: socket.socket) -> None:
        async with Client.connect(address) as vm:
            with pytest.raises(InvalidReply, match="query-status"):
                await vm.query_status(timeout=5)
            assert (await vm.query_status(timeout=5)).running

    with ScriptedPeer(script) as address:
        run_tidily(main(address))


def test_malformed_events() -> None:
    """An event that is none is dropped; one that lacks something fails who asked for it."""

    def script(peer: Peer) -> None:
        peer.greet()
        peer.answer(
            STATUS,
            {"event": 5, "timestamp": NOW},
            {"event": None},
            {"event": "STOP"},
            event("SHUTDOWN", guest=True),
            event("STOP"),
        )
        peer.wait_for_end()

    async def main(address: socket.socket) -> None:
        async with Client.connect(address) as vm, vm.subscribe() as events:
            await vm.query_status()
            with pytest.raises(InvalidReply, match="STOP: timestamp"):
                await events.get(timeout=5)
            with pytest.raises(InvalidReply, match=r"SHUTDOWN: data\.reason"):
                await events.get(timeout=5)
            assert isinstance(await events.get(timeout=5), Stop)

    with ScriptedPeer(script) as address:
        run_tidily(main(address))


def test_a_server_that_does_not_read() -> None:
    """Closing does not wait for a server that never takes what was sent."""
    done = threading.Event()

    async def main(address: socket.socket) -> None:
        vm = await Client.connect(address)
        with pytest.raises(TimedOut):
            await vm.qom_set(path="x" * 5_000_000, property_="p", value=1, timeout=0.1)
        await vm.close()
        done.set()

    with ScriptedPeer(after_greeting(lambda peer: done.wait(10))) as address:
        run_tidily(main(address))


def test_nobody_there() -> None:
    """A missing path, a closed port and nonsense are told apart from silence."""

    async def main() -> None:
        for address in (
            "unix:/nonexistent/socket",
            "tcp:127.0.0.1:1",
            "unix:" + "x" * 200,
        ):
            with pytest.raises(ConnectFailed, match="cannot connect to"):
                await Client.connect(address)

    run_tidily(main())


def test_a_cancelled_call_leaves_the_connection_usable() -> None:
    """Who gives up waiting does not disturb others."""

    def script(peer: Peer) -> None:
        peer.greet()
        first = peer.receive()
        second = peer.receive()
        for request in (first, second):
            peer.send({"return": STATUS, "id": request["id"]})
        peer.wait_for_end()

    async def main(address: socket.socket) -> None:
        async with Client.connect(address) as vm:
            task = asyncio.create_task(vm.stop())
            await asyncio.sleep(0.01)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert (await vm.query_status()).running

    with ScriptedPeer(script) as address:
        run_tidily(main(address))
