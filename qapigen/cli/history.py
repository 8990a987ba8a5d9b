# SPDX-License-Identifier: MIT
"""`qapigen history`: since when each command, event, argument, member and value exists."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from qapigen.cli.parameters import embedded_schema, examples, schema_arguments
from qapigen.cli.terminal import print_lines
from qapigen.diagnostics.visible import output_line, visible

if TYPE_CHECKING:
    from qapigen.cli.sides import Side
    from qapigen.compatibility.history import Life
    from qapigen.compatibility.since import Disagreement


class Options(NamedTuple):
    """What was asked for on the command line."""

    schemas: tuple[str, ...]
    form: str
    check_since: bool


EXAMPLES = examples(
    ("since when each thing exists", "qapigen history 7.0=old.json 8.0=new.json"),
    (
        "does the documentation say since when?",
        "qapigen history git:v8.0.0:qapi.json git:v8.1.0:qapi.json --check-since",
    ),
)


@click.command(
    "history", epilog=EXAMPLES, short_help="Show since when each thing exists."
)
@schema_arguments("[NAME=]SCHEMA...", fewest=1)
@click.option(
    "--format",
    "form",
    type=click.Choice(("table", "json")),
    default="table",
    show_default=True,
)
@click.option(
    "--check-since",
    is_flag=True,
    help="Report what the newest documents as since another release.",
)
def command(**given: Any) -> int:
    """Show the first and the last of the SCHEMAs, oldest first, that has each thing.

    A SCHEMA is whatever can be compared, see `qapigen diff`. It is shown by the
    release in its path or revision if there is one; NAME= gives another name.
    """
    options = Options(**given)
    from qapigen.cli.sides import read_sides
    from qapigen.compatibility.history import history

    names, places = zip(*map(_named, options.schemas), strict=True)
    sides = read_sides(places)
    lives = history([side.wire for side in sides])
    if options.check_since:
        return _check_since(lives, sides, names, options.form)
    show = _json_lines if options.form == "json" else _table
    print_lines(show(lives, names))
    return 0


def _named(schema: str) -> tuple[str, str]:
    """The name to show for a schema, and where it is."""
    from qapigen.compatibility.since import release_in

    name, separator, place = schema.partition("=")
    if separator and "/" not in name and ":" not in name:
        return name, place
    if schema == embedded_schema():
        return "embedded", schema
    release = release_in(schema)
    return ".".join(map(str, release)) if release else schema, schema


def _table(lives: Sequence[Life], names: Sequence[str]) -> Iterator[str]:
    width = max([len("first"), *map(len, names)])
    yield f"{'first':{width}}  {'last':{width}}  {'kind':8}  path"
    for life in lives:
        first, last = output_line(names[life.first]), visible(names[life.last])
        yield f"{first:{width}}  {last:{width}}  {life.kind:8}  {visible(life.where)}"


def _json_lines(lives: Sequence[Life], names: Sequence[str]) -> Iterator[str]:
    for life in lives:
        yield json.dumps(
            {
                "path": life.where,
                "kind": life.kind,
                "first": names[life.first],
                "last": names[life.last],
            }
        )


def _check_since(
    lives: Sequence[Life], sides: Sequence[Side], names: Sequence[str], form: str
) -> int:
    from qapigen.compatibility.since import disagreements, release_in

    newest = sides[-1].schema
    releases = [release for name in names if (release := release_in(name))]
    if len(releases) < len(names) or newest is None:
        raise click.UsageError(
            "--check-since needs schemas whose releases are known: write 9.0=SCHEMA"
        )
    if releases != sorted(releases):
        raise click.UsageError("--check-since needs the oldest release first")
    wires = [side.wire for side in sides]
    found = list(disagreements(lives, newest, wires, releases))
    show = _json_findings if form == "json" else _findings
    print_lines(show(found, names))
    return int(bool(found))


def _findings(found: Sequence[Disagreement], names: Sequence[str]) -> Iterator[str]:
    for life, stated in found:
        span = life.thing.span
        place = f"{output_line(span.source.path)}:{span.line}"
        before = f", not in {names[life.first - 1]}" if life.first else ""
        yield (
            f"{place}: {visible(life.where)}: documented as since {stated},"
            f" is in {visible(names[life.first])}{visible(before)}"
        )


def _json_findings(
    found: Sequence[Disagreement], names: Sequence[str]
) -> Iterator[str]:
    for life, stated in found:
        span = life.thing.span
        yield json.dumps(
            {
                "path": life.where,
                "kind": life.kind,
                "since": stated,
                "first": names[life.first],
                "place": {"file": span.source.path, "line": span.line},
            }
        )
