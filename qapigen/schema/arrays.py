# SPDX-License-Identifier: MIT
"""Array types mentioned by their implicit name: ``'intList'`` for ``['int']``.

An array type exists for every built-in type and for each type that somewhere
is an array's element; since QEMU 4.2 its name can be used like a type's.
Rewriting those uses here means that nobody else has to know of them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from qapigen.diagnostics.report import Report
from qapigen.schema.builtins import BUILTINS
from qapigen.schema.errors import IMPLICIT_NAME
from qapigen.schema.model import (
    Alternate,
    Alternative,
    Branch,
    Broken,
    Command,
    Definition,
    Event,
    Member,
    Struct,
    TypeUse,
    Union,
)
from qapigen.schema.schema import type_uses

_SUFFIX = "List"
_Part = TypeVar("_Part", Member, Branch, Alternative)


def with_named_arrays(
    definitions: dict[str, Definition | Broken], report: Report
) -> dict[str, Definition | Broken]:
    """The definitions, with uses of array types by name as uses of arrays; the same if none."""
    named: dict[str, list[TypeUse]] = {}
    elements = set(BUILTINS)
    for definition in definitions.values():
        if isinstance(definition, Broken):
            continue
        for use in type_uses(definition):
            if use.is_array:
                elements.add(use.name)
            elif use.name.endswith(_SUFFIX) and use.name not in definitions:
                named.setdefault(definition.name, []).append(use)
    users = set()
    for user, uses in named.items():
        for use in uses:
            if _element(use.name) in elements:
                users.add(user)
                report.add(IMPLICIT_NAME.at(use, name=use.name))
    if not users:
        return definitions
    return {
        name: _rewritten(definition, elements) if name in users else definition
        for name, definition in definitions.items()
    }


def _element(name: str) -> str:
    return name.removesuffix(_SUFFIX)


def _rewritten(
    definition: Definition | Broken, elements: set[str]
) -> Definition | Broken:
    """The definition with each use of an array type by name as a use of an array."""

    def use(type_use: TypeUse | None) -> TypeUse | None:
        return type_use and _as_array(type_use, elements)

    def parts(written: tuple[_Part, ...]) -> tuple[_Part, ...]:
        return tuple(
            part._replace(type=_as_array(part.type, elements)) for part in written
        )

    match definition:
        case Struct():
            return replace(
                definition, members=parts(definition.members), base=use(definition.base)
            )
        case Union():
            base = definition.base
            base = parts(base) if isinstance(base, tuple) else use(base)
            return replace(definition, base=base, branches=parts(definition.branches))
        case Alternate():
            return replace(definition, alternatives=parts(definition.alternatives))
        case Command() | Event():
            arguments = definition.arguments
            if isinstance(arguments, tuple):
                definition = replace(definition, arguments=parts(arguments))
            else:
                definition = replace(
                    definition, arguments=_as_array(arguments, elements)
                )
            if isinstance(definition, Command):
                return replace(definition, returns=use(definition.returns))
    return definition


def _as_array(use: TypeUse, elements: set[str]) -> TypeUse:
    if (
        use.is_array
        or not use.name.endswith(_SUFFIX)
        or _element(use.name) not in elements
    ):
        return use
    return replace(use, name=_element(use.name), is_array=True)
