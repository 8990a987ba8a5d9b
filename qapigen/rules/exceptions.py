# SPDX-License-Identifier: MIT
"""Exception pragmas that exempt nothing: once needed, now only hiding the next mistake."""

from __future__ import annotations

from collections.abc import Iterator

from qapigen.diagnostics.diagnostic import Code, Diagnostic, Severity
from qapigen.editions import (
    LOOSE_NAMES,
    MEMBERS_DOCUMENTED,
    OWNERS_BY_TYPE,
    STRICT_NAMES,
    Lifetime,
)
from qapigen.rules.commands import returns_object
from qapigen.rules.documentation import documented_parts
from qapigen.schema.documentation import Documentation
from qapigen.schema.model import (
    Alternate,
    Broken,
    Command,
    Definition,
    Enum,
    Event,
    Struct,
    Union,
)
from qapigen.schema.names import implicit_arguments, implicit_base, stem
from qapigen.schema.pragmas import Exceptions
from qapigen.schema.schema import Schema

STALE_EXCEPTION = Code(
    "stale-exception",
    "the exception for '{name}' {problem}",
    "An exception that exempts nothing hides the next mistake of that name.",
    severity=Severity.WARNING,
)


def stale_exceptions(schema: Schema) -> Iterator[Diagnostic]:
    """Entries of exception pragmas that name nothing, or what needs no exception."""
    pragmas = schema.pragmas
    commands = {command.name: command for command in schema.commands}
    for name, span in pragmas.command_returns.items():
        command = commands.get(name)
        if command is None:
            yield from _nothing(name, "command", pragmas.command_returns, schema)
        elif command.returns is None or returns_object(command.returns, schema):
            problem = "is not needed: the command returns objects or nothing"
            yield STALE_EXCEPTION.at(span, name=name, problem=problem)
    for name, span in pragmas.command_names.items():
        if name not in commands:
            yield from _nothing(name, "command", pragmas.command_names, schema)
        elif "_" not in (stem(name) or "_"):
            problem = "is not needed: the name has no '_'"
            yield STALE_EXCEPTION.at(span, name=name, problem=problem)
    yield from _member_exceptions(schema)


def stale_documentation_exceptions(
    schema: Schema, documented: dict[str, Documentation]
) -> Iterator[Diagnostic]:
    """Entries of documentation-exceptions that name nothing, or what is fully documented."""
    for name, span in schema.pragmas.documentation.items():
        definition = schema.definitions.get(name)
        if definition is None:
            yield from _nothing(
                name, "definition", schema.pragmas.documentation, schema
            )
        elif not isinstance(definition, Broken) and name in documented:
            described = documented[name].members
            if all(part.name in described for part in documented_parts(definition)[0]):
                problem = "is not needed: all its members are described"
                finding = STALE_EXCEPTION.at(span, name=name, problem=problem)
                yield finding.during(MEMBERS_DOCUMENTED)


def _member_exceptions(schema: Schema) -> Iterator[Diagnostic]:
    exceptions = schema.pragmas.member_names
    if not exceptions:
        return
    owners: dict[str, tuple[Definition, Lifetime]] = {}
    for definition in schema:
        if isinstance(definition, Command | Event):
            owners[implicit_arguments(definition.name)] = (definition, OWNERS_BY_TYPE)
        else:
            owners[definition.name] = (definition, LOOSE_NAMES | STRICT_NAMES)
            if isinstance(definition, Union):
                owners[implicit_base(definition.name)] = (definition, OWNERS_BY_TYPE)
    for name, span in exceptions.items():
        owner = owners.get(name)
        if owner is None:
            yield from _nothing(name, "type", exceptions, schema)
            continue
        names = _names_of(owner[0])
        stale = Lifetime(0)
        if not any(n.lower() != n or "_" in (stem(n) or "") for n in names):
            stale |= STRICT_NAMES
        if not any(n.lower() != n for n in names):
            stale |= LOOSE_NAMES
        if stale:
            problem = "is not needed: its names are of the usual style"
            yield STALE_EXCEPTION.at(span, name=name, problem=problem).during(stale)


def _nothing(
    name: str, what: str, exceptions: Exceptions, schema: Schema
) -> Iterator[Diagnostic]:
    if not schema.owns(exceptions[name].source):
        return
    finding = STALE_EXCEPTION.at(
        exceptions[name], name=name, problem=f"names no {what}"
    )
    known = [d for d in schema.definitions if d not in exceptions]
    if name not in schema.definitions:
        finding = finding.suggesting(name, lambda: known)
    yield finding


def _names_of(definition: Definition) -> list[str]:
    match definition:
        case Enum():
            return [value.name for value in definition.values]
        case Struct():
            return [member.name for member in definition.members]
        case Union():
            members = definition.base if isinstance(definition.base, tuple) else ()
            return [member.name for member in members]
        case Alternate():
            return [alternative.name for alternative in definition.alternatives]
        case Command() | Event():
            arguments = definition.arguments
            return [m.name for m in arguments] if isinstance(arguments, tuple) else []
