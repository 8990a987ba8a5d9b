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
    compared, left_out = _compared(options)
    changes, stale = silence(compared, ignores)
    print_lines(_rendered(changes, options))
    print_lines(stale, to_error=True)
    if options.form != "markdown":
        from qapigen.compatibility.as_text import summary

        print_lines([summary(changes, left_out)], to_error=options.form != "text")
    return int(any(_fails(change, options.fail_on) for change in changes))


def _compared(options: Options) -> tuple[list[Change], Sequence[str]]:
    """All changes, and the names of what could not be compared."""
    from qapigen.cli.sides import read_sides
    from qapigen.compatibility.comparison import compare
    from qapigen.compatibility.limits import not_compared
    from qapigen.compatibility.policy import with_window

    symbols = read_symbols(options.define, options.undefine, options.symbols)
    is_defined = symbols.is_defined if symbols.is_given else None
    sides = read_sides(options.schemas, is_defined)
    *earlier, old, new = [side.wire for side in sides]
    changes = compare(old, new)
    if earlier:
        changes = with_window(changes, earlier[-1])
    return changes, not_compared(old, new)


def _rendered(changes: Sequence[Change], options: Options) -> Iterable[str]:
    *_, old, new = options.schemas
    match options.form:
        case "json":
            from qapigen.compatibility.as_json import render as render_json

            return render_json(changes)
        case "markdown":
            from qapigen.compatibility.as_markdown import render as render_page

            return render_page(changes, old, new)
        case "text":
            from qapigen.compatibility.as_text import render as render_text

            return render_text(changes, *([_paint] if wants_colour() else []))
        case form:
            from qapigen.cli.rendering import rendered
            from qapigen.compatibility.as_findings import as_findings

            return rendered(as_findings(changes, new), form)


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
