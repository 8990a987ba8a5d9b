# SPDX-License-Identifier: MIT
"""Pairs of types that stand in the same place of two schemas, and what became of their parts."""

from __future__ import annotations

from typing import NamedTuple

from qapigen.schema.model import Alternative, Branch, Member, Value
from qapigen.schema.wire import Message, Shape

Thing = Message | Member | Value | Alternative | Branch
Side = Message | Shape | None
Path = tuple[str, ...]


class Pair:
    """Two messages, or two types, of which the second has the place of the first.

    `is_tag` if this is the type of a union's tag, so that its values are branches.
    """

    __slots__ = ("edges", "is_tag", "new", "old")

    def __init__(self, old: Side, new: Side, is_tag: bool = False) -> None:
        self.old = old
        self.new = new
        self.is_tag = is_tag
        self.edges: list[Edge] = []


class Spot(NamedTuple):
    """A place within a pair: some steps into it, such as to a branch of a union."""

    owner: Pair
    steps: Path

    def at(self, step: str) -> Spot:
        """The place one step further."""
        return Spot(self.owner, (*self.steps, step))


class Found(NamedTuple):
    """A part on either side or both: `steps` lead to it from the `owner`."""

    owner: Pair
    steps: Path
    old: Thing | None
    new: Thing | None


class Case(NamedTuple):
    """A branch that both unions have, and the value of the tag that stands for it."""

    branch: Found
    value: Found


class Edge(NamedTuple):
    """A way from a pair to another: over a part, whose types these are.

    The pair is that of the elements where both types are arrays.
    """

    found: Found
    pair: Pair


class Fate:
    """What became of the things of one sort.

    Those that are gone, but may be so for their condition only, go to the
    `undecided`, if there is such a list.
    """

    def __init__(self, undecided: list[Found] | None) -> None:
        self.undecided = undecided
        self.added: list[Found] = []
        self.removed: list[Found] = []
        self.kept: list[Found] = []

    def sort(
        self, owner: Pair, steps: Path, old: Thing | None, new: Thing | None
    ) -> Found:
        """Put a thing where it belongs."""
        found = Found(owner, steps, old, new)
        if new is not None:
            fate = self.added if old is None else self.kept
        elif self.undecided is None or getattr(old, "condition", None) is None:
            fate = self.removed
        else:
            fate = self.undecided
        fate.append(found)
        return found
