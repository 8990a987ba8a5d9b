# SPDX-License-Identifier: MIT
"""How sessions of the servers' own bindings begin and end, and disks for others; both clients."""

from __future__ import annotations

import asyncio
import signal
import socket
import subprocess
import threading
from pathlib import Path
from typing import Any

import pytest
from bindings import bindings
from servers import SYSTEM, binary, ended, system_emulator
from tidy_loop import run_tidily

pytestmark = pytest.mark.live
RELEASE = "7.2"
SECONDS = 30
SIZE = 1024 * 1024


def disk(q: Any) -> Any:
    """A disk of zeroes."""
    return q.BlockdevOptionsNullCo(node_name="d", size=SIZE, read_zeroes=True)


def first_bytes(path: Path) -> bytes:
    """What an NBD server says first."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(SECONDS)
        client.connect(str(path))
        return client.recv(8)


def test_nbd_export(tmp_path: Path) -> None:
    """A disk for others: the server listens, the export comes and goes."""
    q = bindings(RELEASE)
    path = tmp_path / "nbd"
    where = q.SocketAddressLegacyUnix(data=q.UnixSocketAddress(path=str(path)))
    wanted = q.BlockExportOptionsNbd(id_="e", node_name="d", name="disk", writable=True)

    async def main(address: socket.socket) -> None:
        async with q.Client.connect(address) as vm:
            await vm.blockdev_add(disk(q))
            await vm.nbd_server_start(addr=where, max_connections=2)
            await vm.block_export_add(wanted)
            (export,) = await vm.query_block_exports()
            assert export.type_ is q.BlockExportType.NBD
            assert await asyncio.to_thread(first_bytes, path) == b"NBDMAGIC"
            async with vm.subscribe(q.BlockExportDeleted) as events:
                await vm.block_export_del(id_="e", mode="hard")
                assert (await events.get(timeout=SECONDS)).data.id_ == "e"
            await vm.nbd_server_stop()

    with system_emulator() as (address, _):
        run_tidily(main(address))


def test_nbd_export_without_asyncio(tmp_path: Path) -> None:
    """The same."""
    q = bindings(RELEASE)
    path = tmp_path / "nbd"
    where = q.SocketAddressLegacyUnix(data=q.UnixSocketAddress(path=str(path)))
    with system_emulator() as (address, _), q.SyncClient.connect(address) as vm:
        vm.blockdev_add(disk(q))
        vm.nbd_server_start(addr=where)
        vm.block_export_add(q.BlockExportOptionsNbd(id_="e", node_name="d"))
        assert first_bytes(path) == b"NBDMAGIC"
        with vm.subscribe(q.BlockExportDeleted) as events:
            vm.block_export_del(id_="e", mode="hard")
            assert events.get(timeout=SECONDS).data.id_ == "e"
        vm.nbd_server_stop()
        assert vm.query_block_exports() == []


def test_killed() -> None:
    """Calls that are under way and waits for events end at once, each with an exception."""
    q = bindings(RELEASE)

    async def main(address: socket.socket, process: subprocess.Popen[bytes]) -> None:
        async with q.Client.connect(address) as vm, vm.subscribe(q.Stop) as events:
            assert (await vm.query_status()).status is q.RunState.PRELAUNCH
            waiting = asyncio.ensure_future(events.get())
            calls = [asyncio.ensure_future(vm.query_qmp_schema()) for _ in range(50)]
            await asyncio.sleep(0)
            process.kill()
            results = await asyncio.gather(waiting, *calls, return_exceptions=True)
            assert isinstance(results[0], q.ConnectionLost)
            assert isinstance(results[-1], q.ConnectionLost)
            assert not vm.connected
            with pytest.raises(q.ConnectionLost):
                await vm.query_status()

    with system_emulator() as (address, process):
        run_tidily(main(address, process))


def test_killed_without_asyncio() -> None:
    """Whoever waits in another thread is told as well."""
    q = bindings(RELEASE)
    with (
        system_emulator() as (address, process),
        q.SyncClient.connect(address) as vm,
        vm.subscribe(q.Stop) as events,
    ):
        assert vm.query_status().status is q.RunState.PRELAUNCH
        killer = threading.Timer(0.1, process.kill)
        killer.start()
        with pytest.raises(q.ConnectionLost):
            events.get(timeout=SECONDS)
        killer.join()
        with pytest.raises(q.ConnectionLost):
            vm.query_status()


def test_asked_to_end_by_a_signal() -> None:
    """A server that ends itself says so first."""
    q = bindings(RELEASE)

    async def main(address: socket.socket, process: subprocess.Popen[bytes]) -> None:
        async with q.Client.connect(address) as vm, vm.subscribe() as events:
            await vm.query_status()
            process.send_signal(signal.SIGTERM)
            end = await events.get(timeout=SECONDS)
            assert isinstance(end, q.Shutdown)
            assert end.data.reason is q.ShutdownCause.HOST_SIGNAL
            with pytest.raises(q.ConnectionLost):
                await events.get(timeout=SECONDS)

    with system_emulator() as (address, process):
        run_tidily(main(address, process))
        assert process.wait(SECONDS) == 0


def caller(path: Path) -> subprocess.Popen[bytes]:
    """A machine that connects its monitor to us."""
    command = [binary(SYSTEM), "-machine", "none", "-nodefaults", "-S"]
    command += ["-display", "none", "-qmp", f"unix:{path},server=off"]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL)


def test_a_server_that_calls_us(tmp_path: Path) -> None:
    """We listen, the server connects."""
    q = bindings(RELEASE)
    path = tmp_path / "s"

    async def main() -> None:
        async with q.Client.listen(path) as listener:
            with ended(caller(path)) as process:
                async with listener.accept(timeout=SECONDS) as vm:
                    assert (await vm.query_version()).qemu.major == 7
                    await vm.quit()
                assert await asyncio.to_thread(process.wait, SECONDS) == 0

    run_tidily(main())


def test_a_server_that_calls_us_without_asyncio(tmp_path: Path) -> None:
    """The same."""
    q = bindings(RELEASE)
    path = tmp_path / "s"
    with q.SyncClient.listen(path) as listener, ended(caller(path)) as process:
        with listener.accept(timeout=SECONDS) as vm:
            assert vm.query_version().qemu.major == 7
            vm.quit()
        assert process.wait(SECONDS) == 0
