# SPDX-License-Identifier: MIT
"""Things that are there under another condition than before."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from qapigen.compatibility.change import Kind, Observation
from qapigen.compatibility.features import featured, features_of
from qapigen.compatibility.matching import Matching
from qapigen.compatibility.pairs import Found, Thing
from qapigen.compatibility.verdict import Severity
from qapigen.compatibility.ways import feature_step
from qapigen.schema.conditions import All, Condition, Opaque, holds, in_words, symbols

CONDITION_NARROWED = Kind(
    "condition-narrowed",
    "it was there {old} and is there {new} now",
    "It is gone from servers that are built otherwise; often it did nothing there but fail.",
    send=Severity.RISKY,
    receive=Severity.RISKY,
)
CONDITION_WIDENED = Kind(
    "condition-widened",
    "it was there {old} and is there {new} now",
    "More servers have it.",
    send=Severity.COMPATIBLE,
    receive=Severity.COMPATIBLE,
)
NOT_IN_THIS_SERVER = Kind(
    "not-in-this-server",
    "it is there only {old}, and this server does not have it",
    "Whether it was removed or left out when the server was built cannot be told;"
    " the symbols of its configuration would tell.",
    send=Severity.RISKY,
    receive=Severity.RISKY,
)

# Beyond this, trying all combinations takes too long; no schema comes near.
MOST_SYMBOLS = 12


def conditions(matching: Matching) -> Iterator[Observation]:
    """Things whose condition is another; nothing where a side is one configuration only."""
    if not (matching.old.has_conditions and matching.new.has_conditions):
        return
    for fate in matching.fates:
        for found in fate.kept:
            old, new = _condition(found.old), _condition(found.new)
            # Most things have no condition, on either side.
            if old is not new:
                yield from _compared(found, old, new)
    yield from _of_features(matching)
    yield from _of_branches(matching)


def _of_features(matching: Matching) -> Iterator[Observation]:
    """Features that are there under another condition."""
    for found, before, after in featured(matching):
        old, new = features_of(before), features_of(after)
        for name in old.keys() & new.keys():
            place = found._replace(steps=(*found.steps, feature_step(name)))
            yield from _compared(place, old[name].condition, new[name].condition)


def _of_branches(matching: Matching) -> Iterator[Observation]:
    """Branches that have another condition although the value of the tag has not.

    A value without its branch can be sent, but then means nothing more than itself.
    """
    for branch, value in matching.cases:
        if _condition(branch.old) == _condition(branch.new):
            continue
        values = _condition(value.old), _condition(value.new)
        if any(_compared(value, *values)):
            continue
        old, new = (
            _both(of_value, _condition(of_branch))
            for of_value, of_branch in zip(
                values, (branch.old, branch.new), strict=True
            )
        )
        yield from _compared(branch, old, new)


def _compared(
    found: Found, old: Condition | None, new: Condition | None
) -> Iterator[Observation]:
    """What the difference between two conditions is; nothing if they say the same."""
    if old == new:
        return
    implied = implies(old, new)
    if implied and implies(new, old):
        return
    kind = CONDITION_WIDENED if implied else CONDITION_NARROWED
    yield kind.at(found, old=_in_words(old), new=_in_words(new))


def _condition(thing: Thing | None) -> Condition | None:
    condition: Condition | None = getattr(thing, "condition", None)
    return condition


def _both(one: Condition | None, other: Condition | None) -> Condition | None:
    """The condition under which both are there."""
    if one is None or other is None or one == other:
        return one or other
    return All((one, other))


def left_out(matching: Matching) -> Iterator[Observation]:
    """Conditional things of a schema that a server does not have."""
    for found in matching.undecided:
        yield NOT_IN_THIS_SERVER.at(found, old=_in_words(_condition(found.old)))


def implies(one: Condition | None, other: Condition | None) -> bool:
    """Whether the other holds wherever the one does."""
    names = sorted(symbols(one) | symbols(other))
    if isinstance(one, Opaque) or isinstance(other, Opaque):
        return other is None
    if len(names) > MOST_SYMBOLS:
        return one == other
    for values in product((False, True), repeat=len(names)):
        defined = dict(zip(names, values, strict=True))
        if holds(one, defined.__getitem__) and not holds(other, defined.__getitem__):
            return False
    return True


def _in_words(condition: Condition | None) -> str:
    return "always" if condition is None else f"where {in_words(condition)}"
