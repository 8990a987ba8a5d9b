# SPDX-License-Identifier: MIT
"""QEMU's promise: what is to go has been deprecated for two releases before."""

from __future__ import annotations

from collections.abc import Iterable

from qapigen.compatibility.change import Change
from qapigen.compatibility.pairs import Path, Thing
from qapigen.compatibility.uses import announced
from qapigen.compatibility.verdict import Announced
from qapigen.schema.builtins import Json
from qapigen.schema.wire import (
    Array,
    Choice,
    Enumeration,
    Object,
    Shape,
    Wire,
    json_of,
)


def with_window(changes: Iterable[Change], before: Wire) -> list[Change]:
    """The changes; what was not yet deprecated in the release `before` was told too late."""
    return [
        (
            change._replace(announced=Announced.LATE)
            if change.announced is Announced.DEPRECATED
            and standing(before, change.path) < Announced.DEPRECATED
            else change
        )
        for change in changes
    ]


def standing(wire: Wire, path: Path) -> Announced:
    """What users were told on the way to a thing; that nothing if there is no such way."""
    message = wire.commands.get(path[0]) or wire.events.get(path[0])
    steps = list(path[1:])
    if steps and steps[-1].startswith(".features."):
        steps.pop()
    if message is None:
        return Announced.UNANNOUNCED
    told = announced(message)
    if not steps:
        return told
    use = message.returns if steps.pop(0) == ".returns" else message.arguments
    shape: Shape | None = wire.shape(use)
    for step in steps:
        thing, shape = _step(wire, shape, step)
        if thing is None and shape is None:
            return Announced.UNANNOUNCED
        told = max(told, announced(thing))
    return told


_BEGINNINGS = {".": Json.OBJECT, "=": Json.STRING, "[": Json.ARRAY}


def _step(
    wire: Wire, shape: Shape | None, step: str
) -> tuple[Thing | None, Shape | None]:
    """The part that a step leads over and the type behind it, both None if it leads nowhere."""
    if isinstance(shape, Choice):
        by_json = {
            json_of(wire.shape(alternative.type)): alternative
            for alternative in shape.alternatives
        }
        if step.startswith("|"):
            return by_json.get(Json(step[1:])), None
        chosen = by_json.get(_BEGINNINGS[step[0]])
        shape = None if chosen is None else wire.shape(chosen.type)
    match shape:
        case Array(element=element) if step == "[]":
            return None, wire.shape(element)
        case Enumeration(values=values):
            return values.get(step[1:]), None
        case Object() if "=" in step:
            return _case(wire, shape, step)
        case Object(members=members) if step[1:] in members:
            member = members[step[1:]]
            return member, wire.shape(member.type)
    return None, None


def _case(wire: Wire, shape: Object, step: str) -> tuple[Thing | None, Shape | None]:
    """The value of the tag, and all that there is in its case."""
    tag, _, name = step[1:].partition("=")
    case, member = shape.cases.get(name), shape.members.get(tag)
    if case is None or member is None:
        return None, None
    enum, content = wire.shape(member.type), wire.shape(case.type)
    value = enum.values.get(name) if isinstance(enum, Enumeration) else None
    if isinstance(content, Object):
        members = {**shape.members, **content.members}
        return value, content._replace(members=members)
    return value, None
