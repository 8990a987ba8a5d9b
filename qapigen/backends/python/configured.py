# SPDX-License-Identifier: MIT
"""The part of a schema that one configuration of QEMU has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from qapigen.schema.conditions import holds
from qapigen.schema.model import Broken, Definition, TypeUse
from qapigen.schema.schema import Module, Schema, type_uses

_PARTS = (
    "members",
    "values",
    "branches",
    "alternatives",
    "base",
    "arguments",
    "features",
)


def configured(schema: Schema, is_defined: Callable[[str], bool]) -> Schema:
    """The schema without what is not there in this configuration.

    Types that something else still mentions stay, whatever their condition.
    """
    kept = {
        d.name: _configured(d, is_defined)
        for d in schema
        if holds(d.condition, is_defined)
    }
    waiting = list(kept.values())
    while waiting:
        for use in type_uses(waiting.pop()):
            found = schema.definitions.get(use.name)
            if use.name in kept or found is None or isinstance(found, Broken):
                continue
            kept[use.name] = _configured(found, is_defined)
            waiting.append(kept[use.name])
    modules = tuple(_module(module, kept) for module in schema.modules)
    ordered = {name: kept[name] for name in schema.definitions if name in kept}
    result = Schema(modules, ordered, schema.pragmas)
    return result.in_edition(schema.edition, schema.documented, schema.free_form)


def _module(module: Module, kept: dict[str, Definition]) -> Module:
    items = tuple(
        kept.get(item.name, item) if isinstance(item, Definition) else item
        for item in module.items
        if not isinstance(item, Definition) or item.name in kept
    )
    return module._replace(items=items)


def _configured(
    definition: Definition, is_defined: Callable[[str], bool]
) -> Definition:
    changes: dict[str, Any] = {}
    for part in _PARTS:
        found = getattr(definition, part, None)
        if found is not None and not isinstance(found, TypeUse):
            changes[part] = tuple(p for p in found if holds(p.condition, is_defined))
    return replace(definition, **changes)
