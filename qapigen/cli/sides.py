# SPDX-License-Identifier: MIT
"""What can be compared: schema files, git revisions, saved answers, running servers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, NoReturn

import click

from qapigen.cli.reading import read_schema
from qapigen.cli.sources import (
    ADDRESSES,
    SchemaPath,
    hint_at_merge_base,
    opened,
    schema_path,
)
from qapigen.cli.terminal import COULD_NOT_BE_DONE, print_lines
from qapigen.diagnostics.visible import visible
from qapigen.regular_files import is_stream_path
from qapigen.schema.answers import UnreadableAnswerError, is_answer, read_answer
from qapigen.schema.schema import Schema
from qapigen.schema.wire import IsDefined, Wire, wire_of
from qapigen.syntax.loader import STANDARD_INPUT, Read

# So much of a file shows whether it is an answer; its faults are reported later.
_START = 1000


class Side(NamedTuple):
    """One side of a comparison: how it was named, its wire, and the schema if it is one."""

    name: str
    wire: Wire
    schema: Schema | None


def read_sides(names: Sequence[str], is_defined: IsDefined | None = None) -> list[Side]:
    """Read all sides; one without a path of its own takes that of another, the last first.

    What cannot be read ends the program, with status 3 where there is no server.
    """
    root = _root(names)
    return [_read_side(name, root, is_defined) for name in names]


def print_hint(names: Sequence[str]) -> None:
    """Say on standard error if the last side lacks commits of the one before it."""
    hint = hint_at_merge_base(names[-2], names[-1], _root(names))
    if hint is not None:
        print_lines([f"qapigen: hint: {visible(hint)}"], to_error=True)


def _root(names: Sequence[str]) -> SchemaPath | None:
    """The last of the paths that the sides have; None if there is none."""
    root = None
    for name in reversed(names):
        try:
            root = root or schema_path(name)
        except ValueError as error:
            _refuse(name, error)
    return root


def _read_side(
    name: str, root: SchemaPath | None, is_defined: IsDefined | None
) -> Side:
    try:
        if name.startswith(ADDRESSES):
            # Only a comparison with a server needs what talks to one.
            from qapigen.cli.servers import ask

            return Side(name, read_answer(ask(name), name), None)
        with opened(name, root) as (path, read):
            return _read_file(name, path, read, is_defined)
    except (OSError, ValueError, UnreadableAnswerError) as error:
        _refuse(name, error)


def _read_file(name: str, path: str, read: Read, is_defined: IsDefined | None) -> Side:
    """A side that is a file: a saved answer of a server, or the root of a schema."""
    if path == STANDARD_INPUT or is_stream_path(path):
        schema = read_schema(path, status=COULD_NOT_BE_DONE)
        return Side(name, wire_of(schema, is_defined), schema)
    data = read(path)
    if is_answer(data[:_START].decode(errors="replace")):
        return Side(name, read_answer(data.decode(), path), None)

    def read_again(other: str) -> bytes:
        # A pipe cannot be read twice.
        return data if other == path else read(other)

    schema = read_schema(path, read=read_again, status=COULD_NOT_BE_DONE)
    return Side(name, wire_of(schema, is_defined), schema)


def _refuse(name: str, error: Exception) -> NoReturn:
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    raise click.ClickException(f"cannot read '{visible(name)}': {visible(reason)}")
