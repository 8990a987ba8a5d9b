# SPDX-License-Identifier: MIT
"""`qapigen introspect`: what a server with this schema answers to query-qmp-schema."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import click

from qapigen.cli.parameters import edition_option, examples, schema_arguments
from qapigen.cli.reading import read_schema
from qapigen.cli.symbols import read_symbols, symbol_options
from qapigen.cli.terminal import print_lines
from qapigen.editions import Edition


class Options(NamedTuple):
    """What was asked for on the command line."""

    schemas: tuple[str]
    edition: Edition | None
    define: tuple[str, ...]
    undefine: tuple[str, ...]
    symbols: str | None
    unmask: bool


EXAMPLES = examples(
    (
        "with the names of types, as people read it",
        "qapigen introspect qapi.json --unmask",
    ),
    (
        "what changed between two releases of a schema",
        "diff <(qapigen introspect old.json) <(qapigen introspect new.json)",
    ),
)


@click.command(
    "introspect",
    epilog=EXAMPLES,
    short_help="Print what query-qmp-schema would answer.",
)
@schema_arguments("SCHEMA", fewest=1, most=1)
@edition_option
@symbol_options
@click.option(
    "--unmask", is_flag=True, help="Show the names of types instead of numbers."
)
def command(**given: Any) -> int:
    """Print the answer of query-qmp-schema for SCHEMA as JSON, an entity a line.

    Symbols that are named nowhere count as defined.
    """
    options = Options(**given)
    symbols = read_symbols(options.define, options.undefine, options.symbols)
    (path,) = options.schemas
    schema = read_schema(path, options.edition)

    from qapigen.backends.introspection import introspect

    entities = introspect(schema, symbols.undefined, options.unmask)
    print_lines(_json_lines(entities))
    return 0


def _json_lines(entities: Sequence[object]) -> Iterator[str]:
    """One list, an entity a line, so that two answers can be compared with diff."""
    *others, last = map(json.dumps, entities) if entities else [""]
    yield "["
    yield from (f"{entity}," for entity in others)
    yield from ([last] if last else [])
    yield "]"
