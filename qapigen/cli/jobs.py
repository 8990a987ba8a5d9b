# SPDX-License-Identifier: MIT
"""What `generate` is to do: the output of a command line, or those of a project."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import click

from qapigen.backends.targets import BACKENDS
from qapigen.cli.symbols import Symbols, read_symbols
from qapigen.configuration.project import (
    ConfigurationError,
    Output,
    find_project,
    read_project,
)


class Job(NamedTuple):
    """An output and the symbols of the command line; a project's also has its file and table."""

    output: Output
    define: tuple[str, ...] = ()
    undefine: tuple[str, ...] = ()
    project: str = ""
    table: Any = None

    @property
    def folder(self) -> Path:
        """The folder that is all ours: that of the package, if it is one."""
        folder = Path(self.output.out)
        is_package = BACKENDS[self.output.target].is_package
        return folder / self.output.package if is_package else folder

    @property
    def templates(self) -> Path | None:
        """The user's own templates."""
        return Path(self.output.templates) if self.output.templates else None

    def symbols(self) -> Symbols:
        """Which symbols are defined."""
        return read_symbols(self.define, self.undefine, self.output.symbols)


def project_jobs(define: tuple[str, ...], undefine: tuple[str, ...]) -> list[Job]:
    """The outputs of the project; whether its table is all right is for `understand` to see."""
    try:
        found = find_project()
    except ConfigurationError as error:
        raise click.UsageError(str(error)) from error
    if found is not None and not found.looks_right():
        understand()
    outputs = found.outputs() if found else ()
    if found is None or not outputs:
        raise click.UsageError(
            "name a SCHEMA; no pyproject.toml with [[tool.qapigen.outputs]] names any"
        )
    if any(output.target not in BACKENDS for output in outputs):
        understand()
    return [
        Job(output, define, undefine, found.path, found.table) for output in outputs
    ]


def understand() -> None:
    """Read the whole table of the project; a usage error with all its faults, if it has any.

    That takes a while. So it is done before anything is made, but not before
    looking whether anything is to be made.
    """
    try:
        read_project()
    except ConfigurationError as error:
        raise click.UsageError(str(error)) from error
