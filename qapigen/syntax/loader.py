# SPDX-License-Identifier: MIT
"""Read a root schema file and, at each include, the file that it names."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import NamedTuple

from qapigen.diagnostics.report import Report
from qapigen.regular_files import is_stream_path, read_regular_file, read_stream
from qapigen.source import Source, Span
from qapigen.syntax.errors import (
    INCLUDE_LOOP,
    INCLUDE_NOT_TEXT,
    INVALID_INCLUDE,
    INVALID_UTF8,
    NESTED_TOO_DEEPLY,
    RESPELT_INCLUDE,
    UNREADABLE_INCLUDE,
)
from qapigen.syntax.nodes import Bad, DocComment, Entry, Expression, Object, Text
from qapigen.syntax.parser import parse

STANDARD_INPUT = "-"
MAX_INCLUDES = 100
MAX_FILE_SIZE = 64 * 2**20
"""The largest schema file that is read, in bytes."""

Read = Callable[[str], bytes]


class Include(NamedTuple):
    """An include directive: the file it names, None where that could not be read."""

    expression: Expression
    file: LoadedFile | None


class LoadedFile(NamedTuple):
    """A file with its includes resolved.

    `items` are the file's items in order, includes in place of their
    expressions. A file that is included twice is one and the same object.
    """

    source: Source
    items: tuple[Expression | DocComment | Include, ...]


class UnreadableRootError(Exception):
    """The root itself cannot be read; the text says why."""


def read_file(path: str) -> bytes:
    """The content of a schema file. Raises OSError or ValueError."""
    return read_regular_file(path, MAX_FILE_SIZE)


def load(path: str, report: Report, read: Read = read_file) -> LoadedFile:
    """The root file `path` with all that it includes.

    "-" and `/dev/stdin` are standard input, `/dev/fd/N` is an open stream.
    `read` gives the content of a file, or raises OSError or ValueError.
    Raises `UnreadableRootError`; every other fault goes to `report`.
    """
    try:
        is_stream = path == STANDARD_INPUT or is_stream_path(path)
        data = read_stream(path, MAX_FILE_SIZE) if is_stream else read(path)
    except (OSError, ValueError) as error:
        raise UnreadableRootError(_reason(error)) from error
    name = "<stdin>" if path == STANDARD_INPUT else path
    return _Loader(report, read).load(_decode(name, data, None, report), [])


class _Loader:
    def __init__(self, report: Report, read: Read) -> None:
        self.report = report
        self.read = read
        self.known: dict[str, LoadedFile | None] = {}

    def load(self, source: Source, open_files: list[str]) -> LoadedFile:
        """Parse `source` and what it includes; `open_files` are the includers' identities."""
        identity = os.path.abspath(source.path)
        self.known[identity] = None
        parsed = parse(source, self.report)
        items: list[Expression | DocComment | Include] = []
        for item in parsed.items:
            entry = _include_entry(item)
            if entry is None or isinstance(item, DocComment):
                items.append(item)
                continue
            path = self.included_path(item, entry)
            file = path and self.include(item, path, [*open_files, identity])
            items.append(Include(item, file))
        loaded = LoadedFile(source, tuple(items))
        self.known[identity] = loaded
        return loaded

    def included_path(self, item: Expression, include: Entry) -> Text | None:
        """The path that an include names, None if it is no proper include."""
        assert isinstance(item.value, Object)
        extra = [
            entry.key for entry in item.value.entries if entry.key.value != "include"
        ]
        if extra:
            self.report.add(INVALID_INCLUDE.at(extra[0]))
        if isinstance(include.value, Text):
            return include.value
        if not isinstance(include.value, Bad):
            self.report.add(INCLUDE_NOT_TEXT.at(include.value))
        return None

    def include(
        self, item: Expression, name: Text, open_files: list[str]
    ) -> LoadedFile | None:
        path = os.path.join(os.path.dirname(name.span.source.path), name.value)
        identity = os.path.abspath(path)
        if identity in open_files:
            finding = INCLUDE_LOOP.at(name, path=name.value)
            self.report.add(
                finding.helped_by("remove the include that closes the circle")
            )
            return None
        if identity in self.known:
            known = self.known[identity]
            if known is not None and path != known.source.path and _defines(known):
                finding = RESPELT_INCLUDE.at(name, path=name.value)
                self.report.add(
                    finding.pointing_at(known.source.included_from or name, "first")
                )
            return known
        if len(open_files) == MAX_INCLUDES:
            self.report.add(NESTED_TOO_DEEPLY.at(name, limit=MAX_INCLUDES))
            return None
        try:
            data = self.read(path)
        except (OSError, ValueError) as error:
            finding = UNREADABLE_INCLUDE.at(name, path=path, reason=_reason(error))
            if isinstance(error, FileNotFoundError):
                finding = finding.helped_by(_near_file(path))
            self.report.add(finding)
            self.known[identity] = None
            return None
        return self.load(_decode(path, data, item.span, self.report), open_files)


def _include_entry(item: Expression | DocComment) -> Entry | None:
    if isinstance(item, DocComment) or not isinstance(item.value, Object):
        return None
    return item.value.find("include")


def _defines(file: LoadedFile) -> bool:
    return any(isinstance(item, Expression) for item in file.items)


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _near_file(path: str) -> str | None:
    """Advice on a path that is not there: a file of the same folder with a near name."""
    from qapigen.diagnostics.suggestions import did_you_mean

    try:
        names = os.listdir(os.path.dirname(path) or ".")
    except OSError:
        return None
    return did_you_mean(os.path.basename(path), names)


def _decode(
    path: str, data: bytes, included_from: Span | None, report: Report
) -> Source:
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        text = data.decode(errors="replace")
        good = _with_plain_ends(data[: error.start].decode())
        source = Source(path, _closed(_with_plain_ends(text)), included_from)
        report.add(INVALID_UTF8.at(Span(source, len(good), len(good) + 1)))
        return source
    return Source(path, _closed(_with_plain_ends(text)), included_from)


def _with_plain_ends(text: str) -> str:
    if "\r" not in text:
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _closed(text: str) -> str:
    return text if not text or text.endswith("\n") else text + "\n"
