# SPDX-License-Identifier: MIT
"""A kind of change, declared beside what looks for it, and a change that was found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from qapigen.compatibility.pairs import Found, Path, Side, Thing
from qapigen.compatibility.uses import Uses, announced
from qapigen.compatibility.verdict import Announced, Direction, Severity
from qapigen.compatibility.ways import path_text
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
    """One change in one direction, and the verdict on it.

    `path` is the shortest one to the thing that is used in the direction; `users`
    are all commands and events that use it in this direction. `old` and `new` are
    its places; where a side has no such thing, that of what would hold it, None if
    that is the schema itself.
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
        return path_text(self.path)


def judge(seen: Observation, uses: Uses) -> Iterator[Change]:
    """The verdicts on it: one for each direction in which a client can notice it."""
    kind, found, facts = seen
    severities = {Direction.SEND: kind.send, Direction.RECEIVE: kind.receive}
    for direction, severity in severities.items():
        if severity is None:
            continue
        mark = _mark(found, severity)
        concerned = [
            (max(mark, standing), use)
            for (spoken, standing), use in uses.items()
            if spoken is direction
        ]
        if not concerned:
            continue
        least = min(standing for standing, _ in concerned)
        paths = [use.path for standing, use in concerned if standing is least]
        yield Change(
            kind,
            (*min(paths, key=len), *found.steps),
            severity,
            direction,
            least,
            kind.message.format(**facts),
            _place(found.old, found.owner.old),
            _place(found.new, found.owner.new),
            tuple({name: None for _, use in concerned for name in use.users}),
        )


def _mark(found: Found, severity: Severity) -> Announced:
    """What the thing itself says of its future; a new one only that it is unstable.

    That does not excuse what breaks clients that never heard of it.
    """
    if found.old is not None or severity is Severity.BREAKING:
        return announced(found.old)
    is_unstable = announced(found.new) is Announced.UNSTABLE
    return Announced.UNSTABLE if is_unstable else Announced.UNANNOUNCED


def _place(thing: Thing | None, holder: Side) -> Span | None:
    if thing is not None:
        return thing.span
    return getattr(holder, "span", None)
