# SPDX-License-Identifier: MIT
"""Schemas made up at random, and other ways to write the same wire."""

from __future__ import annotations

import copy
import json
from random import Random
from typing import Any

Schema = list[dict[str, Any]]

SCALARS = ("str", "int", "bool")
TYPES = ("enum", "struct", "union", "alternate")


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
        if random.random() < 0.2:
            command |= {"data": "Union0", "boxed": True}
        messages.append(command)
    for n in range(random.randint(1, 3)):
        data = _members(random, f"e{n}", names)
        messages.append({"event": f"EVENT{n}", "data": data})
    for definition in (*types, *messages):
        if random.random() < 0.2:
            definition["features"] = ["old"]
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
    return "\n".join(json.dumps(d).replace('"', "'") for d in schema)


def rewritten(schema: Schema, random: Random) -> Schema:
    """The same wire: shuffled, types renamed, members moved to a base."""
    schema = copy.deepcopy(schema)
    names = {name: f"Other{n}" for n, name in enumerate(types_of(schema))}
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


def types_of(schema: Schema) -> dict[str, dict[str, Any]]:
    """The definitions of types, by name."""
    return {d[kind]: d for d in schema for kind in TYPES if kind in d}


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
