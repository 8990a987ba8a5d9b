# SPDX-License-Identifier: MIT
"""Names that differ in the schema and would be one in Python."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from qapigen.backends.python.identifiers import (
    PARAMETERS,
    constant_name,
    member_name,
    method_name,
)
from qapigen.diagnostics.diagnostic import Code, Diagnostic
from qapigen.schema.model import Command, Definition, Enum, Event, Member, Struct, Union
from qapigen.schema.schema import Schema
from qapigen.source import Span

PYTHON_NAME_CLASH = Code(
    "python-name-clash",
    "'{name}' and '{other}' would both be called '{python}' in Python",
    "Bindings follow one rule from a name on the wire to a name in Python: hyphens become "
    "underscores, values of enums are in capitals, and names that mean something in Python get "
    "an underscore behind them. Where two names meet, one of them could not be used.",
)


class Named(Protocol):
    """What has a name and a place."""

    @property
    def name(self) -> str:
        """The name on the wire."""
        ...

    @property
    def span(self) -> Span:
        """The place."""
        ...


def clashes(schema: Schema) -> Iterator[Diagnostic]:
    """The names of a schema that meet in Python."""
    yield from _meeting(schema.commands, method_name)
    for definition in schema:
        if isinstance(definition, Enum):
            yield from _meeting(definition.values, constant_name)
        for members in _objects(schema, definition):
            yield from _meeting(members, member_name)
        if isinstance(definition, Command) and not definition.boxed:
            yield from _meeting(schema.arguments_of(definition), _parameter)


def _parameter(name: str) -> str:
    return member_name(name, PARAMETERS)


def _objects(schema: Schema, definition: Definition) -> Iterator[tuple[Member, ...]]:
    """The members that stand beside each other in one class."""
    match definition:
        case Struct():
            yield schema.members_of(definition)
        case Union():
            base = schema.members_of(definition)
            yield base
            for branch in definition.branches:
                found = schema.find(branch.type.name)
                if isinstance(found, Struct | Union) and not definition.is_simple:
                    yield base + schema.members_of(found)
        case Command() | Event():
            yield schema.arguments_of(definition)


def _meeting(
    named: Sequence[Named], rule: Callable[[str], str]
) -> Iterator[Diagnostic]:
    names = {one.name for one in named}
    if len(set(map(rule, names))) == len(names):
        return
    first: dict[str, Named] = {}
    for one in named:
        python = rule(one.name)
        other = first.setdefault(python, one)
        if other.name != one.name:
            finding = PYTHON_NAME_CLASH.at(
                one, name=one.name, other=other.name, python=python
            )
            yield finding.pointing_at(other, "the other one")
