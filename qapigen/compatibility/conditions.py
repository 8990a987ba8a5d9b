# SPDX-License-Identifier: MIT
"""Things that are there under another condition than before."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from qapigen.compatibility.change import Kind, Observation
from qapigen.compatibility.matching import Matching
from qapigen.compatibility.verdict import Severity
from qapigen.schema.conditions import Condition, Opaque, holds, in_words, symbols

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
            old: Condition | None = getattr(found.old, "condition", None)
            new: Condition | None = getattr(found.new, "condition", None)
            if old == new:
                continue
            implied = implies(old, new)
            if implied and implies(new, old):
                continue
            kind = CONDITION_WIDENED if implied else CONDITION_NARROWED
            yield kind.at(found, old=_in_words(old), new=_in_words(new))


def left_out(matching: Matching) -> Iterator[Observation]:
    """Conditional things of a schema that a server does not have."""
    for found in matching.undecided:
        condition: Condition | None = getattr(found.old, "condition", None)
        yield NOT_IN_THIS_SERVER.at(found, old=_in_words(condition))


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
