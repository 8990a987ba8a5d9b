# SPDX-License-Identifier: MIT
"""Addresses, and servers that call us."""

import asyncio
import socket
import threading
from contextlib import suppress
from pathlib import Path

import pytest
from scripted_peer import Peer
from tidy_loop import run_tidily
from tiny import Client, SyncClient

from qapigen.runtime.addresses import describe, resolve
from qapigen.runtime.errors import ConnectFailed, InvalidRequest, TimedOut


def test_what_addresses_mean() -> None:
    """Schemes, paths and pairs."""
    assert resolve("unix:/a/b:c") == Path("/a/b:c")
    assert resolve("/a/b") == Path("/a/b")
    assert resolve("tcp:host:44") == ("host", 44)
    assert resolve("tcp::44") == ("localhost", 44)
    assert resolve("tcp:[::1]:44") == ("::1", 44)
    assert resolve(("h", 1)) == ("h", 1)
    assert describe(("h", 1)) == "tcp:h:1"
    assert describe(Path("/a")) == "unix:/a"


@pytest.mark.parametrize(
    "text", ["", "x", "unix:", "tcp:h", "tcp:h:x", "tcp:h:70000", "fd:x", True]
)
def test_what_is_no_address(text: str) -> None:
    """The message says what would be one."""
    with pytest.raises(InvalidRequest, match="not an address"):
        resolve(text)


def serve(connection: socket.socket) -> None:
    """Greet and answer one command, as the server."""
    connection.settimeout(10)
    peer = Peer(connection)
    peer.greet()
    peer.answer({"running": True, "status": "running"})
    peer.wait_for_end()
    peer.close()


def called_back(address: str | tuple[str, int]) -> threading.Thread:
    """A server that calls `address`."""
    family = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET

    def run() -> None:
        caller = socket.socket(family)
        caller.connect(address)
        serve(caller)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread


def test_tcp_and_descriptors() -> None:
    """A port, and the number of a descriptor."""
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]

    def accept() -> None:
        connection, _ = listening.accept()
        serve(connection)
        listening.close()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    with SyncClient.connect(f"tcp:127.0.0.1:{port}") as vm:
        assert vm.query_status().running
    thread.join(10)
    here, there = socket.socketpair()
    thread = threading.Thread(target=serve, args=[there], daemon=True)
    thread.start()
    with SyncClient.connect(here.detach()) as vm:
        assert vm.query_status().running
    thread.join(10)


def test_a_server_that_calls_us(tmp_path: Path) -> None:
    """The socket is there before the server starts, and gone afterwards."""
    path = tmp_path / "s"

    async def main() -> None:
        async with Client.listen(f"unix:{path}") as listener:
            thread = called_back(str(path))
            async with listener.accept(timeout=5) as vm:
                assert (await vm.query_status()).running
            await asyncio.to_thread(thread.join, 10)
        assert not path.exists()

    asyncio.run(asyncio.wait_for(main(), 20))


def test_a_server_that_calls_us_without_asyncio() -> None:
    """Over TCP, with a port that the system chose."""
    with SyncClient.listen("tcp:127.0.0.1:0") as listener:
        thread = called_back(listener.address)
        with listener.accept(timeout=5) as vm:
            assert vm.query_status().running
        thread.join(10)


def test_nobody_calls(tmp_path: Path) -> None:
    """Waiting has a limit, and a place that is taken is refused."""
    path = tmp_path / "s"

    async def main() -> None:
        async with Client.listen(path) as listener:
            with pytest.raises(ConnectFailed, match="cannot listen on unix:"):
                Client.listen(path)
            with pytest.raises(TimedOut, match="no server called unix:"):
                await listener.accept(timeout=0.05)

    run_tidily(main())


def test_a_queue_that_is_full(tmp_path: Path) -> None:
    """Where others wait already we wait with them, no longer than was wished."""
    path = tmp_path / "s"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))
        listening.listen(0)
        others = [socket.socket(socket.AF_UNIX) for _ in range(3)]
        for other in others:
            other.setblocking(False)
            other.connect_ex(str(path))

        async def main() -> None:
            with pytest.raises(TimedOut):
                await Client.connect(path, timeout=0.2)
            waiting = asyncio.ensure_future(_status(path))
            await asyncio.sleep(0.1)
            for other in others:
                other.close()
            thread = threading.Thread(target=_serve_last, args=(listening,))
            thread.start()
            assert await waiting == "running"
            await asyncio.to_thread(thread.join)

        run_tidily(main())


async def _status(path: Path) -> str:
    async with Client.connect(path, timeout=10) as vm:
        return (await vm.query_status()).status


def _serve_last(listening: socket.socket) -> None:
    """Accept everybody, and serve the one that has not left."""
    listening.settimeout(10)
    while True:
        connection, _ = listening.accept()
        with connection, suppress(OSError, KeyError):
            connection.sendall(b"\n")
            serve(connection)
            return
