# SPDX-License-Identifier: MIT
"""`qapigen call`: one command to a server, checked before it is sent."""

from __future__ import annotations

from typing import Any, NamedTuple

import click

from qapigen.cli.parameters import examples
from qapigen.cli.talking import (
    PATIENCE,
    address_argument,
    ask_secret,
    excuse,
    print_json,
    run,
    schema_option,
    timeout_option,
)
from qapigen.talk.connection import Peer
from qapigen.talk.exchange import Manner, call
from qapigen.talk.knowledge import FindTexts
from qapigen.talk.problems import RefusedError
from qapigen.talk.redaction.command_errors import without_secrets
from qapigen.talk.references import resolved, resolved_json
from qapigen.talk.request import Typed
from qapigen.talk.words import Word, command_line


class Options(NamedTuple):
    """What was asked for on the command line."""

    peer: Peer
    name: str
    arguments: tuple[str, ...]
    json: str | None
    find_texts: FindTexts
    timeout: float
    oob: bool
    wait_event: str | None


EXAMPLES = examples(
    ("ask a machine how it is", "qapigen call unix:/run/vm.sock query-status"),
    (
        "open an image",
        "qapigen call unix:/run/vm.sock blockdev-add driver=file filename=a.img",
    ),
    (
        "set a password that is kept in a file",
        "qapigen call unix:/run/vm.sock change-vnc-password password=@/run/vnc",
    ),
    (
        "resume, and wait until it runs",
        "qapigen call unix:/run/vm.sock cont --wait-event RESUME",
    ),
)


@click.command("call", epilog=EXAMPLES)
@address_argument
@click.argument("name", metavar="COMMAND")
@click.argument("arguments", nargs=-1, metavar="[KEY=VALUE]...")
@click.option(
    "--json",
    metavar="OBJECT",
    help="The arguments, or some, as JSON; @FILE, @- or @fd:NUMBER reads them.",
)
@schema_option
@timeout_option(
    PATIENCE, "How long to wait in all: for the server, its reply, the event."
)
@click.option("--oob", is_flag=True, help="Carry it out before what is queued.")
@click.option("--wait-event", metavar="EVENT", help="Wait for this event as well.")
def command(**given: Any) -> int:
    """Send COMMAND to the server at ADDR and print its reply.

    ADDR is unix:PATH, tcp:HOST:PORT or fd:NUMBER. Keys may be dotted and
    indexed: file.driver=file children.0=a. The server's own schema says what
    values are; sizes may be written 64M.

    A VALUE may come from elsewhere, so that a secret is not on the command
    line: @FILE reads a file, @- standard input, @fd:NUMBER a descriptor, and
    @? asks on the terminal. Write @@ for a value that begins with @.
    """
    options = Options(**given)
    try:
        typed, event = _typed(options)
    except RefusedError as error:
        return excuse(error)
    return run(_call(options, typed, event))


def _typed(options: Options) -> tuple[Typed, Word | None]:
    """The command and the event to wait for, with the values that are read from elsewhere."""
    extra = (options.json, options.wait_event)
    line = command_line(
        [
            options.name,
            *options.arguments,
            *(word for word in extra if word is not None),
        ]
    )
    name, *words = line
    event = words.pop() if options.wait_event is not None else None
    json = words.pop() if options.json is not None else None
    with without_secrets(line if event is None else line[:-1]):
        words = resolved(words, ask_secret)
        json = json and resolved_json(json)
    return Typed(name, words, json, oob=options.oob), event


async def _call(options: Options, typed: Typed, event: Word | None) -> int:
    manner = Manner(options.timeout, event)
    await call(options.peer, typed, manner, options.find_texts, print_json)
    return 0
