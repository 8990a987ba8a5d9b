# SPDX-License-Identifier: MIT
"""`qapigen wait`: until a server sends an event."""

from __future__ import annotations

import click

from qapigen.cli.parameters import examples
from qapigen.cli.talking import (
    print_json,
    run,
    schema_option,
    server_argument,
    timeout_option,
)
from qapigen.talk.connection import Peer
from qapigen.talk.knowledge import FindTexts
from qapigen.talk.watch import wait
from qapigen.talk.words import command_line

EXAMPLES = examples(
    (
        "wait until a job has ended",
        "qapigen wait unix:/run/vm.sock JOB_STATUS_CHANGE id=backup0 status=concluded",
    ),
)


@click.command("wait", epilog=EXAMPLES)
@server_argument
@click.argument("event", metavar="EVENT")
@click.argument("data", nargs=-1, metavar="[KEY=VALUE]...")
@schema_option
@timeout_option(None, "How long to wait in all; for ever if left out.")
def command(
    peer: Peer,
    event: str,
    data: tuple[str, ...],
    find_texts: FindTexts,
    timeout: float | None,
) -> int:
    """Wait for EVENT from the server at ADDR and print it.

    With KEY=VALUE only an event whose data holds that counts. What happened
    before is not seen: see the option --wait-event of call.
    """
    return run(_wait(peer, (event, *data), find_texts, timeout))


async def _wait(
    peer: Peer, words: tuple[str, ...], find_texts: FindTexts, timeout: float | None
) -> int:
    print_json(await wait(peer, command_line(words), find_texts, timeout))
    return 0
