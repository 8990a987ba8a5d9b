# SPDX-License-Identifier: MIT
"""Schemas made up at random, written in many ways, and edits whose effect is known."""

from __future__ import annotations

import copy
from collections.abc import Callable
from random import Random
from typing import Any, NamedTuple

Schema = list[dict[str, Any]]
Directions = set[str]

SCALARS = ("str", "int", "bool")
# What an edit is for who sends the thing and for who receives it, by kind of change.
EFFECTS = {
    "member-removed": ("breaking", "breaking"),
    "optional-member-removed": ("breaking", "risky"),
    "mandatory-member-added": ("breaking", "compatible"),
    "optional-member-added": ("compatible", "compatible"),
    "member-became-mandatory": ("breaking", "compatible"),
    "member-became-optional": ("risky", "breaking"),
    "type-changed": ("breaking", "breaking"),
    "value-removed": ("breaking", "compatible"),
    "value-added": ("compatible", "risky"),
}
_WEIGHTS = ("compatible", "risky", "breaking")


def invent(random: Random) -> Schema:
    """Enums, structs, unions, an alternate, commands and events that use them."""
    enums = [
        {"enum": f"Enum{n}", "data": [f"v{n}{v}" for v in range(random.randint(2, 4))]}
        for n in range(3)
    ]
    structs: Schema = []
    for n in range(random.randint(3, 6)):
        known = [*SCALARS, "Enum0", "Enum1", "Enum2", *(s["struct"] for s in structs)]
        structs.append(
            {"struct": f"Struct{n}", "data": _members(random, f"s{n}", known)}
        )
    union = {
        "union": "Union0",
        "base": {"tag": "Enum0", **_members(random, "u", list(SCALARS))},
        "discriminator": "tag",
        "data": {enums[0]["data"][0]: random.choice(structs)["struct"]},
    }
    alternate = {"alternate": "Alt0", "data": {"one": "Struct0", "two": "str"}}
    types = [*enums, *structs, union, alternate]
    names = [next(iter(d.values())) for d in types]
    messages: Schema = []
    for n in range(random.randint(2, 5)):
        command = {"command": f"command{n}", "data": _members(random, f"c{n}", names)}
        if random.random() < 0.6:
            command["returns"] = random.choice([*structs, union]).copy()
            command["returns"] = next(iter(command["returns"].values()))
        messages.append(command)
    for n in range(random.randint(1, 3)):
        data = _members(random, f"e{n}", names)
        messages.append({"event": f"EVENT{n}", "data": data})
    return [*types, *messages]


def _members(random: Random, prefix: str, types: list[str]) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for n in range(random.randint(1, 4)):
        kind: Any = random.choice(types)
        kind = [kind] if random.random() < 0.2 else kind
        members[f"{random.choice(['', '*'])}{prefix}m{n}"] = kind
    return members


def written(schema: Schema) -> str:
    """The schema as text."""
    return "\n".join(repr(definition) for definition in schema)


def rewritten(schema: Schema, random: Random) -> Schema:
    """The same wire: shuffled, types renamed, members moved to a base."""
    schema = copy.deepcopy(schema)
    names = {name: f"Other{n}" for n, name in enumerate(_types(schema))}
    for definition in [d for d in schema if "struct" in d]:
        items = list(definition["data"].items())
        at = random.randint(0, len(items))
        definition["data"] = dict(items[at:])
        base = {"struct": f"{definition['struct']}Base", "data": dict(items[:at])}
        if items[:at]:
            schema.append(base)
            definition["base"] = base["struct"]
    schema = [_renamed(_shuffled(d, random), names) for d in schema]
    random.shuffle(schema)
    return schema


def _types(schema: Schema) -> dict[str, dict[str, Any]]:
    kinds = ("enum", "struct", "union", "alternate")
    return {d[kind]: d for d in schema for kind in kinds if kind in d}


def _shuffled(definition: dict[str, Any], random: Random) -> dict[str, Any]:
    def shuffle(value: Any) -> Any:
        if isinstance(value, dict):
            items = [(key, value[key]) for key in value]
            random.shuffle(items)
            return dict(items)
        return random.sample(value, len(value)) if isinstance(value, list) else value

    return {key: shuffle(value) for key, value in definition.items()}


def _renamed(value: Any, names: dict[str, str]) -> Any:
    match value:
        case dict():
            return {key: _renamed(inner, names) for key, inner in value.items()}
        case list():
            return [_renamed(inner, names) for inner in value]
    return names.get(value, value)


def directions(schema: Schema) -> dict[str, Directions]:
    """For each type and message, in which directions it is spoken."""
    types = _types(schema)
    spoken: dict[str, Directions] = {name: set() for name in types}

    def speak(use: Any, direction: str) -> None:
        if isinstance(use, dict):
            for inner in use.values():
                speak(inner, direction)
        elif isinstance(use, list):
            speak(use[0], direction)
        elif use in types and direction not in spoken[use]:
            spoken[use].add(direction)
            definition = types[use]
            if "enum" not in definition:
                speak(definition["data"], direction)
                speak(definition.get("base"), direction)

    for definition in schema:
        name = definition.get("command") or definition.get("event")
        if name is not None:
            direction = "send" if "command" in definition else "receive"
            spoken[name] = {direction}
            speak(definition.get("data"), direction)
            speak(definition.get("returns"), "receive")
    return spoken


class Edit(NamedTuple):
    """An edited schema, and the change that it must be found to be."""

    schema: Schema
    name: str
    kind: str

    def expected(self) -> list[tuple[str, str, str]]:
        """Severity, direction and kind; nothing where nobody sees the type."""
        spoken = directions(self.schema)[self.name]
        effects = dict(zip(("send", "receive"), EFFECTS[self.kind], strict=True))
        worst = max((effects[d] for d in spoken), key=_WEIGHTS.index, default=None)
        if worst is None:
            return []
        concerned = [d for d in spoken if effects[d] == worst]
        return [(worst, "both" if len(concerned) == 2 else concerned[0], self.kind)]


def edited(schema: Schema, random: Random) -> Edit:
    """A schema with one thing changed in a way that keeps what leads to other types."""
    schema = copy.deepcopy(schema)
    definition = random.choice([d for d in schema if "alternate" not in d])
    kind = next(iter(definition))
    name = definition[kind]
    if kind == "enum":
        values = definition["data"]
        # The first value of each enum stays: it may be the name of a branch.
        if random.random() < 0.5 and len(values) > 1:
            values.remove(random.choice(values[1:]))
            return Edit(schema, name, "value-removed")
        values.append(f"new{random.randint(0, 10**9)}")
        return Edit(schema, name, "value-added")
    members = definition["base" if kind == "union" else "data"]
    change = random.choice(_MEMBER_EDITS)
    return Edit(schema, name, change(members, random))


def _add(members: dict[str, Any], random: Random) -> str:
    sign = random.choice(["", "*"])
    members[f"{sign}new{random.randint(0, 10**9)}"] = "str"
    return "optional-member-added" if sign else "mandatory-member-added"


def _scalar(members: dict[str, Any], random: Random) -> str | None:
    """A member whose type leads nowhere, so that taking it away takes nothing else."""
    names = [n for n, use in members.items() if isinstance(use, str) and use in SCALARS]
    return random.choice(names) if names else None


def _remove(members: dict[str, Any], random: Random) -> str:
    name = _scalar(members, random)
    if name is None:
        return _add(members, random)
    del members[name]
    return "optional-member-removed" if name[0] == "*" else "member-removed"


def _flip(members: dict[str, Any], random: Random) -> str:
    name = _scalar(members, random)
    if name is None:
        return _add(members, random)
    use = members.pop(name)
    if name[0] == "*":
        members[name[1:]] = use
        return "member-became-mandatory"
    members[f"*{name}"] = use
    return "member-became-optional"


def _retype(members: dict[str, Any], random: Random) -> str:
    name = _scalar(members, random)
    if name is None:
        return _add(members, random)
    members[name] = {"str": "bool", "bool": "int", "int": "str"}[members[name]]
    return "type-changed"


_MEMBER_EDITS: tuple[Callable[[dict[str, Any], Random], str], ...] = (
    _add,
    _remove,
    _flip,
    _retype,
)
