# SPDX-License-Identifier: MIT
"""Edits of invented schemas, each with the kind of change that it must be reported as."""

from __future__ import annotations

import copy
from collections.abc import Callable
from random import Random
from typing import Any, NamedTuple

from invented import SCALARS, TYPES, Schema
from noticeable import RECEIVE, SEND, affected

# How bad a change is where the thing is sent, and where it is received.
EFFECTS = {
    "member-removed": ("breaking", "breaking"),
    "optional-member-removed": ("breaking", "risky"),
    "mandatory-member-added": ("breaking", "compatible"),
    "optional-member-added": ("compatible", "compatible"),
    "member-became-mandatory": ("breaking", "compatible"),
    "member-became-optional": ("compatible", "breaking"),
    "type-changed": ("breaking", "breaking"),
    "value-removed": ("breaking", "compatible"),
    "value-added": ("compatible", "risky"),
    "alternative-added": ("compatible", "risky"),
    "alternative-removed": ("breaking", "compatible"),
    "feature-added": ("compatible", "compatible"),
    "deprecated": ("compatible", "compatible"),
    "became-unstable": ("risky", "risky"),
    "condition-narrowed": ("risky", "risky"),
    "out-of-band-gained": ("compatible", None),
    "out-of-band-lost": ("breaking", None),
    "preconfig-gained": ("compatible", None),
    "preconfig-lost": ("breaking", None),
    "response-lost": (None, "breaking"),
    "response-gained": (None, "risky"),
    "arguments-restricted": ("risky", None),
    "arguments-unrestricted": ("compatible", None),
    "command-removed": ("breaking", None),
    "command-added": ("compatible", None),
    "event-removed": (None, "risky"),
    "event-added": (None, "compatible"),
}


class Edit(NamedTuple):
    """A schema before and after, the name of what was edited, and the kind of the change.

    The kind is None where an edit is several changes.
    """

    old: Schema
    schema: Schema
    name: str
    kind: str | None

    def expected(self) -> set[tuple[str, str, str]]:
        """Severity, direction and kind of all that must be reported."""
        assert self.kind is not None
        effects = dict(zip((SEND, RECEIVE), EFFECTS[self.kind], strict=True))
        found = set()
        for direction in affected(self.old, self.schema):
            severity = effects[direction]
            assert severity is not None
            found.add((severity, direction, self.kind))
        return found


_STANDING = {"deprecated": "deprecated", "unstable": "became-unstable"}
Change = Callable[[dict[str, Any], Random], str | None]


def edited(old: Schema, random: Random) -> Edit:
    """A schema with one thing changed in a way that keeps what leads to other types."""
    schema = copy.deepcopy(old)
    definition = random.choice(schema)
    kind = next(iter(definition))
    name = definition[kind]
    changes: list[Change] = [_add_feature, _narrow_feature, *_CHANGES[kind]]
    return Edit(old, schema, name, random.choice(changes)(definition, random))


def edited_widely(old: Schema, random: Random) -> Edit:
    """A schema with an edit that may be several changes, or the replacement of a whole type."""
    if random.random() < 0.5:
        return edited(old, random)
    schema = copy.deepcopy(old)
    structs = [d["struct"] for d in schema if "struct" in d]
    definition = random.choice([d for d in schema if "enum" not in d])
    match next(iter(definition)):
        case "command":
            definition["returns"] = random.choice([*structs, "Union0"])
        case "union":
            enum = schema[0]["data"]
            value = random.choice(enum)
            value = value["name"] if isinstance(value, dict) else value
            definition["data"][value] = random.choice(structs)
        case "alternate":
            definition["data"]["one"] = random.choice(structs)
        case _:
            members = definition["data"]
            known = [*SCALARS, "Enum0", "Enum1", "Enum2"]
            if "event" in definition:
                known += [*structs, "Union0", "Alt0"]
            members[random.choice(list(members))] = random.choice(known)
    return Edit(old, schema, next(iter(definition.values())), None)


def _members(definition: dict[str, Any]) -> dict[str, Any] | None:
    """The members that a definition lists itself; None if its arguments are a type."""
    members = definition["base" if "union" in definition else "data"]
    return members if isinstance(members, dict) else None


def _of_members(change: Change) -> Change:
    def apply(definition: dict[str, Any], random: Random) -> str | None:
        members = _members(definition)
        if members is None:
            return _add_feature(definition, random)
        return change(members, random)

    return apply


def _new(random: Random) -> str:
    return f"new{random.randint(0, 10**9)}"


def _add_feature(definition: dict[str, Any], random: Random) -> str:
    # Types cannot be deprecated or unstable.
    special = [] if any(kind in definition for kind in TYPES) else list(_STANDING)
    feature = random.choice([_new(random), *special])
    features = definition.setdefault("features", [])
    if feature in features:
        feature = _new(random)
    features.append(feature)
    return _STANDING.get(feature, "feature-added")


def _add(members: dict[str, Any], random: Random) -> str:
    sign = random.choice(["", "*"])
    members[f"{sign}{_new(random)}"] = "str"
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


def _lengthen(members: dict[str, Any], random: Random) -> str:
    """A member gets a feature or a condition, for which it needs its long form."""
    name = _scalar(members, random)
    if name is None:
        return _add(members, random)
    if random.random() < 0.5:
        members[name] = {"type": members[name], "if": "CONFIG_X"}
        return "condition-narrowed"
    members[name] = {"type": members[name]}
    return _add_feature(members[name], random)


def _narrow_branch(union: dict[str, Any], random: Random) -> str:
    """A branch gets a condition that the value of the tag does not have."""
    branches = {k: use for k, use in union["data"].items() if isinstance(use, str)}
    if not branches:
        return _add_feature(union, random)
    name = random.choice(list(branches))
    union["data"][name] = {"type": branches[name], "if": "CONFIG_X"}
    return "condition-narrowed"


def _narrow_feature(definition: dict[str, Any], random: Random) -> str:
    features = definition.get("features", [])
    plain = [at for at, feature in enumerate(features) if isinstance(feature, str)]
    if not plain:
        return _add_feature(definition, random)
    at = random.choice(plain)
    features[at] = {"name": features[at], "if": "CONFIG_X"}
    return "condition-narrowed"


def _add_value(enum: dict[str, Any], random: Random) -> str:
    enum["data"].append(_new(random))
    return "value-added"


def _remove_value(enum: dict[str, Any], random: Random) -> str:
    values = enum["data"]
    # The first value of each enum stays: it may be the name of a branch.
    if len(values) < 2:
        return _add_value(enum, random)
    values.remove(random.choice(values[1:]))
    return "value-removed"


def _lengthen_value(enum: dict[str, Any], random: Random) -> str:
    values = enum["data"]
    at = random.randrange(len(values))
    if isinstance(values[at], str):
        values[at] = {"name": values[at]}
    return _add_feature(values[at], random)


def _change_alternatives(alternate: dict[str, Any], random: Random) -> str:
    alternatives = alternate["data"]
    free = {"two": "str", "three": "null", "four": ["int"]}
    missing = [name for name in free if name not in alternatives]
    if missing and random.random() < 0.5:
        alternatives[missing[0]] = free[missing[0]]
        return "alternative-added"
    del alternatives[random.choice([name for name in free if name in alternatives])]
    return "alternative-removed"


# Each flag with its value if it is absent, and the kinds where it is won and lost.
_FLAGS = {
    "allow-oob": (False, "out-of-band-gained", "out-of-band-lost"),
    "allow-preconfig": (False, "preconfig-gained", "preconfig-lost"),
    "success-response": (True, "response-gained", "response-lost"),
    "gen": (True, "arguments-restricted", "arguments-unrestricted"),
}


def _toggle(command: dict[str, Any], random: Random) -> str:
    flag = random.choice(list(_FLAGS))
    default, won, lost = _FLAGS[flag]
    if command.pop(flag, default) is default:
        command[flag] = not default
    return won if command.get(flag, default) else lost


_MEMBER_CHANGES = [_of_members(c) for c in (_add, _remove, _flip, _retype, _lengthen)]
_CHANGES: dict[str, list[Change]] = {
    "enum": [_add_value, _remove_value, _lengthen_value],
    "struct": _MEMBER_CHANGES,
    "union": [*_MEMBER_CHANGES, _narrow_branch],
    "alternate": [_change_alternatives],
    "command": [*_MEMBER_CHANGES, _toggle, _toggle, _toggle],
    "event": _MEMBER_CHANGES,
}
