# SPDX-License-Identifier: MIT
"""`qapigen events`: what happens in a server, as it happens."""

from __future__ import annotations

import gc
import json

import click

from qapigen.cli.parameters import examples
from qapigen.cli.talking import run, server_argument
from qapigen.cli.terminal import print_lines
from qapigen.talk.connection import Peer
from qapigen.talk.events import Message, in_words
from qapigen.talk.watch import watch

EXAMPLES = examples(
    ("all events, for a program", "qapigen events unix:/run/vm.sock --json"),
)


@click.command("events", epilog=EXAMPLES, short_help="Print events as they happen.")
@server_argument
@click.option("--json", "as_json", is_flag=True, help="Print messages, one a line.")
def command(peer: Peer, as_json: bool) -> int:
    """Print the events of the server at ADDR until it shuts down, or Ctrl-C."""
    # This may go on for days.
    gc.enable()
    return run(_events(peer, as_json))


async def _events(peer: Peer, as_json: bool) -> int:
    def show(message: Message) -> None:
        print_lines([json.dumps(message) if as_json else in_words(message)])

    await watch(peer, show)
    return 0
