# SPDX-License-Identifier: MIT
"""Puts the view of a whole package together."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

from qapigen.backends.python.classes import Classes
from qapigen.backends.python.docstrings import docstring
from qapigen.backends.python.layout import import_from, import_order, natural
from qapigen.backends.python.methods import Methods, event_entry
from qapigen.backends.python.modules import Home, homes_of
from qapigen.backends.python.names import EXPORTED, Names
from qapigen.backends.python.unions import Unions
from qapigen.backends.python.view import (
    ClassView,
    ExportView,
    MethodView,
    ModuleView,
    PackageView,
)
from qapigen.backends.python.writer import (
    PYDANTIC,
    TYPING,
    TYPING_EXTENSIONS,
    Imports,
    Writer,
    statements,
    with_sequence,
)
from qapigen.backends.safe_text import PythonCode, PythonComment, PythonName
from qapigen.schema.model import Alternate, Command, Enum, Event, Struct, TypeUse, Union
from qapigen.schema.schema import Schema


def view_package(schema: Schema) -> PackageView:
    """The view of the package for a schema."""
    names = Names(schema)
    homes = homes_of(schema, names)
    places = {
        name: home.name for home in homes for name in _names_in(home, names, schema)
    }
    modules = [_module(home, schema, names, places) for home in homes]
    modules += [
        _lender(home, guest, names, schema) for home in homes for guest in home.guests
    ]
    imports = Imports(places)
    methods = Methods(schema, names, imports, places)
    exports = {**places, **EXPORTED}

    def order(name: str) -> tuple[object, object]:
        return natural(exports[name]), import_order(name)

    root = os.path.basename(schema.modules[0].path)
    views = tuple(methods.method(command) for command in schema.commands)
    return PackageView(
        source=PythonComment.of(root),
        doc=docstring(
            f"A client for the servers that speak {root}; each name is loaded when it is used.",
            0,
        ),
        is_guest=_is_guest(schema),
        modules=tuple(sorted(modules, key=lambda module: module.name)),
        async_methods=views,
        sync_methods=tuple(map(methods.without_asyncio, views)),
        client_imports=_client_imports(imports, views),
        client_is_flexible=any(view.is_flexible for view in views),
        client_checking_imports=_client_checking_imports(imports),
        commands=tuple(methods.entry(command) for command in schema.commands),
        events=tuple(event_entry(event, names, places) for event in schema.events),
        exports=tuple(
            _export(PythonName(name), PythonName(exports[name]))
            for name in sorted(exports, key=order)
        ),
    )


def _export(name: PythonName, module: PythonName) -> ExportView:
    spelt = PythonCode(f"{name} as {name}")
    statement = import_from(PythonName(f".{module}"), (spelt,), 4)
    return ExportView(name=name, module=module, statement=statement)


def _client_imports(
    imports: Imports, methods: tuple[MethodView, ...]
) -> tuple[tuple[PythonCode, ...], ...]:
    """What the modules of the clients import when they run, but for their bases."""
    typing = set(imports.typing_names)
    if any(method.takes_extra or method.is_flexible for method in methods):
        typing.add(PythonName("Any"))
    if any(method.is_flexible for method in methods):
        typing.add(PythonName("overload"))
    if _client_checking_imports(imports):
        typing.add(PythonName("TYPE_CHECKING"))
    outside = []
    if imports.pydantic_names:
        outside.append(import_from(PYDANTIC, imports.pydantic_names))
    if any(method.deprecation for method in methods):
        outside.append(import_from(TYPING_EXTENSIONS, (PythonName("deprecated"),)))
    first = (import_from(TYPING, typing),) if typing else ()
    return tuple(group for group in (first, tuple(outside)) if group)


def _client_checking_imports(imports: Imports) -> tuple[PythonCode, ...]:
    return with_sequence(statements(imports.from_package(), 4), imports.uses_sequence)


def _is_guest(schema: Schema) -> bool:
    """Whether this is a guest agent's schema: it synchronises and does not negotiate."""
    commands = {command.name for command in schema.commands}
    return "guest-sync" in commands and "qmp_capabilities" not in commands


def _module(
    home: Home, schema: Schema, names: Names, places: Mapping[str, str]
) -> ModuleView:
    writer = Writer(home.name, places)
    classes = Classes(schema, names, writer)
    unions = Unions(classes)
    enums = [d for d in home.definitions if isinstance(d, Enum)]
    choices = [d for d in home.definitions if isinstance(d, Union)]
    enum_views = tuple(map(classes.enum, enums))
    literals = tuple(map(classes.literal, enums))
    class_views = tuple(_classes(home, classes, unions))
    aliases = [alias for union in choices for alias in unions.aliases(union)]
    aliases += [
        unions.alternate(d) for d in home.definitions if isinstance(d, Alternate)
    ]
    checking = writer.checking_statements()
    checks_more = bool(checking) or any(view.parameters for view in class_views)
    return ModuleView(
        name=home.name,
        source=PythonComment.of(home.source),
        doc=docstring(f"The types of {home.source}.", 0),
        imports=writer.groups(has_aliases=bool(aliases), checks_more=checks_more),
        checking_imports=checking,
        enums=enum_views,
        classes=class_views,
        aliases=tuple(aliases),
        literals=literals,
    )


def _classes(home: Home, classes: Classes, unions: Unions) -> Iterator[ClassView]:
    """The classes, each behind those that it is derived from."""
    structs = [d for d in home.definitions if isinstance(d, Struct)]
    schema = classes.schema
    for struct in sorted(structs, key=lambda struct: len(schema.lineage(struct))):
        yield classes.struct(struct)
    choices = [d for d in home.definitions if isinstance(d, Union)]
    for union in choices:
        yield from unions.bases(union)
    for union in choices:
        yield from unions.branch_classes(union)
    for definition in home.definitions:
        if isinstance(definition, Command):
            yield from classes.arguments(definition)
        elif isinstance(definition, Event):
            yield from classes.event(definition)


def _names_in(home: Home, names: Names, schema: Schema) -> Iterator[str]:
    """Every name that a module defines."""
    for definition in home.definitions:
        name = definition.name
        match definition:
            case Enum():
                yield names.of_type(name)
                yield names.derived(name, "like")
            case Struct() | Alternate():
                yield names.of_type(name)
            case Union():
                yield names.of_type(name)
                if any(
                    m is not schema.tag_of(definition)
                    for m in schema.members_of(definition)
                ):
                    yield names.derived(name, "base")
                yield from (
                    names.of_branch(path) for path, _ in names.paths(definition)
                )
            case Command():
                yield from _arguments_names(definition, names, schema)
            case Event():
                yield names.derived(name, "event")
                if definition.own_members:
                    yield names.derived(name, "data")


def _arguments_names(command: Command, names: Names, schema: Schema) -> Iterator[str]:
    own = bool(command.arguments)
    if isinstance(command.arguments, TypeUse):
        found = schema.find(command.arguments.name)
        own = not command.gen and isinstance(found, Struct)
    if own:
        yield names.derived(command.name, "arguments")


def _lender(
    home: Home, guest: tuple[PythonName, str], names: Names, schema: Schema
) -> ModuleView:
    """A module that only passes on what another holds."""
    name, source = guest
    lent = tuple(sorted(_names_in(home, names, schema)))
    return ModuleView(
        name=name,
        source=PythonComment.of(source),
        doc=docstring(f"The types of {source} are those of {home.source}.", 0),
        imports=(),
        lends=tuple(
            PythonCode(f"from .{home.name} import {one} as {one}") for one in lent
        ),
    )
