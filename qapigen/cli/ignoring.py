# SPDX-License-Identifier: MIT
"""What the user lets pass: `--ignore CODE[:NAME]`, and the entries of the project."""

from __future__ import annotations

from collections.abc import Sequence

import click

from qapigen.diagnostics.ignores import Ignore
from qapigen.source import Source, Span

OPTION = "--ignore "
# How the codes of all findings in examples begin.
EXAMPLES = "example-"


def known_ignores(of_project: Sequence[Ignore], options: Sequence[str]) -> list[Ignore]:
    """All entries; a usage error with near names if one has an unknown code."""
    ignores = [*of_project, *map(_placed, options)]
    if ignores:
        # Knowing every code means importing every rule.
        from qapigen.catalog import find_code

        for ignore in ignores:
            code, advice = find_code(ignore.code)
            if code is None:
                place = f"{ignore.span.source.path}:{ignore.span.line}"
                raise click.UsageError(f"{place}: no code '{ignore.code}'; {advice}")
    return ignores


def of_examples(ignores: Sequence[Ignore]) -> list[Ignore]:
    """Those for findings in examples, which silence nothing where nobody looks at examples."""
    return [ignore for ignore in ignores if ignore.code.startswith(EXAMPLES)]


def _placed(entry: str) -> Ignore:
    """An entry of the command line, with a source of its own to point into."""
    code, _, name = entry.partition(":")
    source = Source("<command line>", f"{OPTION}{entry}\n")
    return Ignore(
        code, name or None, Span(source, len(OPTION), len(OPTION) + len(entry))
    )
