# SPDX-License-Identifier: MIT
"""What a client can notice of an invented schema, written out for each message and direction.

This knows nothing of how schemas are compared: every path is followed to its end.
"""

from __future__ import annotations

from typing import Any

from invented import Schema, types_of

SEND, RECEIVE = "send", "receive"
Facts = frozenset[str]
# The flags of a command that those who send it notice, with the value of each if it is absent.
_SENT_FLAGS = {"allow-oob": False, "allow-preconfig": False, "gen": True}


def noticed(schema: Schema) -> dict[tuple[str, str], Facts]:
    """The facts that can be noticed by direction and by the name of the command or event."""
    facts: dict[tuple[str, str], Facts] = {}
    walk = _Walk(types_of(schema))
    for definition in schema:
        data = walk.type(definition.get("data", {}))
        features = walk.features(definition)
        if "command" in definition:
            name = definition["command"]
            flags = {f"{f}: {definition.get(f, d)}" for f, d in _SENT_FLAGS.items()}
            facts[SEND, name] = data | features | flags
            responds = definition.get("success-response", True)
            returned = walk.type(definition.get("returns", {}))
            facts[RECEIVE, name] = returned | {f"responds: {responds}"}
        elif "event" in definition:
            facts[RECEIVE, definition["event"]] = data | features
    return facts


def affected(old: Schema, new: Schema) -> dict[str, set[str]]:
    """For each direction the commands and events in which a client can notice the change."""
    before, after = noticed(old), noticed(new)
    users: dict[str, set[str]] = {SEND: set(), RECEIVE: set()}
    for direction, name in {**before, **after}:
        key = direction, name
        if before.get(key) != after.get(key):
            users[direction].add(name)
    # What a command returned goes with the command, which is not sent any more.
    commands = {n for d, n in {**before, **after} if d == SEND}
    both = {n for d, n in before if d == SEND} & {n for d, n in after if d == SEND}
    users[RECEIVE] -= commands - both
    return {direction: names for direction, names in users.items() if names}


class _Walk:
    def __init__(self, types: dict[str, dict[str, Any]]) -> None:
        self.types = types
        self.known: dict[str, Facts] = {}

    def type(self, use: Any) -> Facts:
        """The facts of a type: each is a path and what is found there."""
        if isinstance(use, list):
            return _under("[]", self.type(use[0]))
        if isinstance(use, dict):
            return self.members(use) | {": object"}
        definition = self.types.get(use)
        if definition is None:
            return frozenset({f": {use}"})
        if use not in self.known:
            self.known[use] = self.defined(definition) | self.features(definition)
        return self.known[use]

    def defined(self, definition: dict[str, Any]) -> Facts:
        data = definition["data"]
        if "enum" in definition:
            return frozenset().union({": enum"}, *map(self.value, data))
        if "alternate" in definition:
            branches = map(self.type, data.values())
            return frozenset().union({": alternate"}, *branches)
        if "struct" in definition:
            return self.type(data)
        facts = self.type(definition["base"])
        for name, branch in data.items():
            long = branch if isinstance(branch, dict) else {"type": branch}
            own = self.type(long["type"]) | {f"if {long.get('if')}"}
            facts |= _under(f"{{{name}}}", own)
        return facts

    def members(self, members: dict[str, Any]) -> Facts:
        facts: Facts = frozenset()
        for name, use in members.items():
            long = use if isinstance(use, dict) else {"type": use}
            own = {f"? {name[0] == '*'}", f"if {long.get('if')}"}
            of_member = self.type(long["type"]) | self.features(long) | own
            facts |= _under(f".{name.lstrip('*')}", of_member)
        return facts

    def value(self, value: Any) -> Facts:
        long = value if isinstance(value, dict) else {"name": value}
        own = {"", f"if {long.get('if')}"}
        return _under(f"={long['name']}", self.features(long) | own)

    def features(self, thing: dict[str, Any]) -> Facts:
        features = thing.get("features", ())
        long = [f if isinstance(f, dict) else {"name": f} for f in features]
        return frozenset(f"feature {f['name']} if {f.get('if')}" for f in long)


def _under(step: str, facts: Facts) -> Facts:
    return frozenset(step + fact for fact in facts)
