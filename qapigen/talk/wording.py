# SPDX-License-Identifier: MIT
"""What values a type has, in words."""

from __future__ import annotations

from qapigen.talk.entities import Entity
from qapigen.talk.interface import Interface
from qapigen.talk.problems import listed
from qapigen.talk.scalars import KINDS

_DEEPEST = 3
"""Arrays within arrays are not described any further."""


def values_of(interface: Interface, type_name: str, depth: int = 0) -> str:
    """What a value of the type is, such as "an integer"; empty for what may be anything."""
    found = interface.alternatives(type_name) if depth < _DEEPEST else []
    words = dict.fromkeys(filter(None, (_of(interface, one, depth) for one in found)))
    return " or ".join(words)


def _of(interface: Interface, entity: Entity, depth: int) -> str:
    match entity:
        case {"meta-type": "enum", "values": values}:
            return f"one of {listed(values)}"
        case {"meta-type": "object"}:
            return "an object"
        case {"meta-type": "array", "element-type": element}:
            inner = values_of(interface, element, depth + 1)
            return f"an array, each {inner}" if inner else "an array"
        case {"json-type": kind}:
            return KINDS.get(kind, "")
    return ""
