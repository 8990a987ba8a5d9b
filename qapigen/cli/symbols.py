# SPDX-License-Identifier: MIT
"""Which preprocessor symbols QEMU was configured with, as told on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import TypeVar

import click

Decorated = TypeVar("Decorated", bound=Callable[..., object])


def configuration_options(command: Decorated) -> Decorated:
    """Give a verb the options `--define`, `--undefine` and `--symbols`."""
    options = (
        click.option(
            "--define", multiple=True, metavar="SYM", help="A symbol that is defined."
        ),
        click.option(
            "--undefine", multiple=True, metavar="SYM", help="A symbol that is not."
        ),
        click.option(
            "--symbols",
            type=click.Path(exists=True, dir_okay=False),
            metavar="FILE",
            help='A JSON file {"set": [SYM…], "unset": [SYM…]}.',
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def undefined_symbols(
    define: Iterable[str], undefine: Iterable[str], symbols: str | None
) -> frozenset[str]:
    """The symbols that are not defined; what is said directly outweighs the file."""
    defined, undefined = set(define), set(undefine)
    if symbols is not None:
        more_defined, more_undefined = _symbols(symbols)
        defined |= more_defined - undefined
        undefined |= more_undefined - set(define)
    return frozenset(undefined - defined)


def _symbols(path: str) -> tuple[set[str], set[str]]:
    try:
        with open(path, encoding="utf-8") as file:
            symbols = json.load(file)
        return set(symbols.get("set", ())), set(symbols.get("unset", ()))
    except (OSError, ValueError, AttributeError, TypeError) as error:
        text = f'{path}: not a JSON object with "set" and "unset": {error}'
        raise click.BadParameter(text, param_hint="--symbols") from error
