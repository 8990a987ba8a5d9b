# SPDX-License-Identifier: MIT
"""Commands and events: what can be their arguments and what a command can return."""

from __future__ import annotations

from collections.abc import Iterator

from qapigen.diagnostics.diagnostic import Code, Diagnostic
from qapigen.editions import (
    ALTERNATE_ARGUMENTS,
    EMPTY_BOXED_REFUSED,
    UNBOXED_CONDITIONAL_ARGUMENTS,
)
from qapigen.rules.types import describe
from qapigen.schema.model import (
    Alternate,
    Broken,
    Command,
    Event,
    Struct,
    TypeUse,
    Union,
    kind_of,
)
from qapigen.schema.schema import Schema

WRONG_ARGUMENTS = Code(
    "wrong-arguments-type",
    "the arguments of {kind} '{name}' cannot be {description}",
    "Arguments are one object on the wire.",
)
UNBOXED_UNION = Code(
    "unboxed-union",
    "a union as arguments needs 'boxed': true",
    "Members of branches cannot be handed to C code one by one.",
)
EMPTY_BOXED = Code(
    "dated-empty-boxed",
    "'{type}' has no members, so there is nothing to box",
    "Old releases refused to box an empty object.",
    refused_by=EMPTY_BOXED_REFUSED,
)
CONDITIONAL_ARGUMENT = Code(
    "conditional-argument",
    "argument '{member}' depends on a condition, which needs 'boxed': true",
    "The C function that takes the arguments one by one cannot have one less at times.",
    refused_by=~UNBOXED_CONDITIONAL_ARGUMENTS,
    dating=True,
)
WRONG_RETURNS = Code(
    "wrong-return-type",
    "command '{name}' returns {description}, not an object or a list of objects",
    "Objects can gain members later, other values cannot; older commands are named in the pragma"
    " command-returns-exceptions.",
)
FLAGS_EXCLUDE = Code(
    "oob-coroutine",
    "'allow-oob' and 'coroutine' exclude each other",
    "A command that runs out of band cannot yield.",
)


def commands(schema: Schema) -> Iterator[Diagnostic]:
    """Arguments are objects, and so is what a command returns, unless it is exempt."""
    for definition in schema:
        if not isinstance(definition, Command | Event):
            continue
        if isinstance(definition.arguments, TypeUse):
            yield from _arguments(definition, definition.arguments, schema)
        if not definition.boxed:
            yield from _conditional(definition, schema)
        if isinstance(definition, Command):
            yield from _returns(definition, schema)
            if definition.allow_oob and definition.coroutine:
                yield FLAGS_EXCLUDE.at(definition.name_span)


def _conditional(definition: Command | Event, schema: Schema) -> Iterator[Diagnostic]:
    for member in schema.arguments_of(definition):
        if member.condition is not None:
            use = definition.arguments
            place = use if isinstance(use, TypeUse) else member
            yield CONDITIONAL_ARGUMENT.at(place, member=member.name)
            return


def _arguments(
    definition: Command | Event, use: TypeUse, schema: Schema
) -> Iterator[Diagnostic]:
    found = schema.type_of(use)
    if found is None or isinstance(found, Broken | Command | Event):
        return
    finding = WRONG_ARGUMENTS.at(
        use,
        kind=kind_of(definition),
        name=definition.name,
        description=describe(use, schema),
    )
    if isinstance(found, Union):
        if not definition.boxed:
            yield UNBOXED_UNION.at(use)
    elif isinstance(found, Alternate) and definition.boxed:
        yield finding.during(~ALTERNATE_ARGUMENTS)
    elif not isinstance(found, Struct):
        yield finding
    elif definition.boxed and not schema.members_of(found):
        yield EMPTY_BOXED.at(use, type=use.name)


def _returns(command: Command, schema: Schema) -> Iterator[Diagnostic]:
    use = command.returns
    exceptions = schema.pragmas.command_returns
    if use is None or exceptions.exempts(command):
        return
    found = schema.type_of(use)
    allowed = Struct | Union | Broken | Command | Event | None
    if not isinstance(found, allowed):
        description = describe(use, schema)
        if use.is_array:
            element = describe(TypeUse(name=use.name, span=use.span), schema)
            description = f"a list of {element.split(' ', 1)[1]}s"
        finding = WRONG_RETURNS.at(use, name=command.name, description=description)
        entry = exceptions.misspelt(command, schema.definitions)
        if entry is not None:
            finding = finding.pointing_at(entry, "is this meant to exempt it?")
        yield finding
