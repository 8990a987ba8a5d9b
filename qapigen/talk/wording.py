# SPDX-License-Identifier: MIT
"""What values a type has, in words."""

from __future__ import annotations

from qapigen.talk.interface import Entity, Interface
from qapigen.talk.problems import listed
from qapigen.talk.scalars import KINDS


def values_of(interface: Interface, type_name: str) -> str:
    """What a value of the type is, such as "an integer"; empty for what may be anything."""
    found = interface.alternatives(type_name)
    words = dict.fromkeys(filter(None, (_of(interface, one) for one in found)))
    return " or ".join(words)


def _of(interface: Interface, entity: Entity) -> str:
    match entity:
        case {"meta-type": "enum", "values": values}:
            return f"one of {listed(values)}"
        case {"meta-type": "object"}:
            return "an object"
        case {"meta-type": "array", "element-type": element}:
            inner = values_of(interface, element)
            return f"an array, each {inner}" if inner else "an array"
        case {"json-type": kind}:
            return KINDS.get(kind, "")
    return ""
