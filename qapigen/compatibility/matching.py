# SPDX-License-Identifier: MIT
"""Match two wires: which things of the one are which of the other.

Types are matched by where they stand, never by name: the arguments of a command
with those of the same command, a member's type with that of the same member.
Each pair is looked at once, however many commands lead to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qapigen.compatibility.objects import match_objects
from qapigen.compatibility.pairs import Case, Edge, Fate, Found, Pair, Side, Spot
from qapigen.compatibility.ways import (
    ARGUMENTS,
    DATA,
    ELEMENT,
    RETURNS,
    alternative_step,
    value_step,
)
from qapigen.schema.builtins import Json
from qapigen.schema.model import Alternative, TypeUse
from qapigen.schema.wire import (
    Array,
    Choice,
    Enumeration,
    Message,
    Object,
    Shape,
    Wire,
    json_of,
)


class Matching:
    """Two wires side by side, walked from the messages to all types, breadth first."""

    def __init__(self, old: Wire, new: Wire) -> None:
        self.old = old
        self.new = new
        self.undecided: list[Found] = []
        is_decided = new.has_conditions or not old.has_conditions
        undecided = None if is_decided else self.undecided
        self.commands = Fate(undecided)
        self.events = Fate(undecided)
        self.members = Fate(undecided)
        self.values = Fate(undecided)
        self.alternatives = Fate(undecided)
        self.tags = Fate(undecided)
        self.cases: list[Case] = []
        self._pairs: dict[tuple[int, int, bool], Pair] = {}
        self._match_messages(self.commands, old.commands, new.commands)
        self._match_messages(self.events, old.events, new.events)
        self._match_types()

    @property
    def fates(self) -> tuple[Fate, ...]:
        """What became of the things of each sort."""
        return (
            self.commands,
            self.events,
            self.members,
            self.values,
            self.alternatives,
        )

    @property
    def pairs(self) -> list[Pair]:
        """All pairs of types."""
        return list(self._pairs.values())

    def messages(self) -> Iterator[Found]:
        """All commands and events of either side."""
        for fate in (self.commands, self.events):
            yield from (*fate.kept, *fate.removed, *fate.added)
        yield from (found for found in self.undecided if isinstance(found.old, Message))

    def _match_messages(
        self, fate: Fate, old: Mapping[str, Message], new: Mapping[str, Message]
    ) -> None:
        for name in {**old, **new}:
            before, after = old.get(name), new.get(name)
            pair = Pair(before, after)
            fate.sort(pair, (), before, after)
            if before is None or after is None:
                continue
            step = ARGUMENTS if fate is self.commands else DATA
            self.lead(
                Found(pair, (step,), before, after), before.arguments, after.arguments
            )
            if fate is self.commands:
                found = Found(pair, (RETURNS,), before, after)
                self.lead(found, before.returns, after.returns)

    def lead(
        self, found: Found, old: TypeUse, new: TypeUse, is_tag: bool = False
    ) -> None:
        """Lead over a part that both sides have to the pair of its types."""
        self._lead_to(found, self.old.shape(old), self.new.shape(new), is_tag)

    def _lead_to(
        self, found: Found, old: Shape, new: Shape, is_tag: bool = False
    ) -> None:
        if isinstance(old, Array) and isinstance(new, Array):
            found = found._replace(steps=(*found.steps, ELEMENT))
            old, new = self.old.shape(old.element), self.new.shape(new.element)
        # Each wire has one object for each type, and keeps it as long as it lives.
        # A tag has a pair of its own: its values are branches of a union, and must
        # not be hidden behind other uses of the enum.
        key = id(old), id(new), is_tag
        pair = self._pairs.get(key)
        if pair is None:
            pair = self._pairs[key] = Pair(old, new, is_tag)
        found.owner.edges.append(Edge(found, pair))

    def _match_types(self) -> None:
        done = 0
        # Matching one pair may lead to others, behind all that are known.
        while done < len(self._pairs):
            for pair in self.pairs[done:]:
                self._match_pair(pair)
                done += 1

    def _match_pair(self, pair: Pair) -> None:
        match pair.old, pair.new:
            case Object() as old, Object() as new:
                match_objects(self, Spot(pair, ()), old, new)
            case Enumeration() as old, Enumeration() as new:
                for name in {**old.values, **new.values}:
                    before, after = old.values.get(name), new.values.get(name)
                    self.values.sort(pair, (value_step(name),), before, after)
            case (Choice(), _) | (_, Choice()):
                self._match_alternatives(pair)

    def _match_alternatives(self, pair: Pair) -> None:
        """Alternatives are told apart by their JSON types; any other type is its only one."""
        old, new = _by_json(self.old, pair.old), _by_json(self.new, pair.new)
        both_choose = isinstance(pair.old, Choice) and isinstance(pair.new, Choice)
        for json in {**old, **new}:
            steps = (alternative_step(json),)
            before, old_shape = old.get(json, (None, None))
            after, new_shape = new.get(json, (None, None))
            if both_choose:
                self.alternatives.sort(pair, steps, before, after)
            if old_shape is not None and new_shape is not None:
                self._lead_to(Found(pair, (), before, after), old_shape, new_shape)


def _by_json(wire: Wire, shape: Side) -> dict[Json, tuple[Alternative | None, Shape]]:
    """The alternatives of a choice; a type that is none, as if it were the only one."""
    if isinstance(shape, Choice):
        shapes = [(a, wire.shape(a.type)) for a in shape.alternatives]
        return {json_of(found): (a, found) for a, found in shapes}
    assert shape is not None
    assert not isinstance(shape, Message)
    return {json_of(shape): (None, shape)}
