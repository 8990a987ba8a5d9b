# SPDX-License-Identifier: MIT
"""Reading a schema for a verb that wants to use it, not to judge it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from qapigen.cli.rendering import rendered
from qapigen.cli.terminal import print_lines
from qapigen.diagnostics.diagnostic import Diagnostic, Severity
from qapigen.diagnostics.summary import counts
from qapigen.diagnostics.visible import visible
from qapigen.editions import Edition

if TYPE_CHECKING:
    from qapigen.schema.schema import Schema
    from qapigen.syntax.loader import Read


def read_schema(
    path: str,
    edition: Edition | None = None,
    read: Read | None = None,
    status: int = 1,
) -> Schema:
    """The schema of a root file that has no errors.

    Errors go to standard error and end the program with the status; warnings are
    for `check` to give.
    """
    from qapigen.compiler import compile_schema
    from qapigen.syntax.loader import UnreadableRootError, read_file

    try:
        compilation = compile_schema(path, edition, read or read_file)
    except UnreadableRootError as error:
        raise click.ClickException(f"cannot read '{visible(path)}': {error}") from error
    refuse(compilation.findings, compilation.schema, status)
    return compilation.schema


def refuse(findings: Sequence[Diagnostic], schema: Schema, status: int = 1) -> None:
    """End the program if there are errors among the findings, and show them."""
    errors = [found for found in findings if found.severity is Severity.ERROR]
    if errors:
        show(errors, schema)
        raise click.exceptions.Exit(status)


def show(findings: Sequence[Diagnostic], schema: Schema) -> None:
    """Print findings and their number to standard error."""
    print_lines(rendered(findings, "text"), to_error=True)
    print_lines([counts(findings, len(schema.modules))], to_error=True)
