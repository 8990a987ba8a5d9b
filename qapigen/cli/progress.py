# SPDX-License-Identifier: MIT
"""What is being done, for who watches a terminal, or asked to be told."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click

from qapigen.cli.terminal import print_lines
from qapigen.diagnostics.visible import visible

F = TypeVar("F", bound=Callable[..., Any])

ERASE = "\r\x1b[K"


def progress_options(command: F) -> F:
    """Give a verb the options `-q` and `-v`."""
    command = click.option(
        "-v", "--verbose", is_flag=True, help="Say what is done, line by line."
    )(command)
    return click.option(
        "-q", "--quiet", is_flag=True, help="Say nothing but what is wrong."
    )(command)


class Progress:
    """Steps on standard error: lines if wanted, else one that a terminal shows for a while."""

    def __init__(self, quiet: bool, verbose: bool) -> None:
        self.quiet = quiet
        self.verbose = verbose
        self.passing = (
            not quiet
            and not verbose
            and sys.stderr.isatty()
            and os.environ.get("TERM") != "dumb"
        )

    def step(self, text: str) -> None:
        """Something begins, or is done."""
        if self.verbose:
            print_lines([text], to_error=True)
        elif self.passing:
            # Only a terminal needs it, and it is not free to import.
            import shutil

            # What does not fit on the line could not be erased.
            columns = shutil.get_terminal_size().columns
            sys.stderr.write(f"{ERASE}{visible(text)[: columns - 1]}")
            sys.stderr.flush()

    def end(self) -> None:
        """Leave no trace of what was only for the while."""
        if self.passing:
            sys.stderr.write(ERASE)
            sys.stderr.flush()
