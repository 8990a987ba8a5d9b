# SPDX-License-Identifier: MIT
"""The project that one works in: the nearest pyproject.toml, if it has a table for qapigen."""

from __future__ import annotations

import os
from typing import NamedTuple

from qapigen.diagnostics.ignores import Ignore
from qapigen.editions import Edition

FILE_NAME = "pyproject.toml"


class ConfigurationError(Exception):
    """The table is not as it should be; the text says where and why, a line a fault."""


class Project(NamedTuple):
    """What the project has decided: all empty where it has decided nothing."""

    schemas: tuple[str, ...] = ()
    edition: Edition | None = None
    ignores: tuple[Ignore, ...] = ()


def read_project() -> Project:
    """The decisions in the nearest pyproject.toml, from the current folder upwards."""
    folder = os.getcwd()
    while True:
        path = os.path.join(folder, FILE_NAME)
        if os.path.isfile(path):
            return _read(os.path.relpath(path))
        parent = os.path.dirname(folder)
        if parent == folder:
            return Project()
        folder = parent


def _read(path: str) -> Project:
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read()
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"{path}: {error}") from error
    # Reading TOML costs time, and understanding a table more: look first, each time.
    if "qapigen" not in text:
        return Project()
    table = _table(path, text)
    if table is None:
        return Project()
    from qapigen.configuration.table import read_table

    return read_table(path, text, table)


def _table(path: str, text: str) -> object:
    """What stands under [tool.qapigen], None if there is no such table."""
    import tomllib

    try:
        tools = tomllib.loads(text).get("tool", {})
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{path}: {error}") from error
    return tools.get("qapigen") if isinstance(tools, dict) else None
