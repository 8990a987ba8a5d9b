# SPDX-License-Identifier: MIT
"""`qapigen shell`: talk to a server, completed and explained by its schema."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import click

from qapigen.cli.failing import cannot
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
from qapigen.cli.terminal import print_lines
from qapigen.diagnostics.visible import harmless
from qapigen.runtime.subscriptions import Subscription
from qapigen.talk.connection import Peer, client_of
from qapigen.talk.knowledge import FindTexts, Knowledge
from qapigen.talk.session import Output, Session
from qapigen.talk.words import Word


class Options(NamedTuple):
    """What was asked for on the command line."""

    peer: Peer
    find_texts: FindTexts
    timeout: float
    hmp: bool
    log: str | None


ESCAPED = "backslashreplace"

EXAMPLES = examples(
    (
        "talk to a machine, and keep a transcript",
        "qapigen shell unix:/run/vm.sock --log session.txt",
    ),
    ("carry out a script", "cat commands.txt | qapigen shell unix:/run/vm.sock"),
)


@click.command("shell", epilog=EXAMPLES)
@address_argument
@schema_option
@timeout_option(PATIENCE, "How long to wait for a reply.")
@click.option("--hmp", is_flag=True, help="Talk to the human monitor.")
@click.option(
    "--log", type=click.Path(dir_okay=False), metavar="FILE", help="Add a transcript."
)
def command(**given: Any) -> int:
    """Talk to the server at ADDR: a command a line, as for call.

    Tab completes, F1 explains what is under the cursor. JSON may take several
    lines; transaction( begins a transaction, ) ends it. Input from a pipe is
    a script, which ends at the first command that fails.

    The history and the transcript leave secrets out; KEY=@FILE, KEY=@fd:NUMBER
    and KEY=@? read a value from elsewhere, as for call. Of a script standard
    output has the replies alone; the transcript has the events as well.
    """
    # This may go on for hours.
    gc.enable()
    return run(_shell(Options(**given)))


async def _shell(options: Options) -> int:
    with _log(options.log) as log:
        client = client_of(options.peer)
        async with client, client.messages() as events:
            await client.open()
            known = Knowledge(client, options.find_texts)
            await known.learn()
            if known.is_kept:
                # Here asking costs nothing, and what is suggested should be there.
                await known.renew()
            output = Output(print_json, _say, log, _ask)
            session = Session(known, output, options.timeout, options.hmp)
            if known.texts.is_own:
                # Mistakes of what was named are told before anything is typed.
                session.read_texts()
            await _talk(session, events)
    return 0


async def _talk(session: Session, events: Subscription[Any]) -> None:
    if sys.stdin.isatty() and sys.stdout.isatty():
        from qapigen.talk.prompt import converse

        await converse(session, events, excuse)
    else:
        from qapigen.talk.script import run_script

        await run_script(session, sys.stdin, events)


async def _ask(word: Word) -> str:
    if sys.stdin.isatty() and sys.stdout.isatty():
        from qapigen.talk.prompt import ask

        return await ask(word)
    return ask_secret(word)


def _say(lines: Iterable[str]) -> None:
    print_lines(map(harmless, lines))


@contextmanager
def _log(path: str | None) -> Iterator[Callable[[str], None]]:
    """What writes a line of the transcript."""
    if path is None:
        yield lambda line: None
        return
    try:
        with open(path, "a", encoding="utf-8", errors=ESCAPED, buffering=1) as file:
            yield lambda line: print(line, file=file)
    except OSError as error:
        raise cannot("write", error) from error
