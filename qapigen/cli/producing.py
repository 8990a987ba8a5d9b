# SPDX-License-Identifier: MIT
"""Makes one output, unless what lies there is what would come out again."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from qapigen.backends.freshness import RECORD, Recipe, fresh, recipe, record_of
from qapigen.backends.manifest import read_manifest
from qapigen.backends.targets import BACKENDS
from qapigen.cli.build_paths import require_build_paths
from qapigen.cli.failing import cannot
from qapigen.cli.jobs import Job
from qapigen.diagnostics.visible import visible
from qapigen.regular_files import is_stream_path

if TYPE_CHECKING:
    from qapigen.backends.output import Changes, GeneratedFile
    from qapigen.schema.schema import Schema
    from qapigen.source import Source

STANDARD_INPUT = "-"


class Action(Enum):
    """What to do with an output that has been generated."""

    PRETEND = auto()
    """Compare it with the files that exist."""
    WRITE = auto()
    WRITE_WITH_RULE = auto()
    """Write it, for a rule of a build tool."""


class Product(NamedTuple):
    """What an output consists of and was made from; `changes` is None if nothing was done."""

    folder: Path
    files: tuple[str, ...]
    inputs: tuple[str, ...]
    changes: Changes | None = None

    def paths(self) -> Iterator[str]:
        """The paths of its files."""
        return (str(self.folder / name) for name in self.files)


def present(job: Job, made: Recipe) -> Product | None:
    """The output as it lies there, if it would come out the same again."""
    if not is_file(job.output.schema):
        return None
    try:
        schemas = fresh(job.folder, made)
    except OSError as error:
        raise cannot("read", error) from error
    if schemas is None:
        return None
    return Product(
        job.folder, tuple(read_manifest(job.folder)), _inputs(job, made, schemas)
    )


def produce(job: Job, made: Recipe, action: Action) -> Product:
    """The output, generated and written, or only compared.

    Raises a ClickException if the action is `WRITE_WITH_RULE` and a rule could not
    name one of the files; nothing is written then.
    """
    # What is slow to import is imported once something is to be made.
    from qapigen.backends.output import replace, write
    from qapigen.cli.reading import read_schema

    schema = read_schema(job.output.schema, job.output.edition)
    files = _files(job, schema)
    sources = [module.source for module in schema.modules]
    inputs = _inputs(job, made, _paths_of(sources, job))
    names = tuple(file.path for file in files)
    if action is Action.WRITE_WITH_RULE:
        require_build_paths(inputs)
    pretend = action is Action.PRETEND
    try:
        changes = write(files, job.folder, pretend=pretend)
        if not pretend:
            record = record_of(made, changes.manifest, sources)
            replace(job.folder / RECORD, record)
    except OSError as error:
        raise cannot("read" if pretend else "write", error) from error
    return Product(job.folder, names, inputs, changes)


def _paths_of(sources: Iterable[Source], job: Job) -> tuple[str, ...]:
    """The schema's files; a stream that was the root is none."""
    paths = tuple(source.path for source in sources)
    return paths if is_file(job.output.schema) else paths[1:]


def is_file(schema: str) -> bool:
    """Whether a root is a file, and no stream."""
    return schema != STANDARD_INPUT and not is_stream_path(schema)


def _files(job: Job, schema: Schema) -> list[GeneratedFile]:
    """What the backend makes; what it finds wrong is shown."""
    from qapigen.backends.targets import Options
    from qapigen.cli.reading import refuse, show
    from qapigen.diagnostics.diagnostic import Diagnostic

    backend = BACKENDS[job.output.target].backend()
    refuse(list(backend.obstacles(schema)), schema)
    symbols = job.symbols()
    is_defined = symbols.is_defined if symbols.is_given else None
    options = Options(
        job.output.package, job.templates, is_defined, job.output.single_page
    )
    try:
        parts = list(backend.generate(schema, options))
    except Exception as error:
        from qapigen.backends.templating import fault_in

        # A template can fail in any way that Python can.
        fault = fault_in(job.templates, error) if job.templates else None
        if fault is None:
            raise
        raise click.ClickException(visible(fault)) from error
    findings = [part for part in parts if isinstance(part, Diagnostic)]
    if findings:
        show(findings, schema)
    return [part for part in parts if not isinstance(part, Diagnostic)]


def recipe_of(job: Job) -> Recipe:
    """All that decides what comes out, but for the schema's files."""
    symbols = job.symbols()
    options = (
        job.output.package,
        str(job.output.edition or ""),
        "single page" if job.output.single_page else "pages",
        *(["given", *sorted(symbols.undefined)] if symbols.is_given else ()),
        # A table that has been understood once need not be understood again.
        repr(job.table),
    )
    try:
        return recipe(job.output.schema, job.output.target, options, job.templates)
    except OSError as error:
        raise cannot("read", error) from error


def _inputs(job: Job, made: Recipe, schemas: tuple[str, ...]) -> tuple[str, ...]:
    """Every file that was read: the schema's, templates, and what says what to make."""
    files = [*schemas, *map(os.fspath, made.templates)]
    files += [path for path in (job.output.symbols, job.project) if path]
    return tuple(files)
