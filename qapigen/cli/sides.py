# SPDX-License-Identifier: MIT
"""What can be compared: schema files, git revisions, saved answers, running servers."""

from __future__ import annotations

from typing import NamedTuple, NoReturn

import click

from qapigen.cli.reading import read_schema
from qapigen.cli.revisions import PREFIX, Revision
from qapigen.cli.terminal import COULD_NOT_BE_DONE
from qapigen.diagnostics.visible import visible
from qapigen.regular_files import is_stream_path, read_regular_file
from qapigen.schema.answers import UnreadableAnswerError, is_answer, read_answer
from qapigen.schema.schema import Schema
from qapigen.schema.wire import IsDefined, Wire, wire_of

MAX_ANSWER_SIZE = 64 * 2**20
"""The largest saved answer that is read, in bytes."""

ADDRESSES = ("unix:", "tcp:", "fd:")


class Side(NamedTuple):
    """One side of a comparison: how it was named, its wire, and the schema if it is one."""

    name: str
    wire: Wire
    schema: Schema | None


def read_side(name: str, is_defined: IsDefined | None = None) -> Side:
    """Read a side; what cannot be read ends the program, with status 3 where no server is."""
    try:
        if name.startswith(ADDRESSES):
            # Only who has to do with a server waits for what talks to it.
            from qapigen.cli.servers import ask

            return Side(name, read_answer(ask(name), name), None)
        if name.startswith(PREFIX):
            return _read_revision(name, is_defined)
        text = _start(name)
        if is_answer(text):
            content = read_regular_file(name, MAX_ANSWER_SIZE).decode()
            return Side(name, read_answer(content, name), None)
    except (OSError, ValueError, UnreadableAnswerError) as error:
        _refuse(name, error)
    schema = read_schema(name, status=COULD_NOT_BE_DONE)
    return Side(name, wire_of(schema, is_defined), schema)


def _start(path: str) -> str:
    """The first characters of a file, enough to see whether it is a server's answer."""
    if path == "-" or is_stream_path(path):
        return ""
    content = read_regular_file(path, MAX_ANSWER_SIZE)
    return content[:1000].decode(errors="replace")


def _read_revision(name: str, is_defined: IsDefined | None) -> Side:
    revision, separator, path = name.removeprefix(PREFIX).partition(":")
    if not separator or not revision or not path:
        raise ValueError("write git:REV:path")
    with Revision(revision) as files:
        path = files.path(path)
        text = files.read(path).decode(errors="replace")
        if is_answer(text):
            return Side(name, read_answer(text, path), None)
        schema = read_schema(path, read=files.read, status=COULD_NOT_BE_DONE)
    return Side(name, wire_of(schema, is_defined), schema)


def _refuse(name: str, error: Exception) -> NoReturn:
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    raise click.ClickException(f"cannot read '{visible(name)}': {visible(reason)}")
