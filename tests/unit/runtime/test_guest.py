# SPDX-License-Identifier: MIT
"""The guest agent's client: it gets in step before it asks, and again after it gave up."""

import asyncio
import socket

import pytest
from scripted_peer import Peer, Script, ScriptedPeer
from tidy_loop import run_tidily
from tiny._client import Guest
from tiny._sync_client import SyncGuest

from qapigen.runtime.errors import ConnectFailed, GenericError, InvalidRequest, TimedOut


def synchronise(peer: Peer, *before: object) -> None:
    """Answer a guest-sync, after what an earlier client left."""
    request = peer.receive()
    assert request["execute"] == "guest-sync"
    peer.send(*before, {"return": request["arguments"]["id"]})


def test_what_an_earlier_client_left_is_thrown_away() -> None:
    """Replies that come before the answer to guest-sync are not ours."""

    def script(peer: Peer) -> None:
        synchronise(
            peer, {"error": {"class": "GenericError", "desc": "?"}}, {"return": 1}
        )
        peer.answer({})
        peer.wait_for_end()

    async def main(address: socket.socket) -> None:
        async with Guest.connect(address) as guest:
            await guest.guest_ping(timeout=5)
            assert guest.server.version == ""

    with ScriptedPeer(script) as address:
        run_tidily(main(address))


def without_ids(peer: Peer) -> None:
    """An old agent: it never says which request it answers."""
    synchronise(peer)
    while request := peer.receive():
        if request["execute"] == "guest-sync":
            peer.send({"return": request["arguments"]["id"]})
        elif request["execute"] == "no":
            peer.send({"error": {"class": "GenericError", "desc": "no"}})
        else:
            peer.send({"return": request.get("arguments", {})})


def test_an_agent_without_ids() -> None:
    """Calls take turns, so each reply is the call's that was sent last."""

    async def main(address: socket.socket) -> None:
        async with Guest.connect(address) as guest:
            calls = [guest.execute("echo", {"n": n}) for n in range(20)]
            assert await asyncio.gather(*calls) == [{"n": n} for n in range(20)]
            with pytest.raises(GenericError):
                await guest.execute("no")
            await guest.guest_ping()

    with ScriptedPeer(without_ids) as address:
        run_tidily(main(address))


def test_in_step_again_after_a_call_was_given_up() -> None:
    """The late reply to a call that timed out is not taken for the next call's."""

    def script(peer: Peer) -> None:
        synchronise(peer)
        peer.receive()
        synchronise(peer, {"return": "late"})
        peer.receive()
        peer.send({"return": "right"})
        peer.wait_for_end()

    async def main(address: socket.socket) -> None:
        async with Guest.connect(address) as guest:
            with pytest.raises(TimedOut):
                await guest.execute("slow", timeout=0.05)
            assert await guest.execute("quick", timeout=5) == "right"

    with ScriptedPeer(script) as address:
        run_tidily(main(address))


def test_delimited_replies() -> None:
    """The byte that delimits a guest-sync-delimited's answer is no garbage."""

    def script(peer: Peer) -> None:
        synchronise(peer)
        peer.receive()
        peer.send_bytes(b'\xff{"return": 5}\n')
        peer.wait_for_end()

    async def main(address: socket.socket) -> None:
        async with Guest.connect(address) as guest:
            assert await guest.execute("guest-sync-delimited", {"id": 5}) == 5

    with ScriptedPeer(script) as address:
        run_tidily(main(address))


def silent(step: Script) -> Script:
    """An agent that is told to shut down."""

    def script(peer: Peer) -> None:
        synchronise(peer)
        assert peer.receive()["execute"] == "guest-shutdown"
        step(peer)

    return script


def refused(peer: Peer) -> None:
    """Say no."""
    peer.send({"error": {"class": "GenericError", "desc": "not now"}})
    peer.wait_for_end()


def test_commands_without_success_response() -> None:
    """Silence is success, so is the end; an error is not."""

    async def main(address: socket.socket) -> None:
        async with Guest.connect(address) as guest:
            await guest.guest_shutdown(timeout=0.1)

    async def main_refused(address: socket.socket) -> None:
        async with Guest.connect(address) as guest:
            with pytest.raises(GenericError, match="not now"):
                await guest.guest_shutdown()

    with ScriptedPeer(silent(lambda peer: peer.wait_for_end())) as address:
        run_tidily(main(address))
    with ScriptedPeer(silent(lambda peer: None)) as address:
        run_tidily(main(address))
    with ScriptedPeer(silent(refused)) as address:
        run_tidily(main_refused(address))


def test_no_agent() -> None:
    """An agent that does not answer, or goes, is not waited for."""

    async def main(address: socket.socket) -> None:
        with pytest.raises(TimedOut):
            await Guest.connect(address, timeout=0.1)

    async def main_gone(address: socket.socket) -> None:
        with pytest.raises((ConnectFailed, ConnectionError)):
            await Guest.connect(address, timeout=5)

    with ScriptedPeer(lambda peer: peer.wait_for_end()) as address:
        run_tidily(main(address))
    with ScriptedPeer(lambda peer: peer.receive() and None) as address:
        run_tidily(main_gone(address))


def test_what_an_agent_supports() -> None:
    """It is asked once; of arguments it says nothing."""
    info = {
        "version": "7",
        "supported_commands": [{"name": "guest-ping", "enabled": True}],
    }

    def script(peer: Peer) -> None:
        synchronise(peer)
        peer.answer(info)
        peer.wait_for_end()

    with ScriptedPeer(script) as address, SyncGuest.connect(address) as guest:
        assert guest.supports("guest-ping")
        assert not guest.supports("guest-exec")
        with pytest.raises(InvalidRequest):
            guest.supports("guest-ping", "x")
