# SPDX-License-Identifier: MIT
"""Paths: how their steps are written, and how far one leads through a wire."""

from __future__ import annotations

from typing import NamedTuple

from qapigen.compatibility.pairs import Path, Thing
from qapigen.schema.builtins import Builtin, Json
from qapigen.schema.wire import Array, Choice, Enumeration, Object, Shape, Wire, json_of

ARGUMENTS = ".arguments"
DATA = ".data"
RETURNS = ".returns"
ELEMENT = "[]"
FEATURES = ".features."


def member_step(name: str) -> str:
    """The step from an object to one of its members."""
    return f".{name}"


def value_step(name: str) -> str:
    """The step from an enum to one of its values."""
    return f"={name}"


def case_step(tag: str, name: str) -> str:
    """The step from a union to what it has where its tag has a value."""
    return f".{tag}={name}"


def alternative_step(json: Json) -> str:
    """The step from an alternate to its alternative of a JSON type."""
    return f"|{json.value}"


def feature_step(name: str) -> str:
    """The step from anything to one of its features."""
    return f"{FEATURES}{name}"


def path_text(path: Path) -> str:
    """A path as it is printed."""
    return "".join(path)


class Way(NamedTuple):
    """What a path leads over, the last type that it leads to, and whether it was all followed."""

    things: list[Thing]
    shape: Shape | None
    is_whole: bool

    @property
    def ends_in_the_open(self) -> bool:
        """Whether it ends where a schema leaves to the server what there is."""
        if self.is_whole:
            return False
        match self.shape:
            case Builtin(json=Json.STRING | Json.VALUE):
                return True
            case Object(is_open=is_open):
                return is_open
        return False


def follow(wire: Wire, path: Path) -> Way:
    """The way along a path."""
    message = wire.commands.get(path[0]) or wire.events.get(path[0])
    steps = [step for step in path[1:] if not step.startswith(FEATURES)]
    if message is None:
        return Way([], None, False)
    things: list[Thing] = [message]
    if not steps:
        return Way(things, None, True)
    use = message.returns if steps.pop(0) == RETURNS else message.arguments
    shape: Shape | None = wire.shape(use)
    for step in steps:
        thing, further = _step(wire, shape, step)
        if thing is not None:
            things.append(thing)
        elif further is None:
            return Way(things, shape, False)
        shape = further
    return Way(things, shape, True)


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
        case Array(element=element) if step == ELEMENT:
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
