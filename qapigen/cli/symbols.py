# SPDX-License-Identifier: MIT
"""The options that fix a configuration: which symbols of conditions are defined."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

import click

from qapigen.regular_files import MAX_CONFIGURATION_SIZE, read_regular_file

F = TypeVar("F", bound=Callable[..., Any])


class Symbols(NamedTuple):
    """What was said about symbols; `undefined` holds those that are not defined."""

    is_given: bool
    undefined: frozenset[str]

    def is_defined(self, name: str) -> bool:
        """Whether a symbol is defined; those that nobody named are."""
        return name not in self.undefined


def symbol_options(command: F) -> F:
    """Give a verb the options `--define`, `--undefine` and `--symbols`."""
    command = click.option(
        "--symbols",
        type=click.Path(exists=True, dir_okay=False),
        metavar="FILE",
        help='A JSON file {"set": [SYM…], "unset": [SYM…]}.',
    )(command)
    command = click.option(
        "--undefine", multiple=True, metavar="SYM", help="A symbol that is not."
    )(command)
    return click.option(
        "--define", multiple=True, metavar="SYM", help="A symbol that is defined."
    )(command)


def read_symbols(
    define: tuple[str, ...], undefine: tuple[str, ...], path: str | None
) -> Symbols:
    """What these options say together; the command line wins over the file."""
    defined, undefined = set(define), set(undefine)
    if both := sorted(defined & undefined):
        raise click.UsageError(f"{both[0]} is named as defined and as undefined")
    if path is not None:
        more_defined, more_undefined = _read(path)
        defined |= more_defined - undefined
        undefined |= more_undefined - set(define)
    is_given = bool(define or undefine or path is not None)
    return Symbols(is_given, frozenset(undefined - defined))


def _read(path: str) -> tuple[set[str], set[str]]:
    try:
        symbols = json.loads(read_regular_file(path, MAX_CONFIGURATION_SIZE))
        return set(symbols.get("set", ())), set(symbols.get("unset", ()))
    except (OSError, ValueError, AttributeError, TypeError) as error:
        text = f'{path}: not a JSON object with "set" and "unset": {error}'
        raise click.BadParameter(text, param_hint="--symbols") from error
