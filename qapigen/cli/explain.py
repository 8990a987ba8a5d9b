# SPDX-License-Identifier: MIT
"""`qapigen explain`: what a code means, why the rule exists, and an example."""

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
from qapigen.editions import ALWAYS

EXAMPLES = examples(
    ("what a finding means", "qapigen explain unknown-type"),
    ("all codes, each with its message", "qapigen explain"),
)


@click.command("explain", epilog=EXAMPLES)
@click.argument("code", required=False)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Print the index of all codes, as Markdown.",
)
def command(code: str | None, everything: bool) -> int:
    """Explain a CODE as it stands in a finding; without one, list all."""
    if everything:
        print_lines(index_page())
    elif code is None:
        print_lines(_listed())
    else:
        known, advice = find_code(code)
        kind = kinds().get(code)
        if known is not None:
            print_lines(_explained(known))
        elif kind is not None:
            print_lines(_explained_change(kind))
        else:
            raise click.UsageError(f"no code '{code}'; {advice}")
    return 0


def _listed() -> Iterator[str]:
    known = codes()
    width = max(map(len, known))
    for code in known.values():
        yield f"{code.name:{width}}  {code.severity.value:7}  {headline(code)}"


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
    for severity, where in ((kind.send, "sent"), (kind.receive, "received")):
        if severity is not None:
            yield f"Where the thing is {where}: {severity}."
