# SPDX-License-Identifier: MIT
"""A client against a server that does everything right."""

import asyncio
import os
import socket
from pathlib import Path

import pytest
from scripted_peer import GREETING, Peer, Script, ScriptedPeer, event
from tidy_loop import run_tidily
from tiny import (
    BlockdevOptionsFile,
    BlockdevOptionsQcow2,
    Client,
    MigrateSetParameters,
    RunState,
    Stop,
)

from qapigen.runtime.errors import (
    CommandError,
    CommandNotFound,
    ConnectionLost,
    GenericError,
    InvalidReply,
    InvalidRequest,
    TimedOut,
)


def running(peer: Peer) -> None:
    """Greet, say that the machine runs, wait."""
    peer.greet()
    peer.answer({"running": True, "status": "running"})
    peer.wait_for_end()


def test_greeting_and_first_command() -> None:
    """The greeting is negotiated, its version kept, and a reply is typed."""

    async def main(address: socket.socket) -> None:
        async with Client.connect(address) as vm:
            assert vm.server.version == "7.2.22"
            assert vm.server.package == "Debian"
            status = await vm.query_status()
            assert status.status is RunState.RUNNING
            assert status.running

    with ScriptedPeer(running) as address:
        run_tidily(main(address))


def test_await_connect() -> None:
    """A connection can be awaited instead of entered."""

    async def main(address: socket.socket) -> None:
        vm = await Client.connect(address)
        assert vm.connected
        await vm.close()
        assert not vm.connected
        with pytest.raises(ConnectionLost):
            await vm.query_status()

    with ScriptedPeer(lambda peer: (peer.greet(), peer.wait_for_end())[0]) as address:
        run_tidily(main(address))


def test_oob_is_negotiated_and_used() -> None:
    """What the server offers out of band is enabled; only a call that asks for it uses it."""
    seen = []

    def script(peer: Peer) -> None:
        peer.send(GREETING)
        seen.append(peer.answer({}))
        seen.append(peer.answer({}))
        seen.append(peer.answer({}))

    async def main(address: socket.socket) -> None:
        async with Client.connect(address) as vm:
            await vm.migrate_pause()
            await vm.migrate_pause(oob=True)

    with ScriptedPeer(script) as address:
        run_tidily(main(address))
    assert seen[0]["arguments"] == {"enable": ["oob"]}
    assert seen[1]["execute"] == "migrate-pause"
    assert seen[2]["exec-oob"] == "migrate-pause"


def test_oob_that_is_not_offered_is_refused() -> None:
    """Nothing is sent out of band to a server that did not offer it."""

    def script(peer: Peer) -> None:
        peer.send({"QMP": {"version": GREETING["QMP"]["version"], "capabilities": []}})
        assert "arguments" not in peer.answer({})
        peer.wait_for_end()

    async def main(address: socket.socket) -> None:
        async with Client.connect(address) as vm:
            with pytest.raises(InvalidRequest, match="out of band"):
                await vm.migrate_pause(oob=True)

    with ScriptedPeer(script) as address:
        run_tidily(main(address))


def test_version_as_old_servers_say_it() -> None:
    """A version that is one string is kept."""

    def script(peer: Peer) -> None:
        peer.send(
            {"QMP": {"version": {"qemu": "0.12.50", "package": ""}, "capabilities": []}}
        )
        peer.answer({})

    async def main(address: socket.socket) -> None:
        async with Client.connect(address) as vm:
            assert vm.server.version == "0.12.50"

    with ScriptedPeer(script) as address:
        run_tidily(main(address))


def test_errors_have_classes() -> None:
    """Each error class of the protocol is an exception; another one is the base, with its name."""

    def script(peer: Peer) -> None:
        peer.greet()
        peer.refuse("GenericError", "no")
        peer.refuse("CommandNotFound", "what?")
        peer.refuse("Novel", "new")

    async def main(address: socket.socket) -> None:
        async with Client.connect(address) as vm:
            with pytest.raises(GenericError) as generic:
                await vm.stop()
            assert (generic.value.command, generic.value.desc) == ("stop", "no")
            with pytest.raises(CommandNotFound):
                await vm.execute("x-y", {"a": 1})
            with pytest.raises(CommandError) as novel:
                await vm.cont()
            assert type(novel.value) is CommandError
            assert novel.value.error_class == "Novel"
            assert "new" in str(novel.value)

    with ScriptedPeer(script) as address:
        run_tidily(main(address))


def test_arguments_on_the_wire() -> None:
    """Absent members are not sent, null is, names are the wire's, and extra arguments go along."""
    seen = []

    def script(peer: Peer) -> None:
        peer.greet()
        seen.extend(peer.answer({})["arguments"] for _ in range(4))

    async def main(address: socket.socket) -> None:
        async with Client.connect(address) as vm:
            file = BlockdevOptionsFile(filename="a")
            await vm.blockdev_add(BlockdevOptionsQcow2(node_name="n", file=file))
            await vm.blockdev_add(BlockdevOptionsQcow2(file="node", backing=None))
            await vm.migrate_set_parameters(MigrateSetParameters(tls_creds=None))
            await vm.device_add(driver="e1000", id_="n0", multifunction=True)

    with ScriptedPeer(script) as address:
        run_tidily(main(address))
    assert seen == [
        {
            "driver": "qcow2",
            "node-name": "n",
            "file": {"driver": "file", "filename": "a"},
        },
        {"driver": "qcow2", "file": "node", "backing": None},
        {"tls-creds": None},
        {"driver": "e1000", "id": "n0", "multifunction": True},
    ]


def test_values_refused_before_sending() -> None:
    """What is out of range, unknown or not JSON is refused, and the connection goes on."""

    async def main(address: socket.socket) -> None:
        async with Client.connect(address) as vm:
            for value in ("\ud800", float("nan"), {1, 2}, [[float("inf")]]):
                with pytest.raises(InvalidRequest):
                    await vm.qom_set(path="/", property_="p", value=value)
            nested: list[object] = []
            for _ in range(100_000):
                nested = [nested]
            with pytest.raises(InvalidRequest):
                await vm.qom_set(path="/", property_="p", value=nested)
            with pytest.raises(InvalidRequest, match="path"):
                await vm._call("qom-set", {"path": 1, "property_": "p", "value": 1})
            with pytest.raises(InvalidRequest, match="did you mean 'stop'"):
                await vm._call("stopp")
            assert (await vm.query_status()).running

    with ScriptedPeer(running) as address:
        run_tidily(main(address))


def test_missing_member_names_command_member_and_version() -> None:
    """A reply without a mandatory member is refused with all that helps."""

    def script(peer: Peer) -> None:
        peer.greet()
        peer.answer({"running": True})

    async def main(address: socket.socket) -> None:
        async with Client.connect(address) as vm:
            with pytest.raises(InvalidReply, match=r"query-status: status: .*7\.2\.22"):
                await vm.query_status()

    with ScriptedPeer(script) as address:
        run_tidily(main(address))


def test_a_call_that_takes_too_long() -> None:
    """A call ends at its limit; the late reply disturbs nobody."""

    def script(peer: Peer) -> None:
        peer.greet()
        late = peer.receive()
        second = peer.receive()
        peer.send({"return": {"late": 1}, "id": late["id"]})
        peer.send(
            {"return": {"running": False, "status": "paused"}, "id": second["id"]}
        )

    async def main(address: socket.socket) -> None:
        async with Client.connect(address) as vm:
            with pytest.raises(TimedOut, match=r"stop: nothing came within 0\.05 s"):
                await vm.stop(timeout=0.05)
            vm.timeout = 5
            assert (await vm.query_status()).status == "paused"

    with ScriptedPeer(script) as address:
        run_tidily(main(address))


def test_replies_find_their_calls() -> None:
    """Replies in another order reach who asked."""

    def script(peer: Peer) -> None:
        peer.greet()
        requests = [peer.receive() for _ in range(50)]
        peer.send(
            *({"return": r["arguments"], "id": r["id"]} for r in reversed(requests))
        )

    async def main(address: socket.socket) -> None:
        async with Client.connect(address) as vm:
            calls = [vm.execute("echo", {"n": n}) for n in range(50)]
            assert await asyncio.gather(*calls) == [{"n": n} for n in range(50)]

    with ScriptedPeer(script) as address:
        run_tidily(main(address))


def quitting(*messages: str) -> Script:
    """A server that ends on quit, after it has sent some of the messages."""

    def script(peer: Peer) -> None:
        peer.greet()
        request = peer.receive()
        assert request["execute"] == "quit"
        if "reply" in messages:
            peer.send({"return": {}, "id": request["id"]}, event("STOP"))

    return script


@pytest.mark.parametrize("script", [quitting("reply"), quitting()])
def test_quit(script: Script) -> None:
    """The end of the connection is what quit asks for, with or without a reply."""

    async def main(address: socket.socket) -> None:
        async with Client.connect(address) as vm, vm.subscribe() as events:
            await vm.quit()
            seen = [event async for event in events]
            assert all(isinstance(one, Stop) for one in seen)
            assert not vm.connected

    with ScriptedPeer(script) as address:
        run_tidily(main(address))


def test_descriptor_goes_along() -> None:
    """A descriptor arrives with the command that it belongs to."""
    received = []

    def script(peer: Peer) -> None:
        peer.greet()
        data, fds, _, _ = socket.recv_fds(peer.connection, 1, 4)
        received.extend(fds)
        assert data == b" "
        peer.answer({})

    async def main(address: socket.socket) -> None:
        inside, outside = os.pipe()
        async with Client.connect(address) as vm:
            await vm.getfd(fdname="x", fd=outside)
        os.close(outside)
        os.write(received[0], b"hello")
        os.close(received[0])
        assert os.read(inside, 10) == b"hello"
        os.close(inside)

    with ScriptedPeer(script) as address:
        run_tidily(main(address))


def test_reconnect_to_a_path(tmp_path: Path) -> None:
    """The same client connects again, and subscriptions go on."""
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(tmp_path / "s"))
    listening.listen(2)
    listening.settimeout(10)

    def serve() -> None:
        for _ in range(2):
            connection, _ = listening.accept()
            connection.settimeout(10)
            peer = Peer(connection)
            peer.greet()
            peer.answer({}, event("STOP"))
            peer.close()
        listening.close()

    async def main() -> None:
        server = asyncio.create_task(asyncio.to_thread(serve))
        async with (
            Client.connect(f"unix:{tmp_path / 's'}") as vm,
            vm.subscribe(Stop) as events,
        ):
            await vm.stop()
            with pytest.raises(ConnectionLost):
                await vm.stop()
            await vm.reconnect()
            await vm.stop()
            assert [await events.get(timeout=5) for _ in range(2)]
        await server

    asyncio.run(asyncio.wait_for(main(), 20))


def test_a_given_socket_cannot_be_connected_again() -> None:
    """There is nothing to connect to."""

    async def main(address: socket.socket) -> None:
        async with Client.connect(address) as vm:
            with pytest.raises(InvalidRequest):
                await vm.reconnect()

    with ScriptedPeer(lambda peer: (peer.greet(), peer.wait_for_end())[0]) as address:
        run_tidily(main(address))
