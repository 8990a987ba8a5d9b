# SPDX-License-Identifier: MIT
"""The program and its verbs, each imported when it is called for."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from io import StringIO
from typing import cast

import click

from qapigen.cli.failing import cannot
from qapigen.cli.parameters import Group, examples
from qapigen.cli.terminal import COULD_NOT_BE_DONE, prepare_streams, print_lines
from qapigen.diagnostics.visible import output_line

VERBS = (
    "check",
    "explain",
    "generate",
    "introspect",
    "diff",
    "history",
    "examples",
    "call",
    "shell",
    "qom",
    "wait",
    "events",
)


# What click offers, for a shell's start-up file.
COMPLETION = 'eval "$(_QAPIGEN_COMPLETE=bash_source qapigen)"'


class Verbs(Group):
    """Finds a verb in the module of its name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs, in the order in which people meet them."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb, imported now; None where there is none."""
        if cmd_name not in VERBS:
            return None
        return cast(click.Command, import_module(f"qapigen.cli.{cmd_name}").command)


EXAMPLES = examples(
    ("every mistake of a schema", "qapigen check qapi/qapi-schema.json"),
    ("what a finding means", "qapigen explain unknown-type"),
    (
        "bindings and documentation",
        "qapigen generate qapi.json --target python --out src",
    ),
    ("complete words in bash; zsh and fish too", COMPLETION),
)


@click.command(
    cls=Verbs, epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(
    None, "-V", "--version", package_name="qapigen", message="%(prog)s %(version)s"
)
def program() -> None:
    """Read, check and explain QAPI, the language of QEMU's control interfaces.

    The exit status is 0 if all is well, 1 if something was found or differs, 2
    if nothing could be said, 3 if there is no server, 130 after Ctrl-C, and 143
    after SIGTERM.
    """


def _show(error: click.ClickException) -> None:
    """Print the error: the names and values in it may hold controls, and lines of any kind."""
    text = StringIO()
    error.show(text)
    lines = text.getvalue().removesuffix("\n").split("\n")
    print_lines(map(output_line, lines), to_error=True)


def run(arguments: Sequence[str]) -> int:
    """Carry out a command line; the exit status: 0, 1 for findings, 2 if impossible."""
    prepare_streams()
    words = list(arguments)
    if words[:1] == ["help"]:
        # What people try first, of programs that they do not know.
        words = [*words[1:], "--help"]
    try:
        status = program.main(
            words, "qapigen", standalone_mode=False, obj=tuple(arguments)
        )
    except click.Abort as abort:
        raise KeyboardInterrupt from abort
    except click.ClickException as error:
        _show(error)
        return COULD_NOT_BE_DONE
    except OSError as error:
        # Verbs tell of the files that they were given; what is left is their own output.
        do = "write the output" if error.filename is None else "read or write"
        _show(cannot(do, error))
        return COULD_NOT_BE_DONE
    return status if isinstance(status, int) else 0
