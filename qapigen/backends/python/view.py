# SPDX-License-Identifier: MIT
"""What the Python templates print: final strings, booleans and tuples.

These classes are what templates of users rely on; `VERSION` grows when a name
changes its meaning or goes away.
"""

from __future__ import annotations

from dataclasses import dataclass

VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """A member of a class, or a value of an enum: the statement and its docstring."""

    statement: str
    doc: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterView:
    """A parameter: its name, and its declaration with type and default."""

    name: str
    declaration: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassView:
    """A class: an enum, a struct, a union's branch, arguments, or an event.

    `head` is its first line. `parameters` are those of the constructor as type
    checkers shall see it, empty where they see it by themselves.
    """

    name: str
    head: str
    doc: str
    fields: tuple[FieldView, ...] = ()
    parameters: tuple[ParameterView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AliasView:
    """A name for a choice of types, the choice, and what chooses between them."""

    name: str
    doc: str
    choice: str
    chooser: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleView:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodView:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """A command in the vocabulary: its name and what is known of it, as keyword arguments."""

    name: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportView:
    """A name of the package, the module it comes from, and the import of it."""

    name: str
    module: str
    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageView:
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
