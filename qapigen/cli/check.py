# SPDX-License-Identifier: MIT
"""`qapigen check`: every mistake of a schema, in one run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from qapigen.cli.ignoring import known_ignores, of_examples
from qapigen.cli.parameters import edition_option, examples, schema_arguments
from qapigen.cli.progress import Progress, progress_options
from qapigen.cli.rendering import FORMATS, rendered
from qapigen.cli.terminal import COULD_NOT_BE_DONE, print_lines
from qapigen.configuration.project import ConfigurationError, Project, read_project
from qapigen.diagnostics.diagnostic import Diagnostic, Severity
from qapigen.diagnostics.ignores import silence, unused
from qapigen.diagnostics.summary import counts, reading
from qapigen.diagnostics.visible import output_line, visible
from qapigen.editions import Edition

if TYPE_CHECKING:
    from qapigen.compiler import Compilation


class Options(NamedTuple):
    """What was asked for on the command line."""

    schemas: tuple[str, ...]
    edition: Edition | None
    form: str
    strict: bool
    ignore: tuple[str, ...]
    examples: bool
    quiet: bool
    verbose: bool


EXAMPLES = examples(
    ("every mistake of a schema", "qapigen check qapi/qapi-schema.json"),
    ("as QEMU 7.2 reads it", "qapigen check --edition 7.2 qapi/qapi-schema.json"),
    ("what pyproject.toml names, for a workflow", "qapigen check --format github"),
    (
        "a schema that is being written, warnings and all",
        "cat new.json | qapigen check - --strict --ignore missing-documentation",
    ),
)


@click.command("check", epilog=EXAMPLES)
@schema_arguments("[SCHEMA]...")
@edition_option
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True
)
@click.option("--strict", is_flag=True, help="Let warnings fail, too.")
@click.option(
    "--ignore", multiple=True, metavar="CODE[:NAME]", help="Silence findings of a code."
)
@click.option(
    "--examples",
    is_flag=True,
    help="Check the examples of documentation comments, too.",
)
@progress_options
def command(**given: Any) -> int:
    """Check schemas: files, or - for standard input.

    Without a SCHEMA, those that [tool.qapigen] in pyproject.toml names.
    """
    options = Options(**given)
    try:
        project = read_project()
    except ConfigurationError as error:
        raise click.UsageError(str(error)) from error
    paths = list(dict.fromkeys(_paths(options, project)))
    ignores = known_ignores(project.ignores, options.ignore)

    progress = Progress(options.quiet, options.verbose)
    compilations = _compiled(paths, options.edition or project.edition, progress)
    if options.examples:
        from qapigen.cli.judging import with_examples

        compilations = {k: with_examples(c) for k, c in compilations.items()}
    findings, useless = silence(_once(compilations.values()), ignores)
    # The project's entries are for its own schemas: elsewhere they need not silence anything.
    excused = list(project.ignores if options.schemas else ())
    excused += [] if options.examples else of_examples(ignores)
    findings += [unused(ignore) for ignore in useless if ignore not in excused]
    print_lines(rendered(findings, options.form))
    if compilations and not options.quiet:
        summary = _summary(findings, compilations)
        print_lines(summary, to_error=options.form != "text")
    if len(compilations) < len(paths):
        return COULD_NOT_BE_DONE
    return int(
        any(options.strict or found.severity is Severity.ERROR for found in findings)
    )


def _paths(options: Options, project: Project) -> Sequence[str]:
    """The roots to check: those named here, else those of the project."""
    paths = options.schemas or project.schemas
    if not paths:
        raise click.UsageError(
            "name a SCHEMA; no pyproject.toml with [tool.qapigen] names any"
        )
    return paths


def _compiled(
    paths: Sequence[str], edition: Edition | None, progress: Progress
) -> dict[str, Compilation]:
    """Each root that can be read, compiled; the others are reported on standard error."""
    from qapigen.compiler import compile_schema
    from qapigen.syntax.loader import UnreadableRootError

    compilations = {}
    for path in paths:
        progress.step(f"{output_line(path)}: checking")
        try:
            compilations[path] = compile_schema(path, edition)
        except UnreadableRootError as error:
            print_lines(
                [f"qapigen: cannot read '{visible(path)}': {error}"], to_error=True
            )
    progress.end()
    return compilations


def _once(compilations: Iterable[Compilation]) -> Iterator[Diagnostic]:
    """All findings, those in a file that several roots include only once."""
    seen = set()
    for compilation in compilations:
        for finding in compilation.findings:
            source, start, end = finding.span
            key = (source.path, start, end, finding.code.name)
            if key not in seen:
                seen.add(key)
                yield finding


def _summary(
    findings: Sequence[Diagnostic], compilations: dict[str, Compilation]
) -> Iterator[str]:
    """How each schema was read, and the totals: on one line if there is one schema."""
    told = []
    files: set[str] = set()
    for path, compilation in compilations.items():
        files.update(module.path for module in compilation.schema.modules)
        inferred = compilation.edition if compilation.inferred else None
        text = reading(inferred, compilation.refusals)
        if text:
            told.append(
                text if len(compilations) == 1 else f"{output_line(path)}: {text}"
            )
    if len(compilations) == 1:
        yield "; ".join([counts(findings, len(files)), *told])
    else:
        yield from [*told, counts(findings, len(files))]
