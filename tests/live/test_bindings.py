# SPDX-License-Identifier: MIT
"""Bindings of the servers' own release, through both clients, against the real thing."""

from __future__ import annotations

import os
import socket
import subprocess
from pathlib import Path
from typing import Any

import pytest
from bindings import GUEST, STORAGE, bindings
from servers import binary, guest_agent, storage_daemon, system_emulator
from tidy_loop import run_tidily

pytestmark = pytest.mark.live
RELEASE = "7.2"
SECONDS = 30
SIZE = 1024 * 1024
LACKING = r"query-named-block-nodes: 0\.\w+: Field required .*server 7\.2"


def image(folder: Path, name: str, form: str = "qcow2") -> str:
    """A new image."""
    path = str(folder / name)
    subprocess.run(
        [binary("qemu-img"), "create", "-q", "-f", form, path, str(SIZE)], check=True
    )
    return path


def qcow2(q: Any, node: str, path: str, **more: Any) -> Any:
    """The options of a qcow2 node over a file."""
    return q.BlockdevOptionsQcow2(
        node_name=node, file=q.BlockdevOptionsFile(filename=path), **more
    )


async def backup(vm: Any, q: Any) -> None:
    """The session that the documentation shows: a job, and the event that it is done."""
    async with vm.subscribe(q.JobStatusChange) as events:
        await vm.blockdev_backup(device="disk0", target="t0", sync="full", job_id="b0")
        done = await events.wait_for(
            lambda e: e.data.id == "b0" and e.data.status == "concluded",
            timeout=SECONDS,
        )
        assert done.data.status is q.JobStatus.CONCLUDED
        assert done.timestamp.seconds > 0


def test_block_devices_and_jobs(tmp_path: Path) -> None:
    """Nested unions, alternates by name and by definition, and a job with events."""
    q = bindings(RELEASE)

    async def main(address: socket.socket) -> None:
        async with q.Client.connect(address) as vm:
            assert vm.server.version.startswith(RELEASE)
            await vm.blockdev_add(qcow2(q, "disk0", image(tmp_path, "a")))
            await vm.blockdev_add(qcow2(q, "t0", image(tmp_path, "b"), discard="unmap"))
            await vm.blockdev_add(
                q.BlockdevOptionsRaw(node_name="over", file="t0", read_only=True)
            )
            await vm.blockdev_del(node_name="over")
            await backup(vm, q)
            nodes = {
                node.node_name: node for node in await vm.query_named_block_nodes()
            }
            specific = nodes["disk0"].image.format_specific
            assert isinstance(specific, q.ImageInfoSpecificQcow2)
            assert specific.data.compat == "1.1"
            assert nodes["disk0"].detect_zeroes is q.BlockdevDetectZeroesOptions.OFF
            with pytest.raises(q.GenericError, match="nowhere"):
                await vm.blockdev_del(node_name="nowhere")

    with system_emulator(machine="q35,accel=tcg") as (address, _):
        run_tidily(main(address))


def test_transactions(tmp_path: Path) -> None:
    """All or nothing."""
    q = bindings(RELEASE)
    with system_emulator() as (address, _), q.SyncClient.connect(address) as vm:
        vm.blockdev_add(qcow2(q, "d", image(tmp_path, "d")))
        bitmap = q.BlockDirtyBitmapAdd(node="d", name="bm", granularity=65536)
        add = q.TransactionActionBlockDirtyBitmapAdd(data=bitmap)
        with pytest.raises(q.GenericError):
            vm.transaction(actions=[add, q.TransactionActionAbort(data=q.Abort())])
        vm.transaction(actions=[add])
        (node,) = [n for n in vm.query_named_block_nodes() if n.node_name == "d"]
        assert [b.name for b in node.dirty_bitmaps] == ["bm"]
        assert node.dirty_bitmaps[0].granularity == 65536


def test_character_devices_and_objects() -> None:
    """Old unions that wrap their data, and objects of several kinds."""
    q = bindings(RELEASE)
    with system_emulator() as (address, _), q.SyncClient.connect(address) as vm:
        ring = q.ChardevBackendRingbuf(data=q.ChardevRingbuf(size=1024))
        vm.chardev_add(id_="ring", backend=ring)
        vm.ringbuf_write(device="ring", data="hello")
        assert vm.ringbuf_read(device="ring", size=100) == "hello"
        pty = vm.chardev_add(
            id_="p", backend=q.ChardevBackendPty(data=q.ChardevCommon())
        )
        assert pty.pty.startswith("/dev/")
        vm.object_add(q.ObjectOptionsIothread(id_="io0", poll_max_ns=1000))
        assert vm.query_iothreads()[0].id_ == "io0"
        vm.qom_set(path="/objects/io0", property_="poll-max-ns", value=5000)
        assert vm.qom_get(path="/objects/io0", property_="poll-max-ns") == 5000
        memory = q.ObjectOptionsMemoryBackendRam(id_="m0", size=SIZE, policy="default")
        vm.object_add(memory)
        assert any(dev.id_ == "m0" for dev in vm.query_memdev())
        assert "iothread" in {
            t.name for t in vm.qom_list_types(implements="user-creatable")
        }
        vm.object_del(id_="io0")


def test_migration_parameters() -> None:
    """Absent, null and a value are three things."""
    q = bindings(RELEASE)
    with system_emulator() as (address, _), q.SyncClient.connect(address) as vm:
        before = vm.query_migrate_parameters()
        vm.migrate_set_parameters(downtime_limit=250, tls_creds=None)
        vm.migrate_set_parameters(q.MigrateSetParameters(tls_hostname="h"))
        after = vm.query_migrate_parameters()
        assert (after.downtime_limit, after.tls_hostname, after.tls_creds) == (
            250,
            "h",
            "",
        )
        assert after.max_bandwidth == before.max_bandwidth
        with pytest.raises(TypeError):
            vm.migrate_set_parameters(q.MigrateSetParameters(), downtime_limit=1)
        with pytest.raises(q.InvalidRequest, match="downtime_limit"):
            vm.migrate_set_parameters(downtime_limit="soon")


def test_hot_plug() -> None:
    """A device with properties that the schema does not describe comes, and its event goes."""
    q = bindings(RELEASE)

    async def main(address: socket.socket) -> None:
        async with q.Client.connect(address) as vm:
            await vm.device_add(driver="usb-tablet", id_="tab0", serial="42")
            assert (
                await vm.qom_get(path="/machine/peripheral/tab0", property_="serial")
                == "42"
            )
            async with vm.subscribe(q.DeviceDeleted) as events:
                await vm.device_del(id_="tab0")
                gone = await events.get(timeout=SECONDS)
                assert gone.data.device == "tab0"

    devices = ["-device", "qemu-xhci,id=xhci"]
    with system_emulator(*devices, machine="q35,accel=tcg") as (address, _):
        run_tidily(main(address))


def test_run_state_and_end() -> None:
    """State changes, the events around them, and quit."""
    q = bindings(RELEASE)

    async def main(address: socket.socket) -> None:
        async with q.Client.connect(address) as vm, vm.subscribe() as events:
            assert (await vm.query_status()).status is q.RunState.PRELAUNCH
            await vm.cont()
            await vm.stop()
            await vm.system_reset()
            await vm.quit()
            names = [type(event).__name__ async for event in events]
            assert names[:2] == ["Resume", "Stop"]
            assert names[-1] == "Shutdown"

    with system_emulator(machine="q35,accel=tcg") as (address, process):
        run_tidily(main(address))
        assert process.wait(SECONDS) == 0


def test_descriptors(tmp_path: Path) -> None:
    """An image that only we can open."""
    q = bindings(RELEASE)
    path = image(tmp_path, "raw", "raw")
    with system_emulator() as (address, _), q.SyncClient.connect(address) as vm:
        with open(path, "r+b") as file:
            added = vm.add_fd(fdset_id=1, opaque="rdwr", fd=file.fileno())
        assert added.fdset_id == 1
        vm.blockdev_add(q.BlockdevOptionsFile(node_name="n", filename="/dev/fdset/1"))
        assert vm.query_fdsets()[0].fds[0].opaque == "rdwr"
        with open(os.devnull) as null:
            vm.getfd(fdname="x", fd=null.fileno())
        vm.closefd(fdname="x")


def test_storage_daemon(tmp_path: Path) -> None:
    """The daemon's own bindings: an export over NBD, and quit."""
    q = bindings(RELEASE, STORAGE)
    with (
        storage_daemon() as (address, process),
        q.SyncClient.connect(address) as daemon,
    ):
        path = image(tmp_path, "d")
        daemon.blockdev_add(qcow2(q, "d", path))
        where = q.SocketAddressUnix(path=str(tmp_path / "nbd"))
        daemon.nbd_server_start(
            addr=q.SocketAddressLegacyUnix(data=q.UnixSocketAddress(path=where.path))
        )
        daemon.block_export_add(
            q.BlockExportOptionsNbd(id_="e", node_name="d", name="disk")
        )
        (export,) = daemon.query_block_exports()
        assert (export.id_, export.type_) == ("e", q.BlockExportType.NBD)
        with daemon.subscribe(q.BlockExportDeleted) as events:
            daemon.block_export_del(id_="e")
            assert events.get(timeout=SECONDS).data.id_ == "e"
        daemon.quit()
        assert process.wait(SECONDS) == 0


def test_guest_agent() -> None:
    """The agent's own bindings, through both clients."""
    q = bindings(RELEASE, GUEST)

    async def main(path: Path) -> None:
        async with q.Client.connect(path) as guest:
            await guest.guest_ping()
            info = await guest.guest_info()
            assert info.version
            assert any(
                c.name == "guest-ping" and c.enabled for c in info.supported_commands
            )
            assert (await guest.guest_get_osinfo()).kernel_release
            started = await guest.guest_exec(
                path="/bin/echo", arg=["hi"], capture_output=True
            )
            status = await guest.guest_exec_status(pid=started.pid)
            while not status.exited:
                status = await guest.guest_exec_status(pid=started.pid)
            assert status.out_data == "aGkK"
            with pytest.raises(q.CommandError):
                await guest.guest_shutdown(mode="halt")

    with guest_agent() as path:
        run_tidily(main(path))
        with q.SyncClient.connect(path) as guest:
            assert guest.guest_get_host_name().host_name
            assert guest.guest_get_time() > 1_600_000_000


@pytest.mark.parametrize("release", ["5.2", "6.2", "9.0", "10.2"])
def test_bindings_of_other_releases(release: str, tmp_path: Path) -> None:
    """What both know works; what the server lacks is an error, not a surprise."""
    q = bindings(release)

    async def main(address: socket.socket) -> None:
        async with q.Client.connect(address) as vm, vm.subscribe() as events:
            assert (await vm.query_version()).qemu.major == 7
            await vm.query_kvm()
            await vm.blockdev_add(qcow2(q, "disk0", image(tmp_path, "a")))
            await vm.blockdev_add(qcow2(q, "t0", image(tmp_path, "b")))
            await backup(vm, q)
            if release in ("5.2", "10.2"):
                # These releases promise members of a node that 7.2 does not send.
                with pytest.raises(q.InvalidReply, match=LACKING):
                    await vm.query_named_block_nodes()
            else:
                assert await vm.query_named_block_nodes()
            assert len(await vm.query_qmp_schema()) > 1000
            await vm.query_migrate_parameters()
            await vm.query_chardev()
            await vm.qom_list_types()
            await vm.quit()
            assert [event async for event in events]

    with system_emulator(machine="q35,accel=tcg") as (address, process):
        run_tidily(main(address))
        assert process.wait(SECONDS) == 0


def test_a_missing_member_says_what_and_where() -> None:
    """Newer bindings ask for a member that this server does not send."""
    q = bindings("10.2")
    with system_emulator() as (address, _), q.SyncClient.connect(address) as vm:
        with pytest.raises(q.InvalidReply, match=r"query-sev: .*sev-type.*server 7\.2"):
            vm.query_sev()
        with pytest.raises(q.CommandError):
            vm.execute("query-firmware-log")
        assert not vm.supports("query-firmware-log")
        assert vm.supports("blockdev-backup", "x-perf", "max-workers")
