# SPDX-License-Identifier: MIT
"""Bindings made from the schemas of real releases, and imported, for tests."""

from __future__ import annotations

import importlib
import sys
import tempfile
from functools import cache
from pathlib import Path
from types import ModuleType

from conftest import missing
from corpus import releases

from qapigen.backends.output import write
from qapigen.backends.python.backend import generate
from qapigen.backends.targets import Options
from qapigen.compiler import compile_schema
from qapigen.editions import find_edition

SYSTEM = "qapi/qapi-schema.json"
OLD_SYSTEM = "qapi-schema.json"
GUEST = "qga/qapi-schema.json"
STORAGE = "storage-daemon/qapi/qapi-schema.json"


def schema_of(release: str, root: str = SYSTEM) -> Path:
    """A root schema of a release; the test is skipped where it is not at hand."""
    edition = find_edition(release)
    found = [one.folder / root for one in releases() if one.edition == edition]
    if not found or not found[0].is_file():
        missing(f"no {root} of QEMU {release} at hand")
    return found[0]


@cache
def folder() -> Path:
    """Where packages are written, on the path of imports."""
    made = tempfile.mkdtemp(prefix="bindings")
    sys.path.insert(0, made)
    return Path(made)


@cache
def written(release: str, root: str = SYSTEM) -> Path:
    """The folder of the package for a release's schema."""
    name = f"qemu_{release.replace('.', '_')}_{root.split('/')[0].replace('-', '_')}"
    name = name.removesuffix(".json")
    schema = compile_schema(str(schema_of(release, root))).schema
    package = folder() / name
    write(generate(schema, Options(name)), package)
    return package


def bindings(release: str, root: str = SYSTEM) -> ModuleType:
    """The package for a release's schema."""
    return importlib.import_module(written(release, root).name)
