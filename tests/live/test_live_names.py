# SPDX-License-Identifier: MIT
"""What the shell suggests of what is in a running server."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from listening import machine, storage_daemon

from qapigen.runtime.client import BaseClient
from qapigen.talk.completing import live
from qapigen.talk.connection import Machine, Peer, client_of
from qapigen.talk.cursor import spot
from qapigen.talk.human import HumanMonitor
from qapigen.talk.live_names import names

pytestmark = pytest.mark.live

PARTS = (
    "-blockdev driver=null-co,node-name=disk0,size=1048576 "
    "-blockdev driver=null-co,node-name=disk1,size=1048576 "
    "-device virtio-blk-pci,drive=disk0,id=vd0 -device usb-ehci,id=ehci0 "
    "-object iothread,id=io0 -chardev null,id=c0"
)


@pytest.fixture(name="vm", scope="module")
def _vm() -> Iterator[str]:
    """The address of a machine in which there is something, and where a job waits."""
    with (
        tempfile.TemporaryDirectory(prefix="qtalk") as folder,
        machine(Path(folder), "pc,accel=tcg", 1, PARTS.split()) as (address,),
    ):
        asyncio.run(_prepare(address))
        yield address


async def _prepare(address: str) -> None:
    async with BaseClient.connect(address) as client:
        bitmap = {"node": "disk0", "name": "bitmap0"}
        await client.execute("block-dirty-bitmap-add", bitmap)
        target = {"driver": "null-co", "node-name": "disk2", "size": 2**20}
        await client.execute("blockdev-add", target)
        job = {"job-id": "job0", "device": "disk1", "target": "disk2"}
        manner = {"sync": "full", "auto-finalize": False}
        await client.execute("blockdev-backup", {**job, **manner})


async def _suggested(address: str, typed: str) -> list[str]:
    client = client_of(Peer(address))
    async with client:
        await client.open()
        found = spot(typed)
        assert found is not None
        return [candidate.text for candidate in live(found, await names(client, found))]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("blockdev-del node-name=", {"disk0", "disk1", "disk2"}),
        ("blockdev-del node-name=k1", {"disk1"}),
        ("block_resize node-name=", {"disk0"}),
        ("blockdev-mirror device=", {"disk0"}),
        ("blockdev-add driver=raw file=", {"disk0"}),
        ('blockdev-add {"driver": "raw", "file": ', {'"disk0"'}),
        ('blockdev-add {"driver": "raw", "file": "dis', {'disk0"'}),
        ("block-dirty-bitmap-add node=", {"disk0"}),
        ("block-dirty-bitmap-remove node=disk0 name=", {"bitmap0"}),
        ("transaction(\nblockdev-snapshot overlay=x node=", {"disk0"}),
        ("job-cancel id=", {"job0"}),
        ("block-job-cancel device=", {"job0"}),
        ("device_del id=", {"vd0", "ehci0"}),
        ("set_link name=", {"vd0"}),
        ("device_add driver=virtio-", {"virtio-blk-pci", "virtio-net-pci"}),
        ("device_add driver=virtio-blk-pci dr", {"drive="}),
        ("device_add driver=virtio-blk-pci drive=", {"disk1"}),
        ('device_add {"driver": "e1000", "ma', {'mac": '}),
        ("chardev-remove id=", {"c0"}),
        ("object-del id=", {"io0"}),
        ("qom-list path=/", {"/machine", "/objects"}),
        ("qom-list path=/machine/peripheral/", {"/machine/peripheral/vd0"}),
        (
            "qom-list path=/machine/peripheral/vd0/bus",
            {'"/machine/peripheral/vd0/bus master[0]"'},
        ),
        (
            "qom-list path='/machine/peripheral/vd0/bus m",
            {"/machine/peripheral/vd0/bus master[0]'"},
        ),
        ('blockdev-del node-name="di', {'disk0"'}),
        ("qom-get path=/objects/io0 property=poll", {"poll-max-ns", "poll-grow"}),
        ('{"execute": "device_del", "arguments": {"id": "v', {'vd0"'}),
    ],
)
def test_what_is_there(vm: str, typed: str, expected: set[str]) -> None:
    """Block nodes, jobs, devices and what they can be given, objects and their properties."""
    assert expected <= set(asyncio.run(_suggested(vm, typed)))


@pytest.mark.parametrize(
    "typed",
    [
        "blockdev-add node-name=",
        "qom-list path=/nowhere/",
        "qom-get path=/nowhere property=",
        "device_add driver=nonsense dr",
        "device_add dr",
        "block-dirty-bitmap-remove name=",
        "query-status x=",
        "stop ",
        "blockdev-del node-name=nothing",
    ],
)
def test_nothing_is_suggested(vm: str, typed: str) -> None:
    """Of what is to be new, what is not there, and what the server does not say."""
    assert asyncio.run(_suggested(vm, typed)) == []


def test_the_storage_daemon(tmp_path: Path) -> None:
    """It knows nodes and exports; of objects and devices it says nothing."""
    with (
        tempfile.TemporaryDirectory(prefix="qtalk") as folder,
        storage_daemon(Path(folder)) as address,
    ):
        asyncio.run(_export(address, tmp_path / "export"))
        for typed, expected in (
            ("blockdev-del node-name=", ["n0"]),
            ("block-export-del id=", ["e0"]),
            ("object-del id=", []),
            ("device_del id=", []),
        ):
            assert asyncio.run(_suggested(address, typed)) == expected


async def _export(address: str, path: Path) -> None:
    path.write_bytes(b"")
    async with BaseClient.connect(address) as client:
        node = {"driver": "null-co", "node-name": "n0", "size": 2**20}
        await client.execute("blockdev-add", node)
        server = {"type": "unix", "data": {"path": str(path.with_suffix(".s"))}}
        await client.execute("nbd-server-start", {"addr": server})
        export = {"type": "nbd", "id": "e0", "node-name": "n0"}
        await client.execute("block-export-add", export)


async def _human(address: str, *lines: str) -> list[set[str]]:
    client: Machine = client_of(Peer(address))
    async with client:
        await client.open()
        monitor = HumanMonitor(client)
        found = [{c.text for c in await monitor.candidates(line)} for line in lines]
        assert monitor.hint("info status").startswith("status")
        assert "resume" in monitor.hint("c")
        assert monitor.hint("nonsense") == monitor.hint("") == ""
        return found


def test_the_human_monitor(vm: str) -> None:
    """Its commands, and what `info` knows; of arguments it does not say what they may be."""
    lines = ("", "dev", "info s", "help info s", "help dev", "device_del ", "nonsense ")
    first, begun, infos, helped, about, *rest = asyncio.run(_human(vm, *lines))
    assert {"cont", "c", "info", "device_add", "exit"} <= first
    assert {"device_add", "device_del"} <= begun < first
    assert {"status", "snapshots"} <= infos == helped
    assert begun == about
    assert rest == [set(), set()]


def test_no_human_monitor(tmp_path: Path) -> None:
    """The storage daemon has none."""
    with (
        tempfile.TemporaryDirectory(prefix="qtalk") as folder,
        storage_daemon(Path(folder)) as address,
    ):

        async def asked() -> list[str]:
            client = client_of(Peer(address))
            async with client:
                await client.open()
                found = await HumanMonitor(client).candidates("c")
                return [candidate.text for candidate in found]

        assert asyncio.run(asked()) == []
    assert tmp_path.is_dir()
