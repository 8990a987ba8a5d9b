# SPDX-License-Identifier: MIT
"""In which of several schemas there is each command, event, argument, member and value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qapigen.compatibility.matching import Matching
from qapigen.compatibility.pairs import Found, Path, Thing
from qapigen.compatibility.uses import Uses, all_uses
from qapigen.compatibility.ways import ARGUMENTS, path_text
from qapigen.schema.model import Member, Value
from qapigen.schema.wire import Message, Wire


class Life(NamedTuple):
    """A thing: the shortest way to it, its kind, and the numbers of the schemas that have it."""

    path: Path
    kind: str
    thing: Thing
    first: int
    last: int

    @property
    def where(self) -> str:
        """The path as text."""
        return path_text(self.path)


def history(wires: Sequence[Wire]) -> list[Life]:
    """The lives of all things, by path; `wires` come oldest first.

    What a thing was before is told by where it stood, so types may be renamed and split.
    """
    lives: dict[str, Life] = {}
    firsts: dict[int, int] = {}
    for number, wire in enumerate(wires):
        successors: list[Found] = []
        if number + 1 < len(wires):
            successors += _kept(Matching(wire, wires[number + 1]))
        lasting = {id(found.old) for found in successors}
        for path, thing in _things(wire):
            first = firsts.setdefault(id(thing), number)
            if id(thing) not in lasting:
                _end(lives, Life(path, _kind(path, thing), thing, first, number))
        for found in successors:
            first = firsts[id(found.old)]
            firsts[id(found.new)] = min(first, firsts.get(id(found.new), first))
    return sorted(lives.values(), key=lambda life: life.path)


def _end(lives: dict[str, Life], life: Life) -> None:
    """Note a life that ends; one that ended before at the same place was only interrupted."""
    earlier = lives.get(life.where, life)
    lives[life.where] = life._replace(first=min(life.first, earlier.first))


def _kept(matching: Matching) -> Iterator[Found]:
    """All that both sides have; alternatives have no names to tell of."""
    for fate in (matching.commands, matching.events, matching.members, matching.values):
        yield from fate.kept


def _things(wire: Wire) -> Iterator[tuple[Path, Thing]]:
    """Everything that a wire has, each once, with the shortest path to it."""
    matching = Matching(wire, wire)
    uses = all_uses(matching)
    shortest: dict[int, tuple[Path, Thing]] = {}
    for found in _kept(matching):
        assert found.old is not None
        path = (*_nearest(uses[found.owner]), *found.steps)
        known = shortest.get(id(found.old))
        if known is None or len(path) < len(known[0]):
            shortest[id(found.old)] = path, found.old
    yield from shortest.values()


def _nearest(uses: Uses) -> Path:
    return min((use.path for use in uses.values()), key=len)


def _kind(path: Path, thing: Thing) -> str:
    match thing:
        case Message():
            return "command" if thing.is_command else "event"
        case Value():
            return "value"
        case Member() if len(path) == len(("command", ".arguments", ".name")):
            return "argument" if path[1] == ARGUMENTS else "member"
    return "member"
