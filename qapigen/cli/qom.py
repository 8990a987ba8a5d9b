# SPDX-License-Identifier: MIT
"""`qapigen qom`: the objects of a machine and their properties."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import click

from qapigen.cli.parameters import Group, examples
from qapigen.cli.talking import print_json, run, server_argument
from qapigen.cli.terminal import print_lines
from qapigen.diagnostics.visible import harmless
from qapigen.talk.connection import Machine, Peer, client_of
from qapigen.talk.qom import Branch, get, properties, put, walk
from qapigen.talk.words import command_line

LIMIT = 30.0
"""Seconds for each question."""

ROOT = "/"


EXAMPLES = examples(
    ("what a machine is made of", "qapigen qom tree unix:/run/vm.sock /machine"),
    ("read a property", "qapigen qom get unix:/run/vm.sock /machine/type"),
)


@click.group("qom", cls=Group, epilog=EXAMPLES)
def command() -> None:
    """List, read and set the objects of the machine at ADDR."""


@command.command("list")
@server_argument
@click.argument("paths", nargs=-1, metavar="[PATH]...")
def list_properties(peer: Peer, paths: tuple[str, ...]) -> int:
    """List the properties of the object at PATH, with their types."""

    async def listed(machine: Machine) -> None:
        for path in paths or (ROOT,):
            found = await properties(machine, path)
            heading = [f"{harmless(path)}:"] if len(paths) > 1 else []
            lines = [harmless(f"{one.name} ({one.type})") for one in found]
            print_lines([*heading, *lines])

    return run(_with_machine(peer, listed))


@command.command("get")
@server_argument
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
def get_property(peer: Peer, paths: tuple[str, ...]) -> int:
    """Print the value of the property at PATH, such as /machine/type."""

    async def got(machine: Machine) -> None:
        for word in command_line(paths):
            print_json(await get(machine, word))

    return run(_with_machine(peer, got))


@command.command("set")
@server_argument
@click.argument("path")
@click.argument("value")
def set_property(peer: Peer, path: str, value: str) -> int:
    """Set the property at PATH to VALUE."""

    async def done(machine: Machine) -> None:
        where, what = command_line([path, value])
        await put(machine, where, what)

    return run(_with_machine(peer, done))


@command.command("tree")
@server_argument
@click.argument("paths", nargs=-1, metavar="[PATH]...")
def show_tree(peer: Peer, paths: tuple[str, ...]) -> int:
    """Print the object at PATH and all that lie in it."""

    def show(branch: Branch) -> None:
        kind = f" ({branch.type})" if branch.type else ""
        print_lines(["  " * branch.depth + harmless(branch.name + kind)])

    async def shown(machine: Machine) -> None:
        for path in paths or (ROOT,):
            await walk(machine, show, Branch(0, path))

    return run(_with_machine(peer, shown))


async def _with_machine(
    peer: Peer, conversation: Callable[[Machine], Awaitable[None]]
) -> int:
    client = client_of(peer)
    client.timeout = LIMIT
    async with client:
        await client.open()
        await conversation(client)
    return 0
