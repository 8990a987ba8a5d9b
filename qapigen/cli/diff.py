# SPDX-License-Identifier: MIT
"""`qapigen diff`: what changed on the wire, for whom it breaks, and whether they were told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from qapigen.cli.parameters import examples, schema_arguments
from qapigen.cli.symbols import read_symbols, symbol_options
from qapigen.cli.terminal import print_lines, wants_colour

if TYPE_CHECKING:
    from qapigen.cli.sides import Side
    from qapigen.compatibility.change import Change
    from qapigen.compatibility.verdict import Severity

FORMATS = ("text", "json", "github", "sarif", "markdown")
FAIL_ON = ("breaking", "unannounced", "risky", "any", "never")


class Options(NamedTuple):
    """What was asked for on the command line."""

    schemas: tuple[str, ...]
    form: str
    fail_on: str
    ignore_file: str | None
    define: tuple[str, ...]
    undefine: tuple[str, ...]
    symbols: str | None


EXAMPLES = examples(
    ("what does this branch break?", "qapigen diff git:main... qapi.json"),
    (
        "only what clients were not told before",
        "qapigen diff 8.0.json 8.1.json 8.2.json --fail-on unannounced",
    ),
    ("what has come since?", "qapigen diff --embedded qapi.json"),
    ("a schema and a server that runs", "qapigen diff qapi.json unix:/run/qmp.sock"),
)


@click.command("diff", epilog=EXAMPLES)
@schema_arguments("OLD... NEW", fewest=2)
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True
)
@click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    default="breaking",
    show_default=True,
    help="The changes that give status 1.",
)
@click.option(
    "--ignore-file",
    type=click.Path(exists=True, dir_okay=False),
    metavar="FILE",
    help="A TOML file of [[ignore]] tables with code, path and reason.",
)
@symbol_options
def command(**given: Any) -> int:
    """Compare OLD with NEW by what clients see.

    Each is a schema file, git:REV:path, a saved answer to query-qmp-schema, or a
    server: unix:PATH, tcp:HOST:PORT or fd:NUMBER. git:REV, and a folder, take the path
    of another side; git:REV... is the merge base of REV and HEAD. With several OLD,
    oldest first, what is gone must have been deprecated in the last two of them.

    With --define, --undefine or --symbols one configuration is compared; symbols
    that are named nowhere count as defined.
    """
    options = Options(**given)
    from qapigen.cli.change_ignores import read_ignores, silence

    ignores = read_ignores(options.ignore_file) if options.ignore_file else []
    compared = _compared(options)
    changes, stale = silence(compared.changes, ignores)
    compared = compared._replace(changes=changes)
    print_lines(_rendered(compared, options.form))
    print_lines(stale, to_error=True)
    if options.form != "markdown":
        from qapigen.compatibility.as_text import summary

        line = summary(changes, compared.left_out)
        print_lines([line], to_error=options.form != "text")
    return int(any(_fails(change, options.fail_on) for change in changes))


class Comparison(NamedTuple):
    """The two sides, the changes between them, and what could not be compared."""

    old: Side
    new: Side
    changes: list[Change]
    left_out: Sequence[str]


def _compared(options: Options) -> Comparison:
    from qapigen.cli.sides import print_hint, read_sides
    from qapigen.compatibility.comparison import compare
    from qapigen.compatibility.limits import not_compared
    from qapigen.compatibility.policy import with_window

    symbols = read_symbols(options.define, options.undefine, options.symbols)
    is_defined = symbols.is_defined if symbols.is_given else None
    *earlier, old, new = read_sides(options.schemas, is_defined)
    print_hint(options.schemas)
    changes = compare(old.wire, new.wire)
    if earlier:
        changes = with_window(changes, earlier[-1].wire)
    return Comparison(old, new, changes, not_compared(old.wire, new.wire))


def _rendered(compared: Comparison, form: str) -> Iterable[str]:
    old, new, changes, left_out = compared
    match form:
        case "json":
            from qapigen.compatibility.as_json import render as render_json

            return render_json(changes)
        case "markdown":
            from qapigen.compatibility.as_markdown import Versions
            from qapigen.compatibility.as_markdown import render as render_page

            versions = Versions(old.name, new.name, new.schema, left_out)
            return render_page(changes, versions)
        case "text":
            from qapigen.compatibility.as_text import render as render_text

            return render_text(changes, *([_paint] if wants_colour() else []))
        case _:
            from qapigen.cli.rendering import rendered
            from qapigen.compatibility.as_findings import as_findings

            return rendered(as_findings(changes, new.name), form)


def _paint(text: str, severity: Severity) -> str:
    colours = ("green", "yellow", "red")
    return click.style(text, fg=colours[severity], bold=True)


def _fails(change: Change, fail_on: str) -> bool:
    from qapigen.compatibility import verdict
    from qapigen.compatibility.as_text import is_unannounced_break

    match fail_on:
        case "breaking":
            return change.severity is verdict.Severity.BREAKING
        case "unannounced":
            return is_unannounced_break(change)
        case "risky":
            return change.severity is not verdict.Severity.COMPATIBLE
    return fail_on == "any"
