# SPDX-License-Identifier: MIT
"""Who gets to a pair of types, in which direction, and what they had been told.

A type may be sent by some commands and received from others, be part of a
deprecated command and of one that is not. All that is kept apart here, so that
a change is judged for those whom it concerns.
"""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

from qapigen.compatibility.matching import Matching
from qapigen.compatibility.pairs import Found, Pair, Path, Thing
from qapigen.compatibility.verdict import Announced, Direction
from qapigen.compatibility.ways import RETURNS
from qapigen.schema.wire import Message

UNSTABLE_PREFIX = "x-"


class Use(NamedTuple):
    """How users get to a pair: the shortest path, and the names of all commands or events."""

    path: Path
    users: list[str]


_Standing = tuple[Direction, Announced]
Uses = dict[_Standing, Use]


def announced(thing: Thing | None) -> Announced:
    """What a thing itself says of its future."""
    if thing is None:
        return Announced.UNANNOUNCED
    names = {feature.name for feature in getattr(thing, "features", ())}
    if "unstable" in names or thing.name.startswith(UNSTABLE_PREFIX):
        return Announced.UNSTABLE
    return Announced.DEPRECATED if "deprecated" in names else Announced.UNANNOUNCED


def all_uses(matching: Matching) -> dict[Pair, Uses]:
    """The uses of each pair of types, and of each message, which is its only user."""
    uses: dict[Pair, Uses] = {}
    for found in matching.messages():
        message = found.old or found.new
        assert isinstance(message, Message)
        spoken = Direction.SEND if message.is_command else Direction.RECEIVE
        # Where a thing is new, what it says itself is all there is to know.
        mark = announced(message)
        uses[found.owner] = {(spoken, mark): Use((message.name,), [message.name])}
        _spread(uses, message.name, found.owner, (spoken, mark))
    return uses


def uses_of(found: Found, uses: dict[Pair, Uses]) -> Uses:
    """The uses of a part: those of its owner, but what a command returns is received."""
    of_owner = uses[found.owner]
    if not _is_returned(found):
        return of_owner
    return {(Direction.RECEIVE, mark): use for (_, mark), use in of_owner.items()}


def _is_returned(found: Found) -> bool:
    of_message = isinstance(found.owner.old or found.owner.new, Message)
    return of_message and found.steps[:1] == (RETURNS,)


def _spread(uses: dict[Pair, Uses], name: str, message: Pair, start: _Standing) -> None:
    """Tell all pairs that a message leads to of this user, nearest first."""
    waiting: deque[tuple[Pair, _Standing, Path]] = deque()
    waiting.append((message, start, (name,)))
    reached: set[tuple[Pair, _Standing]] = set()
    while waiting:
        pair, (direction, mark), path = waiting.popleft()
        for found, other in pair.edges:
            onward = direction
            if pair is message and _is_returned(found):
                onward = Direction.RECEIVE
            standing = onward, max(mark, announced(found.old))
            if (other, standing) in reached:
                continue
            reached.add((other, standing))
            there = (*path, *found.steps)
            use = uses.setdefault(other, {}).get(standing)
            if use is None or len(there) < len(use.path):
                users = [] if use is None else use.users
                use = uses[other][standing] = Use(there, users)
            use.users.append(name)
            waiting.append((other, standing, there))
