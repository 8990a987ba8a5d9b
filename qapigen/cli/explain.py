# SPDX-License-Identifier: MIT
"""`qapigen explain`: what a finding or a change means, why it matters, and an example."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill, indent

import click

from qapigen.catalog import codes, example, find_code, headline
from qapigen.cli.index_page import index_page
from qapigen.cli.parameters import examples
from qapigen.cli.terminal import print_lines
from qapigen.compatibility.change import Kind
from qapigen.compatibility.kinds import kinds
from qapigen.diagnostics.diagnostic import Code
from qapigen.diagnostics.suggestions import did_you_mean
from qapigen.editions import ALWAYS

EXAMPLES = examples(
    ("what a finding means", "qapigen explain unknown-type"),
    ("what a change means", "qapigen explain value-added"),
    ("all of them, each with its message", "qapigen explain"),
)


def _names(
    _context: click.Context, _argument: click.Parameter, start: str
) -> list[str]:
    """What a shell offers."""
    return [name for name in (*codes(), *kinds()) if name.startswith(start)]


@click.command(
    "explain", epilog=EXAMPLES, short_help="Say what a finding or a change means."
)
@click.argument("code", required=False, shell_complete=_names)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Print all of them, with reasons and examples, as Markdown.",
)
def command(code: str | None, everything: bool) -> int:
    """Explain a CODE, alone or as it stands in what `check` or `diff` tells.

    Without one, list all: first those of findings, then the kinds of change.
    """
    if everything:
        print_lines(index_page())
    elif code is None:
        print_lines(_listed())
    else:
        code = code.partition("[")[2].partition("]")[0] or code
        known, _ = find_code(code)
        kind = kinds().get(code)
        if known is not None:
            print_lines(_explained(known))
        elif kind is not None:
            print_lines(_explained_change(kind))
        else:
            raise click.UsageError(f"no code '{code}'; {_advice(code)}")
    return 0


def _advice(name: str) -> str:
    near = did_you_mean(name, [*codes(), *kinds()])
    return near or "'qapigen explain' lists them all"


def _listed() -> Iterator[str]:
    """A line for each code and for each kind of change, with the worst that it can be."""
    rows = [
        (code.name, code.severity.value, headline(code)) for code in codes().values()
    ]
    for kind in kinds().values():
        rows.append((kind.name, str(max(kind.harm().values())), headline(kind)))
    width = max(len(name) for name, _, _ in rows)
    for name, mark, text in rows:
        yield f"{name:{width}}  {mark:10}  {text}"


def _explained(code: Code) -> Iterator[str]:
    yield f"{code.severity.value}[{code.name}]: {headline(code)}"
    yield ""
    yield fill(code.why, 80)
    yield ""
    yield f"Seen {'by every release' if code.refused_by == ALWAYS else code.refused_by}."
    shown = example(code)
    if shown is not None:
        yield from ("", "For example:", "", indent(shown.schema.rstrip(), "    "))
        yield from ("", "gives:", "", indent(shown.rendering.rstrip(), "    "))


def _explained_change(kind: Kind) -> Iterator[str]:
    yield f"change[{kind.name}]: {headline(kind)}"
    yield ""
    yield fill(kind.why, 80)
    yield ""
    for where, severity in kind.harm().items():
        yield f"Where the thing is {where}: {severity}."
