# SPDX-License-Identifier: MIT
"""Array types mentioned by their implicit name: ``'intList'`` for ``['int']``.

An array type exists for every built-in type and for each type that somewhere
is an array's element; since QEMU 4.2 its name can be used like a type's.
Rewriting those uses here means that nobody else has to know of them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from qapigen.diagnostics.report import Report
from qapigen.schema.builtins import BUILTINS
from qapigen.schema.errors import IMPLICIT_NAME
from qapigen.schema.model import Broken, Definition, TypeUse
from qapigen.schema.schema import Item, Schema
from qapigen.syntax.nodes import DocComment

_SUFFIX = "List"


def with_named_arrays(schema: Schema, report: Report) -> Schema:
    """The schema, with uses of array types by name as uses of arrays; the same if none."""
    named: list[tuple[str, TypeUse]] = []
    elements = set(BUILTINS)
    for user, uses in schema.uses.items():
        for use in uses:
            if use.is_array:
                elements.add(use.name)
            elif use.name.endswith(_SUFFIX) and use.name not in schema.definitions:
                named.append((user, use))
    users = set()
    for user, use in named:
        if _element(use.name) in elements:
            users.add(user)
            report.add(IMPLICIT_NAME.at(use, name=use.name))
    return _rewritten(schema, users, elements) if users else schema


def _rewritten(schema: Schema, users: set[str], elements: set[str]) -> Schema:
    """The schema with other definitions in place of those named in `users`."""
    definitions = {
        name: _with_arrays(definition, elements) if name in users else definition
        for name, definition in schema.definitions.items()
    }

    modules = tuple(
        module._replace(
            items=tuple(_current(item, definitions) for item in module.items)
        )
        for module in schema.modules
    )
    return Schema(modules, definitions, schema.pragmas, schema.is_complete)


def _current(item: Item, definitions: dict[str, Definition | Broken]) -> Item:
    if isinstance(item, DocComment | Broken):
        return item
    # A second definition of a name stands in its module only.
    current = definitions[item.name]
    return current if current.span == item.span else item


def _element(name: str) -> str:
    return name.removesuffix(_SUFFIX)


def _with_arrays(
    definition: Definition | Broken, elements: set[str]
) -> Definition | Broken:
    changes: dict[str, Any] = {}
    for field in (
        "members",
        "arguments",
        "base",
        "returns",
        "branches",
        "alternatives",
    ):
        value = getattr(definition, field, None)
        if isinstance(value, TypeUse):
            changes[field] = _as_array(value, elements)
        elif isinstance(value, tuple):
            uses = [_as_array(part.type, elements) for part in value]
            pairs = zip(value, uses, strict=True)
            changes[field] = tuple(part._replace(type=use) for part, use in pairs)
    return replace(definition, **changes)


def _as_array(use: TypeUse, elements: set[str]) -> TypeUse:
    if (
        use.is_array
        or not use.name.endswith(_SUFFIX)
        or _element(use.name) not in elements
    ):
        return use
    return use._replace(name=_element(use.name), is_array=True)
