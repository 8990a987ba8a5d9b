# SPDX-License-Identifier: MIT
"""The project that one works in: the nearest pyproject.toml, if it has a table for qapigen."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, NamedTuple

from qapigen.diagnostics.ignores import Ignore
from qapigen.editions import Edition, find_edition
from qapigen.regular_files import MAX_CONFIGURATION_SIZE, read_regular_file

FILE_NAME = "pyproject.toml"


class ConfigurationError(Exception):
    """The table is not as it should be; the text says where and why, a line a fault."""


class Output(NamedTuple):
    """Something to generate: from which schema, what, and whereto.

    Fields have the names of the project's keys; paths are as seen from here.
    """

    schema: str
    target: str
    out: str
    package: str = "qmp"
    edition: Edition | None = None
    symbols: str | None = None
    templates: str | None = None
    single_page: bool = False


class Project(NamedTuple):
    """What the project has decided: all empty where it has decided nothing."""

    schemas: tuple[str, ...] = ()
    edition: Edition | None = None
    ignores: tuple[Ignore, ...] = ()
    outputs: tuple[Output, ...] = ()


class Found(NamedTuple):
    """A pyproject.toml that has a table for qapigen: its path and text, and the table."""

    path: str
    text: str
    table: Any

    def looks_right(self) -> bool:
        """Whether the outputs can be looked for, at a glance: all else takes pydantic."""
        entries = isinstance(self.table, dict) and self.table.get("outputs", [])
        return isinstance(entries, list) and all(
            isinstance(entry, dict)
            and entry.keys() <= set(Output._fields)
            and entry.keys() >= {"schema", "target", "out"}
            and all(_looks_right(key, value) for key, value in entry.items())
            for entry in entries
        )

    def outputs(self) -> tuple[Output, ...]:
        """The outputs of the table, which looks right."""
        folder = os.path.dirname(self.path)
        default = self.table.get("edition")
        entries = self.table.get("outputs", ())
        return tuple(_output({"edition": default, **e}, folder) for e in entries)


def _looks_right(key: str, value: object) -> bool:
    if key == "package":
        # `check` imports nothing of the backends.
        from qapigen.backends.package_names import package_name_fault

        return isinstance(value, str) and package_name_fault(value) is None
    if key == "single_page":
        return isinstance(value, bool)
    return isinstance(value, str) and not has_control(value)


def has_control(text: str) -> bool:
    """Whether text of the configuration holds a control character, such as NUL."""
    return any(c < " " or "\x7f" <= c <= "\x9f" for c in text)


def read_project() -> Project:
    """The decisions in the nearest pyproject.toml, from the current folder upwards."""
    found = find_project()
    if found is None:
        return Project()
    from qapigen.configuration.table import read_table

    return read_table(found)


def find_project() -> Found | None:
    """The nearest pyproject.toml, if it has a table for qapigen."""
    folder = os.getcwd()
    while True:
        path = os.path.join(folder, FILE_NAME)
        if os.path.isfile(path):
            return _read(os.path.relpath(path))
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent


def _read(path: str) -> Found | None:
    try:
        text = read_regular_file(path, MAX_CONFIGURATION_SIZE).decode()
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"{path}: {error}") from error
    # Reading TOML costs time, and understanding a table more: look first, each time.
    if "qapigen" not in text:
        return None
    table = _table(path, text)
    return None if table is None else Found(path, text, table)


def _table(path: str, text: str) -> object:
    """What stands under [tool.qapigen], None if there is no such table."""
    import tomllib

    try:
        tools = tomllib.loads(text).get("tool", {})
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{path}: {error}") from error
    return tools.get("qapigen") if isinstance(tools, dict) else None


def _output(entry: Mapping[str, Any], folder: str) -> Output:
    """An entry, its paths as seen from here instead of from the project's folder."""
    paths = {
        key: os.path.join(folder, entry[key])
        for key in ("schema", "out", "symbols", "templates")
        if key in entry
    }
    edition = entry["edition"] and find_edition(entry["edition"])
    return Output(**{**entry, **paths, "edition": edition})
