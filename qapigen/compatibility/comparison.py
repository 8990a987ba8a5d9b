# SPDX-License-Identifier: MIT
"""Compare two wires: look for each kind of change, and judge what was found."""

from __future__ import annotations

from qapigen.compatibility.change import Change, Observation, judge
from qapigen.compatibility.choices import (
    alternatives_came_and_went,
    tags,
    values_came_and_went,
)
from qapigen.compatibility.conditions import conditions, left_out
from qapigen.compatibility.features import features
from qapigen.compatibility.flags import flags
from qapigen.compatibility.matching import Matching
from qapigen.compatibility.members import members_came_and_went, optionality
from qapigen.compatibility.messages import commands_came_and_went, events_came_and_went
from qapigen.compatibility.types import types
from qapigen.compatibility.uses import all_uses, uses_of
from qapigen.compatibility.verdict import Direction
from qapigen.schema.wire import Wire

KINDS_OF_CHANGE = (
    commands_came_and_went,
    events_came_and_went,
    flags,
    members_came_and_went,
    optionality,
    values_came_and_went,
    alternatives_came_and_went,
    tags,
    types,
    features,
    conditions,
    left_out,
)


def compare(old: Wire, new: Wire) -> list[Change]:
    """All changes, the worst first, then by path; what is sent before what is received."""
    matching = Matching(old, new)
    uses = all_uses(matching)
    groups: dict[object, list[Change]] = {}
    for look in KINDS_OF_CHANGE:
        for seen in look(matching):
            for change in judge(seen, uses_of(seen.found, uses)):
                key = change.direction, _identity(seen)
                groups.setdefault(key, []).append(change)
    changes = map(_merged, groups.values())
    order = list(Direction).index
    return sorted(
        changes, key=lambda c: (-c.severity, c.where, c.kind.name, order(c.direction))
    )


def _identity(seen: Observation) -> object:
    """What makes two changes one: a member of a base is a member of all that derive from it.

    A value of an enum and the branch of a union that is named by it are two things.
    """
    kind, (owner, steps, old, new), _ = seen
    if old is None and new is None:
        return kind.name, steps[-1:], id(owner.old), id(owner.new)
    return kind.name, steps[-1:], id(old), id(new), owner.is_tag


def _merged(group: list[Change]) -> Change:
    """One change for all: the least expected and nearest, with the users of each."""
    if len(group) == 1:
        return group[0]
    first = min(group, key=lambda c: (c.announced, len(c.path)))
    users = {name: None for change in group for name in change.users}
    return first._replace(users=tuple(users))
