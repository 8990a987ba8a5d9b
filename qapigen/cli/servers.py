# SPDX-License-Identifier: MIT
"""Asks a running server for its schema, as the verbs do that talk to servers."""

from __future__ import annotations

import asyncio
import json

import click

from qapigen.cli.talking import NO_CONNECTION, complain
from qapigen.cli.terminal import COULD_NOT_BE_DONE
from qapigen.runtime.errors import CommandError, InvalidRequest, QmpError
from qapigen.talk.connection import Peer, client_of
from qapigen.talk.knowledge import QUICK


def ask(address: str) -> str:
    """The server's answer to query-qmp-schema; without one the program ends."""
    try:
        return asyncio.run(_asked(Peer(address)))
    except QmpError as error:
        complain(f"cannot read '{address}': {error}")
        # A refusal has not status 1 here: that would say that the sides differ.
        is_there = isinstance(error, InvalidRequest | CommandError)
        status = COULD_NOT_BE_DONE if is_there else NO_CONNECTION
        raise click.exceptions.Exit(status) from error


async def _asked(peer: Peer) -> str:
    async with client_of(peer) as client:
        await client.open()
        return json.dumps(await client.execute("query-qmp-schema", timeout=QUICK))
