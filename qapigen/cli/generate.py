# SPDX-License-Identifier: MIT
"""`qapigen generate`: bindings and other output from a schema."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from qapigen.backends.targets import BACKENDS
from qapigen.cli.parameters import edition_option
from qapigen.cli.reading import read_schema, refuse, show
from qapigen.cli.symbols import read_symbols, symbol_options
from qapigen.cli.terminal import print_lines
from qapigen.diagnostics.diagnostic import Diagnostic
from qapigen.editions import Edition

if TYPE_CHECKING:
    from qapigen.backends.output import Changes


class Arguments(NamedTuple):
    """What was asked for on the command line."""

    schema: str
    target: str
    output: Path
    package: str
    templates: Path | None
    check: bool
    single_page: bool
    edition: Edition | None
    define: tuple[str, ...]
    undefine: tuple[str, ...]
    symbols: str | None


def _package(_context: click.Context, _option: click.Parameter, name: str) -> str:
    from keyword import iskeyword

    if not name.isidentifier() or iskeyword(name):
        raise click.BadParameter(f"'{name}' is no name for a package")
    return name


@click.command("generate")
@click.argument("schema")
@click.option(
    "--target", type=click.Choice(list(BACKENDS)), required=True, help="What to make."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="DIR",
    help="The folder to write into; it is created.",
)
@click.option(
    "--package",
    default="qmp",
    show_default=True,
    metavar="NAME",
    callback=_package,
    help="The package's name, a folder in DIR.",
)
@click.option(
    "--templates",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="A folder whose templates replace those of the same name.",
)
@click.option(
    "--check", is_flag=True, help="Write nothing; status 1 if something would change."
)
@click.option(
    "--single-page", is_flag=True, help="Markdown only: everything in one file."
)
@edition_option
@symbol_options
def command(**given: Any) -> int:
    """Make output from SCHEMA; files that would not change are not touched.

    Without symbols given, everything is there, whatever its condition.
    """
    arguments = Arguments(**given)
    symbols = read_symbols(arguments.define, arguments.undefine, arguments.symbols)
    schema = read_schema(arguments.schema, arguments.edition)

    from qapigen.backends.output import write
    from qapigen.backends.targets import Options

    target = BACKENDS[arguments.target]
    backend = target.backend()
    refuse(list(backend.obstacles(schema)), schema)
    is_defined = symbols.is_defined if symbols.is_given else None
    options = Options(
        arguments.package, arguments.templates, is_defined, arguments.single_page
    )
    folder = arguments.output
    if target.is_package:
        folder = folder / arguments.package
    made = list(backend.generate(schema, options))
    files = [part for part in made if not isinstance(part, Diagnostic)]
    findings = [part for part in made if isinstance(part, Diagnostic)]
    if findings:
        show(findings, schema)
    try:
        changes = write(files, folder, pretend=arguments.check)
    except OSError as error:
        raise click.ClickException(f"cannot write: {error}") from error
    return _report(changes, arguments)


def _report(changes: Changes, arguments: Arguments) -> int:
    """Say what would change, if that is what was asked; silent otherwise."""
    if not arguments.check:
        return 0
    print_lines([f"would write {path}" for path in changes.written])
    print_lines([f"would remove {path}" for path in changes.removed])
    return 1 if changes else 0
