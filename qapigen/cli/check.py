# SPDX-License-Identifier: MIT
"""`qapigen check`: every mistake of a schema, in one run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from qapigen.cli.ignoring import known_ignores, of_examples
from qapigen.cli.parameters import (
    baseline_option,
    edition_option,
    examples,
    schema_arguments,
)
from qapigen.cli.progress import Progress, progress_options
from qapigen.cli.rendering import FORMATS, not_shown, rendered
from qapigen.cli.terminal import COULD_NOT_BE_DONE, print_lines
from qapigen.configuration.project import ConfigurationError, Project, read_project
from qapigen.diagnostics.diagnostic import Diagnostic, has_errors
from qapigen.diagnostics.ignores import Ignore, silence, unused
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
    baseline: str | None
    quiet: bool
    verbose: bool


EXAMPLES = examples(
    ("every mistake of a schema", "qapigen check qapi/qapi-schema.json"),
    ("as QEMU 7.2 reads it", "qapigen check --edition 7.2 qapi/qapi-schema.json"),
    ("what pyproject.toml names, for a workflow", "qapigen check --format github"),
    (
        "only what this branch brought",
        "qapigen check --baseline git:main... qapi/qapi-schema.json",
    ),
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
@baseline_option
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
    compilations = {k: _judged(c, options) for k, c in compilations.items()}
    findings, useless = silence(_once(compilations.values()), ignores)
    # The project's entries are for its own schemas: elsewhere they need not silence anything.
    excused = list(project.ignores if options.schemas else ())
    excused += [] if options.examples else of_examples(ignores)
    findings += [unused(ignore) for ignore in useless if ignore not in excused]
    shown = _new(findings, compilations, ignores, options)
    print_lines(rendered(shown, options.form))
    if compilations and not options.quiet:
        summary = _summary(shown, compilations, len(findings) - len(shown))
        print_lines(summary, to_error=options.form != "text")
    if len(compilations) < len(paths):
        return COULD_NOT_BE_DONE
    return int(has_errors(shown) or (options.strict and bool(shown)))


def _judged(compilation: Compilation, options: Options) -> Compilation:
    """The compilation with all findings that were asked for."""
    if not options.examples:
        return compilation
    from qapigen.cli.judging import with_examples

    return with_examples(compilation)


def _new(
    findings: list[Diagnostic],
    compilations: dict[str, Compilation],
    ignores: Sequence[Ignore],
    options: Options,
) -> list[Diagnostic]:
    """The findings that the baseline does not have; all where there is no baseline."""
    if options.baseline is None:
        return findings
    from qapigen.cli.baselines import Judgement, new_findings, read_baseline

    judgement = Judgement(
        {root: compilation.edition for root, compilation in compilations.items()},
        lambda older: _judged(older, options).findings,
        ignores,
        options.examples,
    )
    baseline = read_baseline(options.baseline, judgement, options.quiet)
    by_root = {root: c.findings for root, c in compilations.items()}
    return new_findings(findings, by_root, baseline)


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
            if finding.identity not in seen:
                seen.add(finding.identity)
                yield finding


def _summary(
    findings: Sequence[Diagnostic], compilations: dict[str, Compilation], older: int
) -> Iterator[str]:
    """How each schema was read, and the totals: on one line if there is one schema.

    `older` is the number of findings that are not shown because a baseline has them.
    """
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
    totals = counts(findings, len(files)) + not_shown(older)
    if len(compilations) == 1:
        yield "; ".join([totals, *told])
    else:
        yield from [*told, totals]
