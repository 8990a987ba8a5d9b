# SPDX-License-Identifier: MIT
"""What the Python templates print: final strings, booleans and tuples.

These classes are what templates of users rely on; `VERSION` grows when a name
changes its meaning or goes away.
"""

from __future__ import annotations

from typing import NamedTuple

from qapigen.backends.safe_text import PythonCode, PythonComment, PythonName

VERSION = 1


class FieldView(NamedTuple):
    """A member of a class, or a value of an enum: the statement and its docstring."""

    statement: PythonCode
    doc: PythonCode = PythonCode()


class ParameterView(NamedTuple):
    """A parameter: its name, and its declaration with type and default."""

    name: PythonName
    declaration: PythonCode


class ClassView(NamedTuple):
    """A class: an enum, a struct, a union's branch, arguments, or an event.

    `head` is its first line. `parameters` are those of the constructor as type
    checkers shall see it, empty where they see it by themselves.
    """

    name: PythonName
    head: PythonCode
    doc: PythonCode
    fields: tuple[FieldView, ...] = ()
    parameters: tuple[ParameterView, ...] = ()


class AliasView(NamedTuple):
    """A name for a choice of types, the choice, and what chooses between them."""

    name: PythonName
    doc: PythonCode
    choice: PythonCode
    chooser: PythonCode


class ModuleView(NamedTuple):
    """One module with types.

    `imports` are statements in groups, `checking_imports` those that only type
    checkers need, `lends` the names it only passes on.
    """

    name: PythonName
    source: PythonComment
    doc: PythonCode
    imports: tuple[tuple[PythonCode, ...], ...]
    checking_imports: tuple[PythonCode, ...] = ()
    lends: tuple[PythonCode, ...] = ()
    enums: tuple[ClassView, ...] = ()
    classes: tuple[ClassView, ...] = ()
    aliases: tuple[AliasView, ...] = ()
    literals: tuple[PythonCode, ...] = ()


class MethodView(NamedTuple):
    """A command as a method of a client.

    `define` begins the definition and `call` the call, with asyncio or without;
    `sent` are the items of the mapping of arguments. `boxed` is the type of its
    single argument, "" where it takes `parameters`; a flexible method takes
    either.
    `deprecation` is the text for callers of a deprecated command, "" for others.
    `has_arguments` says whether a mapping is sent, `has_result` whether it returns something.
    """

    name: PythonName
    command: PythonCode
    doc: PythonCode
    define: PythonCode
    call: PythonCode
    parameters: tuple[ParameterView, ...]
    sent: tuple[PythonCode, ...]
    boxed: PythonCode
    is_flexible: bool
    returns: PythonCode
    deprecation: PythonCode
    takes_fd: bool
    takes_oob: bool
    takes_extra: bool
    has_arguments: bool
    has_result: bool


class EntryView(NamedTuple):
    """A command in the vocabulary: its name and what is known of it, as keyword arguments."""

    name: PythonCode
    facts: tuple[PythonCode, ...]


class ExportView(NamedTuple):
    """A name of the package, the module it comes from, and the import of it."""

    name: PythonName
    module: PythonName
    statement: PythonCode


class PackageView(NamedTuple):
    """The whole package: `source` names the root for comments, `doc` is the docstring."""

    source: PythonComment
    doc: PythonCode
    is_guest: bool
    modules: tuple[ModuleView, ...]
    async_methods: tuple[MethodView, ...]
    sync_methods: tuple[MethodView, ...]
    client_imports: tuple[tuple[PythonCode, ...], ...]
    client_checking_imports: tuple[PythonCode, ...]
    client_is_flexible: bool
    commands: tuple[EntryView, ...]
    events: tuple[PythonCode, ...]
    exports: tuple[ExportView, ...]
