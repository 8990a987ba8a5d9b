# SPDX-License-Identifier: MIT
"""What the Python templates print: final strings, booleans and tuples.

These classes are what templates of users rely on; `VERSION` grows when a name
changes its meaning or goes away.
"""

from __future__ import annotations

from typing import NamedTuple

VERSION = 1


class FieldView(NamedTuple):
    """A member of a class, or a value of an enum: the statement and its docstring."""

    statement: str
    doc: str


class ParameterView(NamedTuple):
    """A parameter: its name, and its declaration with type and default."""

    name: str
    declaration: str


class ClassView(NamedTuple):
    """A class: an enum, a struct, a union's branch, arguments, or an event.

    `head` is its first line. `parameters` are those of the constructor as type
    checkers shall see it, empty where they see it by themselves.
    """

    name: str
    head: str
    doc: str
    fields: tuple[FieldView, ...] = ()
    parameters: tuple[ParameterView, ...] = ()


class AliasView(NamedTuple):
    """A name for a choice of types, the choice, and what chooses between them."""

    name: str
    doc: str
    choice: str
    chooser: str


class ModuleView(NamedTuple):
    """One module with types.

    `imports` are statements in groups, `checking_imports` those that only type
    checkers need, `lends` the names it only passes on.
    """

    name: str
    source: str
    doc: str
    imports: tuple[tuple[str, ...], ...]
    checking_imports: tuple[str, ...] = ()
    lends: tuple[str, ...] = ()
    enums: tuple[ClassView, ...] = ()
    classes: tuple[ClassView, ...] = ()
    aliases: tuple[AliasView, ...] = ()
    literals: tuple[str, ...] = ()


class MethodView(NamedTuple):
    """A command as a method of a client.

    `define` begins the definition and `call` the call, with asyncio or without;
    `sent` are the items of the mapping of arguments. `boxed` is the type of its
    single argument, "" where it takes `parameters`; a flexible method takes
    either.
    `deprecation` is the text for callers of a deprecated command, "" for others.
    `has_arguments` says whether a mapping is sent, `has_result` whether it returns something.
    """

    name: str
    command: str
    doc: str
    define: str
    call: str
    parameters: tuple[ParameterView, ...]
    sent: tuple[str, ...]
    boxed: str
    is_flexible: bool
    returns: str
    deprecation: str
    takes_fd: bool
    takes_oob: bool
    takes_extra: bool
    has_arguments: bool
    has_result: bool


class EntryView(NamedTuple):
    """A command in the vocabulary: its name and what is known of it, as keyword arguments."""

    name: str
    facts: tuple[str, ...]


class ExportView(NamedTuple):
    """A name of the package, the module it comes from, and the import of it."""

    name: str
    module: str
    statement: str


class PackageView(NamedTuple):
    """The whole package."""

    source: str
    is_guest: bool
    modules: tuple[ModuleView, ...]
    async_methods: tuple[MethodView, ...]
    sync_methods: tuple[MethodView, ...]
    client_imports: tuple[tuple[str, ...], ...]
    client_checking_imports: tuple[str, ...]
    client_is_flexible: bool
    commands: tuple[EntryView, ...]
    events: tuple[str, ...]
    exports: tuple[ExportView, ...]
