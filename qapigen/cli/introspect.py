# SPDX-License-Identifier: MIT
"""`qapigen introspect`: what a server with this schema answers to query-qmp-schema."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import click

from qapigen.cli.parameters import edition_option
from qapigen.cli.reading import read_schema
from qapigen.cli.terminal import print_lines
from qapigen.editions import Edition


class Options(NamedTuple):
    """What was asked for on the command line."""

    schema: str
    edition: Edition | None
    define: tuple[str, ...]
    undefine: tuple[str, ...]
    symbols: str | None
    unmask: bool


@click.command("introspect")
@click.argument("schema")
@edition_option
@click.option(
    "--define", multiple=True, metavar="SYM", help="A symbol that is defined."
)
@click.option("--undefine", multiple=True, metavar="SYM", help="A symbol that is not.")
@click.option(
    "--symbols",
    type=click.Path(exists=True, dir_okay=False),
    metavar="FILE",
    help='A JSON file {"set": [SYM…], "unset": [SYM…]}.',
)
@click.option(
    "--unmask", is_flag=True, help="Show the names of types instead of numbers."
)
def command(**given: Any) -> int:
    """Print the answer of query-qmp-schema for SCHEMA as JSON, an entity a line.

    Symbols that are named nowhere count as defined.
    """
    options = Options(**given)
    defined, undefined = set(options.define), set(options.undefine)
    if both := sorted(defined & undefined):
        raise click.UsageError(f"{both[0]} is named as defined and as undefined")
    if options.symbols is not None:
        more_defined, more_undefined = _symbols(options.symbols)
        defined |= more_defined - undefined
        undefined |= more_undefined - set(options.define)
    schema = read_schema(options.schema, options.edition)

    from qapigen.backends.introspection import introspect

    entities = introspect(schema, frozenset(undefined - defined), options.unmask)
    print_lines(_json_lines(entities))
    return 0


def _symbols(path: str) -> tuple[set[str], set[str]]:
    try:
        with open(path, encoding="utf-8") as file:
            symbols = json.load(file)
        return set(symbols.get("set", ())), set(symbols.get("unset", ()))
    except (OSError, ValueError, AttributeError, TypeError) as error:
        text = f'{path}: not a JSON object with "set" and "unset": {error}'
        raise click.BadParameter(text, param_hint="--symbols") from error


def _json_lines(entities: Sequence[object]) -> Iterator[str]:
    """One list, an entity a line, so that two answers can be compared with diff."""
    *others, last = map(json.dumps, entities) if entities else [""]
    yield "["
    yield from (f"{entity}," for entity in others)
    yield from ([last] if last else [])
    yield "]"
