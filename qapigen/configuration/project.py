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
    if "qapigen" not in text:
        # Understanding a table costs more than checking a small schema: look first.
        return Project()
    from qapigen.configuration.table import read_table

    return read_table(path, text)
