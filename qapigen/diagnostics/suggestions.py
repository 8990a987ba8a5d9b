# SPDX-License-Identifier: MIT
"""Near names for unknown ones."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable
from functools import lru_cache

LONGEST = 80
MOST = 3
MANY = 300
NEIGHBOURS = 50
NEAR = 0.6
"""The least share of two names' characters that have a match in the other, in order."""


def did_you_mean(
    name: str, known: Iterable[str], excluded: str | None = None
) -> str | None:
    """The question to put as help: "did you mean 'x'?"; None where nothing is near."""
    near = near_names(name, known, excluded)
    if not near:
        return None
    *others, last = [f"'{candidate}'" for candidate in near]
    return (
        f"did you mean {', '.join(others)} or {last}?"
        if others
        else f"did you mean {last}?"
    )


def near_names(
    name: str, known: Iterable[str], excluded: str | None = None
) -> list[str]:
    """Up to three known names like `name`, the nearest first, without `excluded`."""
    if len(name) > LONGEST:
        # Nobody mistypes that; comparing would take its time for nothing.
        return []
    distinct = frozenset(known)
    # Comparing takes its time; few slips are in the first letter.
    candidates = (
        _index(distinct).get(name[:1].casefold(), [])
        if len(distinct) > MANY
        else sorted(distinct)
    )
    if len(candidates) > MANY:
        # Nor in the second, where a machine made up thousands of names.
        place = bisect(candidates, name.casefold(), key=str.casefold)
        candidates = candidates[max(place - NEIGHBOURS, 0) : place + NEIGHBOURS]
    candidates = [other for other in candidates if other != excluded]
    folded = _folded(name)
    same = sorted(other for other in candidates if _folded(other) == folded)
    if same:
        return same[:MOST]
    letters = set(name)
    candidates = [other for other in candidates if _shares_enough(letters, name, other)]
    if not candidates:
        return []
    # Needed only once something is wrong, and not free to import.
    from difflib import get_close_matches

    near = get_close_matches(name, candidates, MOST, NEAR)
    # Beside a very near name the others would only distract.
    return get_close_matches(name, near, MOST, 0.8) or near


@lru_cache(maxsize=4)
def _index(known: frozenset[str]) -> dict[str, list[str]]:
    """Names in order under their first letters; kept for the next name, which asks for the same."""
    index: dict[str, list[str]] = {}
    for name in sorted(sorted(known), key=str.casefold):
        index.setdefault(name[:1].casefold(), []).append(name)
    return index


def _shares_enough(letters: set[str], name: str, other: str) -> bool:
    """Whether two names can be near, at a glance: what only one of them has matches nothing."""
    others = set(other)
    at_most = min(len(name) - len(letters - others), len(other) - len(others - letters))
    return 2 * at_most >= NEAR * (len(name) + len(other))


def _folded(name: str) -> str:
    return name.casefold().replace("_", "-")
