# SPDX-License-Identifier: MIT
"""What the verbs share that talk to a server: options, output, and exit status."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from qapigen.cli.parameters import embedded_schema
from qapigen.cli.terminal import COULD_NOT_BE_DONE, print_lines
from qapigen.diagnostics.visible import visible
from qapigen.runtime.errors import (
    CommandError,
    InvalidRequest,
    QmpError,
)
from qapigen.talk.connection import Peer
from qapigen.talk.events import NoEventError
from qapigen.talk.knowledge import FindTexts
from qapigen.talk.problems import Problem, RefusedError, rendered
from qapigen.talk.words import Word

if TYPE_CHECKING:
    from qapigen.schema.schema import Schema
    from qapigen.talk.texts import Texts

F = TypeVar("F", bound=Callable[..., Any])

REFUSED = 1
NO_CONNECTION = 3
PATIENCE = 30.0


server_argument = click.argument(
    "peer", metavar="ADDR", callback=lambda _context, _argument, text: Peer(text)
)
"""The argument `ADDR` of a verb that is of no use with guest agents, as its `peer`."""


def address_argument(command: F) -> F:
    """Give a verb the argument `ADDR` and the option `--agent`, together its `peer`."""

    @wraps(command)
    def with_peer(address: str, agent: bool, **given: Any) -> Any:
        return command(peer=Peer(address, agent), **given)

    taking = click.option(
        "--agent",
        is_flag=True,
        help="A guest agent is there; its --schema tells types.",
    )(with_peer)
    return cast(F, click.argument("address", metavar="ADDR")(taking))


def _texts(
    _context: click.Context, _option: click.Parameter, path: str | None
) -> FindTexts:
    """The texts of a schema, which is read when the first of them is needed."""

    def find() -> Texts:
        from qapigen.cli.reading import read_schema
        from qapigen.talk.texts import Texts

        def load() -> Schema:
            return read_schema(path or embedded_schema(), status=COULD_NOT_BE_DONE)

        return Texts(load, is_own=path is not None)

    return find


schema_option = click.option(
    "--schema",
    "find_texts",
    type=click.Path(exists=True, dir_okay=False),
    metavar="FILE",
    callback=_texts,
    help="The server's schema, for texts and ranges; the embedded one if left out.",
)
"""The option `--schema`, which gives a verb its `find_texts`."""


def timeout_option(default: float | None, text: str) -> Callable[[F], F]:
    """The option `--timeout`."""
    return click.option(
        "--timeout",
        type=click.FloatRange(min=0, min_open=True),
        default=default,
        show_default=default is not None,
        metavar="SECONDS",
        help=text,
    )


def run(conversation: Coroutine[Any, Any, int]) -> int:
    """Hold a conversation; its exit status, or that of its failure."""
    try:
        return asyncio.run(conversation)
    except (QmpError, RefusedError, NoEventError) as error:
        return excuse(error)


def excuse(failure: BaseException) -> int:
    """Say what failed; the status: 1 refused, 2 not to be sent, 3 no connection."""
    match failure:
        case CommandError():
            complain(f"{failure.error_class}: {failure.desc}")
            return REFUSED
        case RefusedError():
            print_lines(rendered(failure.problems), to_error=True)
            return COULD_NOT_BE_DONE
        case NoEventError() | InvalidRequest():
            complain(str(failure))
            is_late = isinstance(failure, NoEventError)
            return REFUSED if is_late else COULD_NOT_BE_DONE
        case QmpError():
            complain(str(failure))
            return NO_CONNECTION
    raise failure


def ask_secret(word: Word) -> str:
    """Ask on the terminal for the value of a word, without showing what is typed.

    Raises `RefusedError` where there is no terminal, or nothing is typed.
    """
    # Needed only where a prompt is asked for.
    import getpass
    import warnings

    key = word.text.partition("=")[0]
    try:
        with open("/dev/tty", "rb"), warnings.catch_warnings():
            # Without a terminal the standard library would show what is typed.
            warnings.simplefilter("error", getpass.GetPassWarning)
            return getpass.getpass(f"{visible(key)}: ")
    except (OSError, EOFError, getpass.GetPassWarning) as error:
        text = f"there is no terminal to ask for '{key}'"
        if isinstance(error, EOFError):
            text = f"nothing was typed for '{key}'"
        raise RefusedError([Problem(word.span, text)]) from error


def complain(text: str) -> None:
    """Say on standard error what went wrong."""
    print_lines([f"error: {visible(text)}"], to_error=True)


def print_json(value: Any) -> None:
    """Print a value: indented for people, on one line for programs."""
    indent = 2 if sys.stdout.isatty() else None
    text = json.dumps(value, indent=indent, ensure_ascii=True)
    print_lines([text])
