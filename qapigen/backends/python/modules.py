# SPDX-License-Identifier: MIT
"""Which module of the package holds which definition.

There is a module for each schema file. Files whose types need each other both
ways share one, and the others pass its names on, so that no import goes round
in a circle.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NamedTuple

from qapigen.backends.package_names import RESERVED_FILE_NAMES
from qapigen.backends.python.identifiers import identifier
from qapigen.backends.python.names import FUNCTIONS, Names
from qapigen.backends.safe_text import PythonName
from qapigen.schema.model import Definition, Struct, Union
from qapigen.schema.schema import Module, Schema, type_uses


class Home(NamedTuple):
    """A module of the package: its name, its schema file, what it defines, who shares it."""

    name: PythonName
    source: str
    definitions: tuple[Definition, ...]
    guests: tuple[tuple[PythonName, str], ...]


def homes_of(schema: Schema, names: Names) -> tuple[Home, ...]:
    """The modules, in the order of the schema's files."""
    files = [module for module in schema.modules if module.definitions]
    called = _module_names(files, names)
    needs = _needs(schema, files)
    homes: dict[str, list[Module]] = {}
    for module in files:
        host = next(
            (
                other
                for other in files
                if module.path in needs[other.path] and other.path in needs[module.path]
            ),
            module,
        )
        homes.setdefault(host.path, []).append(module)
    extra = _homeless(schema, names)
    return tuple(_home(schema, shared, called, extra) for shared in homes.values())


def _home(
    schema: Schema,
    shared: list[Module],
    called: dict[str, PythonName],
    extra: dict[str, list[Definition]],
) -> Home:
    host, *guests = shared
    definitions = [d for module in shared for d in module.definitions]
    for module in shared:
        definitions += extra.get(module.path, [])
    return Home(
        called[host.path],
        _source(schema, host.path),
        tuple(definitions),
        tuple((called[guest.path], _source(schema, guest.path)) for guest in guests),
    )


def _source(schema: Schema, path: str) -> str:
    """A file's path as seen from the root's folder."""
    folder = os.path.dirname(os.path.abspath(schema.modules[0].path))
    return os.path.relpath(os.path.abspath(path), folder).replace(os.sep, "/")


def _module_names(files: list[Module], names: Names) -> dict[str, PythonName]:
    """A name in small letters for each file, none of them a class's."""
    taken = {*names.all, *FUNCTIONS, *RESERVED_FILE_NAMES}
    called: dict[str, PythonName] = {}
    for module in files:
        stem = os.path.splitext(os.path.basename(module.path))[0]
        name: str = identifier(stem.strip("-<>").lower() or "schema")
        while name in taken:
            name += "_"
        taken.add(name)
        called[module.path] = PythonName(name)
    return called


def _needs(schema: Schema, files: list[Module]) -> dict[str, set[str]]:
    """For each file, those whose types it needs, directly or through others."""
    where = {d.name: module.path for module in files for d in module.definitions}
    direct = {
        module.path: {
            where[name]
            for definition in module.definitions
            for name in _mentioned(schema, definition)
            if name in where
        }
        for module in files
    }
    return {path: _reached(path, direct) for path in direct}


def _reached(path: str, direct: dict[str, set[str]]) -> set[str]:
    reached: set[str] = {path}
    waiting = [path]
    while waiting:
        new = direct[waiting.pop()] - reached
        reached |= new
        waiting += new
    return reached


def _mentioned(schema: Schema, definition: Definition) -> Iterator[str]:
    """The types that a definition's classes are made of."""
    for use in type_uses(definition):
        yield use.name
        found = schema.find(use.name)
        if isinstance(found, Struct) and use.name not in schema.definitions:
            yield from (member.type.name for member in found.members)
    if isinstance(definition, Union):
        yield from (member.type.name for member in schema.members_of(definition))
        for branch in definition.branches:
            found = schema.find(branch.type.name)
            if isinstance(found, Union) and not definition.is_simple:
                yield from _mentioned(schema, found)


def _homeless(schema: Schema, names: Names) -> dict[str, list[Definition]]:
    """The types that nobody defined, by the file that mentions them first."""
    found: dict[str, list[Definition]] = {}
    waiting = dict(names.implicit)
    uses = (
        (module.path, use.name)
        for module in schema.modules
        for definition in module.definitions
        for use in type_uses(definition)
    )
    for path, name in uses:
        if name in waiting:
            found.setdefault(path, []).append(waiting.pop(name))
    return found
