# SPDX-License-Identifier: MIT
"""`qapigen examples`: check the examples of a schema, list them, hand them on, begin one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from qapigen.cli.ignoring import known_ignores, of_examples
from qapigen.cli.mending import mend
from qapigen.cli.parameters import (
    Group,
    baseline_option,
    edition_option,
    examples,
    schema_arguments,
)
from qapigen.cli.reading import read_schema
from qapigen.cli.rendering import FORMATS, not_shown, rendered
from qapigen.cli.terminal import print_lines
from qapigen.configuration.project import ConfigurationError, read_project
from qapigen.diagnostics.diagnostic import Diagnostic, has_errors
from qapigen.diagnostics.ignores import Ignore, silence, unused
from qapigen.diagnostics.suggestions import did_you_mean
from qapigen.diagnostics.summary import counts
from qapigen.diagnostics.visible import visible
from qapigen.editions import Edition
from qapigen.schema.model import Command, Event, kind_of
from qapigen.schema.schema import Schema

if TYPE_CHECKING:
    from qapigen.diagnostics.baseline import Baseline

SHOWN = examples(
    ("every mistake in what comments show", "qapigen examples check qapi.json"),
    ("what still wants an example", "qapigen examples list qapi.json --missing"),
    ("begin one", "qapigen examples scaffold qapi.json query-clock"),
)

one_schema = schema_arguments("SCHEMA", fewest=1, most=1)


@click.group("examples", cls=Group, epilog=SHOWN)
def command() -> None:
    """Check and use the examples of documentation comments."""


@command.command("check")
@one_schema
@edition_option
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True
)
@click.option(
    "--ignore", multiple=True, metavar="CODE[:NAME]", help="Silence findings of a code."
)
@click.option(
    "--fix", is_flag=True, help="Show what can be mended; do it if you agree."
)
@click.option("--yes", is_flag=True, help="Agree to --fix without being asked.")
@baseline_option
def _check(schemas: tuple[str], edition: Edition | None, **given: Any) -> int:
    """Check every message in the examples of SCHEMA."""
    try:
        of_project = read_project().ignores
    except ConfigurationError as error:
        raise click.UsageError(str(error)) from error
    ignores = of_examples(known_ignores(of_project, given["ignore"]))
    (path,), source, form = schemas, given["baseline"], given["form"]
    schema = read_schema(path, edition)
    old = _baseline(source, {path: schema.edition}, ignores) if source else None
    shown, older, useless = _judged(path, schema, ignores, old)
    if given["fix"] and mend(shown, agreed=given["yes"]):
        schema = read_schema(path, edition)
        shown, older, _ = _judged(path, schema, ignores, old)
    shown += [unused(entry) for entry in useless if entry not in of_project]
    print_lines(rendered(shown, form))
    summary = counts(shown, len(schema.modules)) + not_shown(older)
    print_lines([summary], to_error=form != "text")
    return int(has_errors(shown))


def _baseline(
    source: str, editions: dict[str, Edition], ignores: list[Ignore]
) -> Baseline:
    """The findings in the examples of an older state."""
    from qapigen.cli.baselines import Judgement, read_baseline
    from qapigen.cli.judging import examples_alone

    judgement = Judgement(editions, examples_alone, ignores, with_examples=True)
    return read_baseline(source, judgement, quiet=False)


def _judged(
    path: str, schema: Schema, ignores: list[Ignore], old: Baseline | None
) -> tuple[list[Diagnostic], int, list[Ignore]]:
    """Findings to show, the number of those that are not new, and useless ignores."""
    from qapigen.cli.judging import wrong_examples

    every = wrong_examples(schema)
    findings, useless = silence(every, ignores)
    if old is None:
        return findings, 0, useless
    from qapigen.cli.baselines import new_findings

    shown = new_findings(findings, {path: every}, old)
    return shown, len(findings) - len(shown), useless


@command.command("list", short_help="List what each command and event shows.")
@one_schema
@edition_option
@click.option("--missing", is_flag=True, help="Only what has no example.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
)
def _list(
    schemas: tuple[str], edition: Edition | None, missing: bool, form: str
) -> int:
    """List how many examples each command and event of SCHEMA has, and where."""
    from qapigen.examples.exchanges import shown_definitions

    schema = read_schema(*schemas, edition)
    rows = [
        (definition, [exchange.messages[0].span.line for exchange in exchanges])
        for definition, exchanges in shown_definitions(schema)
        if not (missing and exchanges)
    ]
    print_lines(map(_json_row, rows) if form == "json" else _table(rows))
    return 0


@command.command("export", short_help="Print every true example as a line of JSON.")
@one_schema
@edition_option
def _export(schemas: tuple[str], edition: Edition | None) -> int:
    """Print every example without a mistake as a JSON object on a line."""
    import json

    from qapigen.examples.exchanges import exported

    print_lines(map(json.dumps, exported(read_schema(*schemas, edition))))
    return 0


@command.command("scaffold", short_help="Print an example to paste into a comment.")
@one_schema
@click.argument("name")
@edition_option
def _scaffold(schemas: tuple[str], name: str, edition: Edition | None) -> int:
    """Print an example of the command or event NAME to paste into its comment."""
    from qapigen.examples.scaffold import scaffold

    schema = read_schema(*schemas, edition)
    print_lines(scaffold(schema, _named(schema, name)))
    return 0


def _named(schema: Schema, name: str) -> Command | Event:
    found = schema.find(name)
    if isinstance(found, Command | Event):
        return found
    near = did_you_mean(name, [d.name for d in (*schema.commands, *schema.events)])
    raise click.UsageError(
        f"no command or event '{visible(name)}'" + (f"; {near}" if near else "")
    )


Row = tuple[Command | Event, list[int]]


def _table(rows: list[Row]) -> Iterator[str]:
    width = max((len(definition.name) for definition, _ in rows), default=0)
    for definition, lines in rows:
        place = f"{visible(definition.span.source.path)}:{definition.span.line}"
        shown = f"  examples at {', '.join(map(str, lines))}" if lines else ""
        kind = kind_of(definition)
        yield f"{kind:7}  {definition.name:{width}}  {len(lines):2}  {place}{shown}"


def _json_row(row: Row) -> str:
    import json

    definition, lines = row
    return json.dumps(
        {
            "kind": kind_of(definition),
            "name": definition.name,
            "file": definition.span.source.path,
            "line": definition.span.line,
            "examples": lines,
        }
    )
