# SPDX-License-Identifier: MIT
"""A kind of change, declared beside what looks for it, and a change that was found."""

from __future__ import annotations

from typing import NamedTuple

from qapigen.compatibility.pairs import Found, Path, Side, Thing
from qapigen.compatibility.uses import Uses, announced
from qapigen.compatibility.verdict import Announced, Direction, Severity
from qapigen.source import Span


class Kind(NamedTuple):
    """A kind of change: how bad it is where the thing is sent, and where it is received.

    None where nobody can notice it.
    `message` is a `str.format` template over the facts given to `at`.
    """

    name: str
    message: str
    why: str
    send: Severity | None
    receive: Severity | None

    def harm(self) -> dict[str, Severity]:
        """How bad it is, by what happens to the thing; only where somebody can notice it."""
        harm = {"sent": self.send, "received": self.receive}
        return {where: how for where, how in harm.items() if how is not None}

    def at(self, found: Found, **facts: object) -> Observation:
        """That this became of a thing."""
        return Observation(self, found, facts)


class Observation(NamedTuple):
    """What became of a thing, not yet judged."""

    kind: Kind
    found: Found
    facts: dict[str, object]


class Change(NamedTuple):
    """One change and the verdict on it.

    `path` leads to the thing in the shortest way; `users` are all commands and
    events that it concerns. `old` and `new` are its places; where a side has no
    such thing, that of what would hold it, None if that is the schema itself.
    """

    kind: Kind
    path: Path
    severity: Severity
    direction: Direction
    announced: Announced
    message: str
    old: Span | None
    new: Span | None
    users: tuple[str, ...]

    @property
    def where(self) -> str:
        """The path as text."""
        return "".join(self.path)


def judge(seen: Observation, uses: Uses) -> Change | None:
    """The verdict for the worst that it does to anybody, None if to nobody anything."""
    kind, found, facts = seen
    by_direction = {Direction.SEND: kind.send, Direction.RECEIVE: kind.receive}
    severities = {}
    for direction, _ in uses:
        severity = by_direction[direction]
        if severity is not None:
            severities[direction] = severity
    if not severities:
        return None
    worst = max(severities.values())
    concerned = {d for d, severity in severities.items() if severity is worst}
    mark = announced(found.old)
    told = {key: max(mark, key[1]) for key in uses if key[0] in concerned}
    least = min(told.values())
    paths = [uses[key].path for key in told if told[key] is least]
    users = {name: None for key in told for name in uses[key].users}
    return Change(
        kind,
        (*min(paths, key=len), *found.steps),
        worst,
        concerned.pop() if len(concerned) == 1 else Direction.BOTH,
        least,
        kind.message.format(**facts),
        _place(found.old, found.owner.old),
        _place(found.new, found.owner.new),
        tuple(users),
    )


def _place(thing: Thing | None, holder: Side) -> Span | None:
    if thing is not None:
        return thing.span
    return getattr(holder, "span", None)
