# SPDX-License-Identifier: MIT
"""Events: nothing is lost, waiting ends, order is kept."""

import asyncio
import gc
import socket
import tracemalloc

import pytest
from scripted_peer import NOW, Peer, ScriptedPeer, event
from tidy_loop import run_tidily
from tiny import (
    VOCABULARY,
    Client,
    JobStatusChange,
    Resume,
    Shutdown,
    Stop,
    SyncClient,
    parse_event,
)

from qapigen.runtime.errors import ConnectionLost, TimedOut
from qapigen.runtime.events import UnknownEvent


def job(name: str, status: str) -> dict[str, object]:
    """The event of a job."""
    return event("JOB_STATUS_CHANGE", id=name, status=status)


def test_events_that_come_before_the_reply() -> None:
    """An event caused by a command is there, though it arrived before the command's reply."""

    def script(peer: Peer) -> None:
        peer.greet()
        peer.answer({}, event("RESUME"), event("STOP"))
        peer.wait_for_end()

    async def main(address: socket.socket) -> None:
        async with (
            Client.connect(address) as vm,
            vm.subscribe(Stop) as stops,
            vm.subscribe() as everything,
        ):
            await vm.cont()
            stop = await stops.get(timeout=5)
            assert stop.timestamp.seconds == NOW["seconds"]
            assert stop.timestamp.moment.year == 2023
            assert isinstance(await everything.get(timeout=5), Resume)
            assert isinstance(await everything.get(timeout=5), Stop)

    with ScriptedPeer(script) as address:
        run_tidily(main(address))


def test_wait_for_leaves_the_others() -> None:
    """Waiting for one event does not swallow those that came before it."""

    def script(peer: Peer) -> None:
        peer.greet()
        peer.answer({}, *(job(n, "concluded") for n in "abc"))
        peer.wait_for_end()

    async def main(address: socket.socket) -> None:
        async with (
            Client.connect(address) as vm,
            vm.subscribe(JobStatusChange) as events,
        ):
            await vm.stop()
            for name in "cab":
                found = await events.wait_for(
                    lambda e, n=name: e.data.id_ == n, timeout=5
                )
                assert found.data.status.known
            with pytest.raises(TimedOut, match=r"within 0\.05 s"):
                await events.wait_for(lambda e: True, timeout=0.05)

    with ScriptedPeer(script) as address:
        run_tidily(main(address))


def test_two_wait_on_one_subscription() -> None:
    """Each gets its own event, whoever looked first."""

    def script(peer: Peer) -> None:
        peer.greet()
        peer.answer({}, job("a", "created"), job("b", "created"))
        peer.wait_for_end()

    async def main(address: socket.socket) -> None:
        async with (
            Client.connect(address) as vm,
            vm.subscribe(JobStatusChange) as events,
        ):
            waits = [
                asyncio.create_task(
                    events.wait_for(lambda e, n=n: e.data.id_ == n, timeout=5)
                )
                for n in "ba"
            ]
            await asyncio.sleep(0)
            await vm.stop()
            assert [found.data.id_ for found in await asyncio.gather(*waits)] == [
                "b",
                "a",
            ]

    with ScriptedPeer(script) as address:
        run_tidily(main(address))


def test_waiting_ends_with_the_connection() -> None:
    """What came is still read; then waiting fails, and so does iteration."""

    def script(peer: Peer) -> None:
        peer.greet()
        peer.answer({}, event("STOP"))

    async def main(address: socket.socket) -> None:
        async with Client.connect(address) as vm, vm.subscribe() as events:
            await vm.stop()
            assert isinstance(await anext(events), Stop)
            with pytest.raises(ConnectionLost):
                await anext(events)
            with pytest.raises(ConnectionLost):
                await events.wait_for(lambda e: True, timeout=5)

    with ScriptedPeer(script) as address:
        run_tidily(main(address))


def test_iteration_ends_when_we_close() -> None:
    """Closing the client ends iterations in order."""

    async def main(address: socket.socket) -> None:
        async with Client.connect(address) as vm, vm.subscribe() as events:
            reader = asyncio.create_task(anext(events, None))
            await asyncio.sleep(0)
            await vm.close()
            assert await reader is None

    with ScriptedPeer(lambda peer: (peer.greet(), peer.wait_for_end())[0]) as address:
        run_tidily(main(address))


def test_a_subscription_that_was_left_gets_nothing() -> None:
    """Only the block counts."""

    def script(peer: Peer) -> None:
        peer.greet()
        peer.answer({}, event("STOP"))
        peer.wait_for_end()

    async def main(address: socket.socket) -> None:
        async with Client.connect(address) as vm:
            async with vm.subscribe(Stop) as events:
                pass
            await vm.stop()
            with pytest.raises(TimedOut):
                await events.get(timeout=0.01)

    with ScriptedPeer(script) as address:
        run_tidily(main(address))


def test_unknown_events_and_matching() -> None:
    """An event of a newer server is kept whole, and all of them can be matched."""

    def describe(message: dict[str, object]) -> str:
        match parse_event(message):
            case JobStatusChange(data=data):
                return f"job {data.id_}: {data.status}, {data.status.known}"
            case Shutdown(data=data):
                return data.reason
            case UnknownEvent(event=name, data=data):
                return f"{name} {data}"
        return "?"

    assert describe(job("a", "concluded")) == "job a: concluded, True"
    assert describe(job("a", "novel")) == "job a: novel, False"
    assert describe(event("SHUTDOWN", guest=True, reason="x", more=1)) == "x"
    assert describe(event("NOVEL", a=1)) == "NOVEL {'a': 1}"
    assert describe(event("NOVEL")) == "NOVEL {}"


def test_nothing_grows_without_subscriptions() -> None:
    """Events that nobody asked for are not kept."""

    def script(peer: Peer) -> None:
        peer.greet()
        peer.answer({})
        for _ in range(100):
            peer.send(*[job("a", "created")] * 200)
        peer.answer({})
        peer.wait_for_end()

    async def main(address: socket.socket) -> None:
        async with Client.connect(address) as vm:
            await vm.stop()
            tracemalloc.start()
            await vm.stop()
            gc.collect()
            held, _ = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            assert held < 1_000_000

    with ScriptedPeer(script) as address:
        run_tidily(main(address))


def test_many_events_for_one_who_waits() -> None:
    """Looking for an event among many leaves those to be had that came before."""
    dispatched = VOCABULARY.parse_event(job("a", "created"))
    assert isinstance(dispatched, JobStatusChange)

    def script(peer: Peer) -> None:
        peer.greet()
        peer.answer({}, *[job("a", "created")] * 5_000, job("z", "created"))
        peer.wait_for_end()

    async def main(address: socket.socket) -> None:
        async with (
            Client.connect(address) as vm,
            vm.subscribe(JobStatusChange) as events,
        ):
            await vm.stop()
            assert await events.wait_for(lambda e: e.data.id_ == "z", timeout=15)
            assert [await events.get() for _ in range(5_000)]

    with ScriptedPeer(script) as address:
        run_tidily(main(address))


def test_without_asyncio() -> None:
    """The other client's subscriptions do the same."""

    def script(peer: Peer) -> None:
        peer.greet()
        peer.answer({}, event("STOP"), job("a", "created"), job("b", "created"))
        peer.receive()

    with (
        ScriptedPeer(script) as address,
        SyncClient.connect(address) as vm,
        vm.subscribe(JobStatusChange) as jobs,
        vm.subscribe() as everything,
    ):
        vm.stop()
        assert jobs.wait_for(lambda e: e.data.id_ == "b", timeout=5)
        assert jobs.get(timeout=5).data.id_ == "a"
        vm.quit()
        assert len(list(everything)) == 3
        with pytest.raises(ConnectionLost):
            jobs.get(timeout=5)
