# SPDX-License-Identifier: MIT
"""Pauses the search for garbage while much is made of which nothing is garbage yet."""

import gc
from importlib import import_module
from types import ModuleType


class Uncollected:
    """Within the block nobody looks for garbage, which may be half of the time."""

    def __enter__(self) -> None:
        self._was_enabled = gc.isenabled()
        gc.disable()

    def __exit__(self, *raised: object) -> None:
        if self._was_enabled:
            gc.enable()


def load(module: str, package: str) -> ModuleType:
    """Import a module of a package, by its name within the package."""
    with Uncollected():
        return import_module(f".{module}", package)
