# SPDX-License-Identifier: MIT
"""`qapigen generate`: bindings and other output from a schema."""

from __future__ import annotations

from typing import Any, NamedTuple

import click

from qapigen.backends.package_names import package_name_fault
from qapigen.backends.targets import BACKENDS
from qapigen.cli.build_paths import require_build_paths
from qapigen.cli.building import tell_build
from qapigen.cli.changes import done, kept, stale
from qapigen.cli.jobs import Job, project_jobs, understand
from qapigen.cli.parameters import edition_option, examples, schema_arguments
from qapigen.cli.producing import Action, Product, present, produce, recipe_of
from qapigen.cli.progress import Progress, progress_options
from qapigen.cli.symbols import symbol_options
from qapigen.cli.terminal import print_lines
from qapigen.configuration.project import Output
from qapigen.diagnostics.visible import output_line, visible
from qapigen.editions import Edition

# What is said about one output; those of a project say it themselves.
ABOUT_ONE = [field for field in Output._fields if field != "schema"]


class Arguments(NamedTuple):
    """What was asked for on the command line."""

    schemas: tuple[str, ...]
    target: str | None
    out: str | None
    package: str | None
    templates: str | None
    check: bool
    list_outputs: bool
    depfile: str | None
    stamp: str | None
    single_page: bool | None
    edition: Edition | None
    define: tuple[str, ...]
    undefine: tuple[str, ...]
    symbols: str | None
    quiet: bool
    verbose: bool


def _package(
    _context: click.Context, _option: click.Parameter, name: str | None
) -> str | None:
    fault = None if name is None else package_name_fault(name)
    if name is not None and fault:
        raise click.BadParameter(f"'{visible(name)}' {fault}")
    return name


EXAMPLES = examples(
    (
        "a package 'qmp' for the schema that comes with qapigen",
        "qapigen generate --embedded --target python -o .",
    ),
    ("everything that pyproject.toml lists", "qapigen generate"),
    ("the same in CI: is all of it up to date?", "qapigen generate --check"),
    (
        "a step of a build",
        "qapigen generate qapi.json --target python -o out --depfile out.d --stamp out.ok",
    ),
)


@click.command(
    "generate", epilog=EXAMPLES, short_help="Write bindings or documentation."
)
@schema_arguments("[SCHEMA]", most=1)
@click.option("--target", type=click.Choice(list(BACKENDS)), help="What to make.")
@click.option(
    "-o",
    "--out",
    "--output",
    type=click.Path(file_okay=False),
    metavar="DIR",
    help="The folder to write into; it is created.",
)
@click.option(
    "--package",
    metavar="NAME",
    callback=_package,
    help="The package's name, a folder in DIR.  [default: qmp]",
)
@click.option(
    "--templates",
    type=click.Path(exists=True, file_okay=False),
    metavar="DIR",
    help="A folder whose templates replace those of the same name.",
)
@click.option(
    "--check", is_flag=True, help="Make nothing; status 1 if something would change."
)
@click.option(
    "--list-outputs", is_flag=True, help="Make nothing; print the files' paths."
)
@click.option(
    "--depfile",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Write what was read, as a rule for Make or Ninja.",
)
@click.option(
    "--stamp",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="A file to touch when done; the rule's target, if given.",
)
@click.option(
    "--single-page",
    is_flag=True,
    default=None,
    help="Markdown only: everything in one file.",
)
@edition_option
@symbol_options
@progress_options
def command(**given: Any) -> int:
    """Make output from SCHEMA; files that would not change are not touched.

    Without a SCHEMA, the outputs that [tool.qapigen] in pyproject.toml lists.
    Without symbols given, everything is there, whatever its condition.

    A file that was changed by hand is not lost: it is kept beside the new one,
    with ".edited" behind its name.
    """
    arguments = Arguments(**given)
    progress = Progress(arguments.quiet, arguments.verbose)
    try:
        products = _products(arguments, progress)
    finally:
        progress.end()
    if arguments.list_outputs:
        print_lines(
            output_line(path) for product in products for path in product.paths()
        )
        return 0
    if arguments.check and any(product.changes for product in products):
        print_lines(stale(products, click.get_current_context().obj or ()))
        return 1
    print_lines(kept(products), to_error=True)
    tell_build(products, arguments.depfile, arguments.stamp)
    return 0


def _products(arguments: Arguments, progress: Progress) -> list[Product]:
    """Every output that was asked for, made unless it lies there already."""
    products = []
    jobs = _jobs(arguments)
    if arguments.depfile is not None:
        # A file's own name is harmless: only the folder can be refused.
        outputs = (str(job.folder / "file") for job in jobs)
        require_build_paths(outputs if arguments.stamp is None else [arguments.stamp])
    for job in jobs:
        folder = output_line(str(job.folder))
        progress.step(f"{folder}: looking")
        made = recipe_of(job)
        product = present(job, made)
        if product is None:
            if job.table is not None:
                understand()
            source = visible(job.output.schema)
            progress.step(f"{folder}: making it from {source}")
            product = produce(job, made, _action(arguments))
        products.append(product)
        for line in done(product):
            progress.step(line)
    return products


def _action(arguments: Arguments) -> Action:
    """What to do with the files of an output."""
    if arguments.check or arguments.list_outputs:
        return Action.PRETEND
    return Action.WRITE if arguments.depfile is None else Action.WRITE_WITH_RULE


def _jobs(arguments: Arguments) -> list[Job]:
    said = {key: getattr(arguments, key) for key in ABOUT_ONE}
    said = {key: value for key, value in said.items() if value is not None}
    if not arguments.schemas:
        if said:
            raise click.UsageError(
                f"name a SCHEMA for --{next(iter(said)).replace('_', '-')}"
            )
        return project_jobs(arguments.define, arguments.undefine)
    for key in ("target", "out"):
        if key not in said:
            raise click.UsageError(f"--{key} is missing")
    (schema,) = arguments.schemas
    output = Output(schema=schema, **said)
    return [Job(output, arguments.define, arguments.undefine)]
