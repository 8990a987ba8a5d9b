# SPDX-License-Identifier: MIT
"""How the bindings must not be used: each marked line is an error to a type checker."""

from qmp import BlockdevOptionsFile, BlockdevOptionsQcow2, Client


async def mistakes(vm: Client) -> None:
    """One mistake a line."""
    await vm.query_staus()  # error: no such command
    await vm.stop(force=True)  # error: no such argument
    await vm.object_del("rng0")  # error: arguments have names
    await vm.object_del()  # error: an argument is missing
    await vm.object_del(id_=7)  # error: a number for a string
    BlockdevOptionsFile(file_name="a")  # error: no such member
    BlockdevOptionsQcow2(file=5)  # error: neither a node's name nor options
    (await vm.query_status()).state  # error: no such member
    async with vm.subscribe("STOP"):  # error: a name for a class
        pass
