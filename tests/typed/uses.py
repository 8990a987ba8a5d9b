# SPDX-License-Identifier: MIT
"""How the bindings are used, with the types that a type checker must see."""

from typing import assert_type

from qmp import (
    BlockdevOptionsFile,
    BlockdevOptionsQcow2,
    Client,
    JobInfo,
    JobStatus,
    JobStatusChange,
    RunState,
    StatusInfo,
    Stop,
    SyncClient,
    VersionInfo,
)


async def calls(vm: Client) -> None:
    """Commands give what the schema says they return."""
    status = await vm.query_status()
    assert_type(status, StatusInfo)
    assert_type(status.running, bool)
    assert_type(status.status, RunState)
    assert_type(await vm.query_jobs(), list[JobInfo])
    assert_type(await vm.query_version(timeout=1.5), VersionInfo)
    assert_type(await vm.stop(), None)


async def unions(vm: Client) -> None:
    """Branches are classes, nested ones too."""
    file = BlockdevOptionsFile(filename="a.qcow2")
    assert_type(file.filename, str)
    disk = BlockdevOptionsQcow2(node_name="disk0", file=file)
    assert_type(disk.node_name, str | None)
    await vm.blockdev_add(disk)


async def events(vm: Client) -> None:
    """A subscription knows which events it brings."""
    async with vm.subscribe(JobStatusChange, Stop) as both:
        async for event in both:
            match event:
                case JobStatusChange(data=data):
                    assert_type(data.status, JobStatus)
                case Stop():
                    break
    async with vm.subscribe(JobStatusChange) as changes:
        change = await changes.wait_for(lambda event: event.data.status == "ready")
        assert_type(change, JobStatusChange)


def without_asyncio(vm: SyncClient) -> None:
    """The same methods, without waiting."""
    assert_type(vm.query_status(), StatusInfo)
    vm.object_del(id_="rng0")
