# SPDX-License-Identifier: MIT
"""The runtime, with the few commands of the tiny package, against real servers."""

import asyncio
import os
import socket
import subprocess
from pathlib import Path

import pytest
from servers import binary, ended, guest_agent, storage_daemon, system_emulator
from tidy_loop import run_tidily
from tiny import (
    Client,
    MigrateSetParameters,
    Resume,
    RunState,
    Shutdown,
    Stop,
    SyncClient,
)
from tiny._client import Guest
from tiny._sync_client import SyncGuest

from qapigen.runtime.errors import (
    CommandNotFound,
    ConnectionLost,
    DeviceNotFound,
    GenericError,
    TimedOut,
)

pytestmark = pytest.mark.live


def test_a_whole_session() -> None:
    """Greeting, state, events around commands, quit."""

    async def main(address: socket.socket) -> None:
        async with Client.connect(address) as vm:
            assert vm.server.version.count(".") == 2
            assert "oob" in vm.server.capabilities
            assert (await vm.query_status()).status is RunState.PRELAUNCH
            async with vm.subscribe(Resume, Stop) as events:
                await vm.cont()
                await vm.stop()
                assert isinstance(await events.get(timeout=5), Resume)
                assert isinstance(await events.get(timeout=5), Stop)
            assert await vm.supports("blockdev-backup", "sync")
            assert not await vm.supports("blockdev-backup", "novel")
            async with vm.subscribe(Shutdown) as events:
                await vm.quit()
                assert [e.data.reason async for e in events] == ["host-qmp-quit"]

    with system_emulator(machine="q35,accel=tcg") as (address, process):
        run_tidily(main(address))
        assert process.wait(10) == 0


def test_errors_and_null() -> None:
    """Refusals of the real thing, and null as a value."""
    with system_emulator() as (address, _), SyncClient.connect(address) as vm:
        with pytest.raises(CommandNotFound):
            vm.execute("no-such-command")
        with pytest.raises(DeviceNotFound):
            vm.qom_get(path="/nowhere", property_="x")
        with pytest.raises(GenericError):
            vm.migrate_pause(oob=True)
        vm.migrate_set_parameters(
            MigrateSetParameters(tls_creds=None, downtime_limit=5)
        )


def test_descriptors() -> None:
    """A descriptor arrives, and without one the server complains."""
    with system_emulator() as (address, _), SyncClient.connect(address) as vm:
        with open(os.devnull) as null:
            for number in range(3):
                vm.getfd(fdname=f"f{number}", fd=null.fileno())
                vm.closefd(fdname=f"f{number}")
        with pytest.raises(GenericError, match="descriptor"):
            vm.execute("getfd", {"fdname": "x"})


def test_killed() -> None:
    """A server that is killed in the middle of a call: an exception, at once."""

    async def main(address: socket.socket, process: "subprocess.Popen[bytes]") -> None:
        async with Client.connect(address) as vm, vm.subscribe() as events:
            await vm.query_status()
            process.kill()
            with pytest.raises(ConnectionLost):
                await asyncio.gather(*(vm.query_status(timeout=5) for _ in range(100)))
            with pytest.raises(ConnectionLost):
                await events.get(timeout=5)

    with system_emulator() as (address, process):
        run_tidily(main(address, process))


def test_a_second_client_waits(tmp_path: Path) -> None:
    """One client a monitor: the second is given up in time, and served after the first."""
    path = tmp_path / "s"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))
        listening.listen(2)
        number = listening.fileno()
        command = [
            binary("qemu-system-x86_64"),
            "-machine",
            "none",
            "-nodefaults",
            "-S",
        ]
        command += ["-display", "none", "-mon", "chardev=mon0,mode=control"]
        command += ["-chardev", f"socket,id=mon0,fd={number},server=on,wait=off"]
        process = subprocess.Popen(command, pass_fds=[number], stdin=subprocess.DEVNULL)
    with ended(process):
        with SyncClient.connect(path) as first:
            with pytest.raises(TimedOut):
                SyncClient.connect(path, timeout=0.3)
            assert first.query_status()
        with SyncClient.connect(path) as second:
            second.reconnect()
            second.quit()
        assert process.wait(10) == 0


def test_a_server_that_calls_us(tmp_path: Path) -> None:
    """We listen, the server connects."""
    path = tmp_path / "s"

    async def main() -> None:
        async with Client.listen(path) as listener:
            command = [
                binary("qemu-system-x86_64"),
                "-machine",
                "none",
                "-nodefaults",
                "-S",
            ]
            command += ["-display", "none", "-qmp", f"unix:{path}"]
            with ended(subprocess.Popen(command, stdin=subprocess.DEVNULL)) as process:
                async with listener.accept() as vm:
                    await vm.quit()
                assert await asyncio.to_thread(process.wait, 10) == 0

    asyncio.run(asyncio.wait_for(main(), 30))


def test_storage_daemon() -> None:
    """It greets as an emulator does, and knows fewer commands."""
    with storage_daemon() as (address, process), SyncClient.connect(address) as daemon:
        assert daemon.server.version
        with pytest.raises(CommandNotFound):
            daemon.query_status()
        assert daemon.supports("blockdev-add", "node-name")
        daemon.quit()
        assert process.wait(10) == 0


def test_guest_agent() -> None:
    """No greeting; in step before and after a call that was given up."""

    async def main(path: Path) -> None:
        async with Guest.connect(path) as guest:
            await guest.guest_ping()
            assert await guest.supports("guest-ping")
            assert not await guest.supports("guest-shutdown")
            with pytest.raises(TimedOut):
                await guest.execute("guest-get-fsinfo", timeout=0.000001)
            for number in range(5):
                assert await guest.execute("guest-sync", {"id": number}) == number
            assert await guest.execute("guest-sync-delimited", {"id": 7}) == 7
            await guest.guest_ping()

    with guest_agent() as path:
        run_tidily(main(path))
        with SyncGuest.connect(path) as guest:
            guest.guest_ping()
