# SPDX-License-Identifier: MIT
"""Nothing of a schema is left out: counted from the schema, for every root of every release."""

from __future__ import annotations

import importlib
from functools import cache
from types import ModuleType
from typing import Any

import pytest
from bindings import GUEST, OLD_SYSTEM, STORAGE, SYSTEM, bindings, schema_of

from qapigen.backends.python.names import Names
from qapigen.compiler import compile_schema
from qapigen.runtime.choices import classes_in
from qapigen.schema.model import Alternate, Enum, Struct, Union
from qapigen.schema.schema import Schema

NEWER = ("4.2", "5.2", "6.2", "7.2", "9.0", "10.2")
ALL = [
    ("2.11", OLD_SYSTEM),
    ("2.11", GUEST),
    *((release, root) for release in NEWER for root in (SYSTEM, GUEST)),
    *((release, STORAGE) for release in NEWER if release != "4.2"),
]
every_schema = pytest.mark.parametrize(("release", "root"), ALL)


@cache
def compiled(release: str, root: str) -> Schema:
    """The schema of a release."""
    return compile_schema(str(schema_of(release, root))).schema


def vocabulary(package: ModuleType) -> Any:
    """What can be said in a package."""
    return importlib.import_module(f"{package.__name__}._vocabulary").VOCABULARY


def wire_names(kind: Any) -> set[str]:
    """The members of a class, as they are called on the wire."""
    kind.model_rebuild()
    return {field.serialization_alias for field in kind.__pydantic_fields__.values()}


def names_of(members: Any) -> set[str]:
    """The names of members."""
    return {member.name for member in members}


@every_schema
def test_every_command_and_event(release: str, root: str) -> None:
    """Each can be asked for, its type is built, and both clients have a method."""
    package, schema = bindings(release, root), compiled(release, root)
    words = vocabulary(package)
    assert set(words.commands) == {command.name for command in schema.commands}
    assert set(words.events) == {event.name for event in schema.events}
    if (release, root) == ("10.2", SYSTEM):
        assert (len(words.commands), len(words.events)) == (244, 57)
    for command in schema.commands:
        found = words.arguments_of(command.name)
        assert words.returns_of(command.name)
        if command.own_members:
            assert wire_names(found._type) == names_of(command.own_members)
    for event in schema.events:
        kind = words.find(words.events[event.name])
        assert event.name == kind.NAME
        if event.own_members:
            data = kind.__pydantic_fields__["data"].annotation
            assert wire_names(data) == names_of(event.own_members)
    for client in (package.Client, package.SyncClient):
        methods = [name for name in vars(client) if not name.startswith("_")]
        assert len(methods) >= len(words.commands)


@every_schema
def test_every_type(release: str, root: str) -> None:
    """Each has its class or alias, with every member, value, branch and alternative."""
    package, schema = bindings(release, root), compiled(release, root)
    names = Names(schema)
    for definition in schema:
        if not isinstance(definition, Enum | Struct | Union | Alternate):
            continue
        found = getattr(package, names.of_type(definition.name))
        match definition:
            case Enum(values=values):
                assert [value.value for value in found] == [v.name for v in values]
            case Struct():
                assert wire_names(found) == names_of(schema.members_of(definition))
            case Union():
                leaves = [
                    kind
                    for kind in classes_in(found)
                    if kind is not package.UnknownBranch
                ]
                paths = [path for path, _ in names.paths(definition)]
                inner = {path[:-1] for path in paths}
                assert len(leaves) == len([p for p in paths if p not in inner])
            case Alternate(alternatives=alternatives):
                (chooser,) = found.__value__.__metadata__
                assert len(chooser.kinds) == len(alternatives)
    for name in dir(package):
        assert getattr(package, name) is not None or name.startswith("__")
