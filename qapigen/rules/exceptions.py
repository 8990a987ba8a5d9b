# SPDX-License-Identifier: MIT
"""Exception pragmas that exempt nothing: once needed, now only hiding the next mistake."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple

from qapigen.diagnostics.diagnostic import Code, Diagnostic, Severity
from qapigen.diagnostics.suggestions import near_names
from qapigen.editions import (
    ALWAYS,
    LOOSE_NAMES,
    MEMBERS_DOCUMENTED,
    OWNERS_BY_TYPE,
    STRICT_NAMES,
    Lifetime,
)
from qapigen.schema.documentation import Documentation
from qapigen.schema.model import (
    Broken,
    Command,
    Definition,
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


class Exempted(NamedTuple):
    """What a pragma exempts, by name, which of it needs that, and what can be said of the rest."""

    what: str
    names: Collection[str]
    needs: Callable[[str], bool]
    otherwise: str


def stale_exceptions(schema: Schema) -> Iterator[Diagnostic]:
    """Entries of exception pragmas that name nothing, or what needs no exception."""
    commands = {command.name: command for command in schema.commands}
    returning = Exempted(
        "command",
        commands,
        lambda name: _returns_other(commands[name], schema),
        "the command returns objects or nothing",
    )
    yield from _stale(schema.pragmas.command_returns, returning, schema)
    odd = Exempted(
        "command",
        commands,
        lambda name: "_" in (stem(name) or "_"),
        "the name has no '_'",
    )
    yield from _stale(schema.pragmas.command_names, odd, schema)
    yield from _member_exceptions(schema)


def _returns_other(command: Command, schema: Schema) -> bool:
    use = command.returns
    if use is None:
        return False
    return not isinstance(schema.type_of(use), Struct | Union)


def stale_documentation_exceptions(
    schema: Schema, documented: dict[str, Documentation]
) -> Iterator[Diagnostic]:
    """Entries of documentation-exceptions that name nothing, or what is fully documented."""
    if not schema.pragmas.documentation:
        return
    definitions = {definition.name: definition for definition in schema}
    exempted = Exempted(
        "definition",
        definitions,
        lambda name: _is_partly_described(definitions[name], documented),
        "all its members are described",
    )
    for finding in _stale(schema.pragmas.documentation, exempted, schema):
        is_known = finding.facts["name"] in schema.definitions
        yield finding.during(MEMBERS_DOCUMENTED) if is_known else finding


def _is_partly_described(
    definition: Definition, documented: dict[str, Documentation]
) -> bool:
    documentation = documented.get(definition.name)
    return documentation is None or any(
        part.name not in documentation.members for part in definition.described
    )


def _member_exceptions(schema: Schema) -> Iterator[Diagnostic]:
    exceptions = schema.pragmas.member_names
    if not exceptions:
        return
    owners: dict[str, tuple[Definition, Lifetime]] = {}
    for definition in schema:
        if isinstance(definition, Command | Event):
            owners[implicit_arguments(definition.name)] = (definition, OWNERS_BY_TYPE)
        else:
            owners[definition.name] = (definition, ALWAYS)
            if isinstance(definition, Union):
                owners[implicit_base(definition.name)] = (definition, OWNERS_BY_TYPE)
    for name, span in exceptions.items():
        owner = owners.get(name)
        if owner is None:
            needing = (n for n, found in owners.items() if ~_unneeded(found[0]))
            yield from _nothing(name, "type", exceptions, needing, schema)
        elif stale := _unneeded(owner[0]):
            problem = "is not needed: its names are of the usual style"
            yield STALE_EXCEPTION.at(span, name=name, problem=problem).during(stale)


def _unneeded(definition: Definition) -> Lifetime:
    """The releases that find nothing to exempt in the names of a definition's parts."""
    names = [part.name for part in definition.described]
    stale = Lifetime(0)
    # A value may begin with a digit, where other names may not.
    stems = (stem(name) or stem(f"d{name}") or "" for name in names)
    if not any(found.lower() != found or "_" in found for found in stems):
        stale |= STRICT_NAMES
    if not any(n.lower() != n for n in names):
        stale |= LOOSE_NAMES
    return stale


def _stale(
    exceptions: Exceptions, exempted: Exempted, schema: Schema
) -> Iterator[Diagnostic]:
    for name, span in exceptions.items():
        if name not in exempted.names:
            needing = filter(exempted.needs, exempted.names)
            yield from _nothing(name, exempted.what, exceptions, needing, schema)
        elif not exempted.needs(name):
            problem = f"is not needed: {exempted.otherwise}"
            yield STALE_EXCEPTION.at(span, name=name, problem=problem)


def _nothing(
    name: str,
    what: str,
    exceptions: Exceptions,
    needing: Iterable[str],
    schema: Schema,
) -> Iterator[Diagnostic]:
    """An entry names nothing; unless it is misspelt, and what it is for has been reported."""
    if not schema.owns(exceptions[name].source) or not schema.is_complete:
        return
    if isinstance(schema.definitions.get(name), Broken):
        return
    if near_names(name, (n for n in needing if n not in exceptions)):
        return
    finding = STALE_EXCEPTION.at(
        exceptions[name], name=name, problem=f"names no {what}"
    )
    if name not in schema.definitions:
        known = [d for d in schema.definitions if d not in exceptions]
        finding = finding.suggesting(name, lambda: known)
    yield finding
