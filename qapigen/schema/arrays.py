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
from qapigen.schema.schema import type_uses

_SUFFIX = "List"


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
