# SPDX-License-Identifier: MIT
"""Near names for unknown ones."""

from __future__ import annotations

from collections.abc import Iterable

LONGEST = 80
MOST = 3
MANY = 300


def did_you_mean(name: str, known: Iterable[str]) -> str | None:
    """The question to put as help: "did you mean 'x'?"; None where nothing is near."""
    near = near_names(name, known)
    if not near:
        return None
    *others, last = [f"'{candidate}'" for candidate in near]
    return (
        f"did you mean {', '.join(others)} or {last}?"
        if others
        else f"did you mean {last}?"
    )


def near_names(name: str, known: Iterable[str]) -> list[str]:
    """Up to three known names like `name`, the nearest first."""
    if len(name) > LONGEST:
        # Nobody mistypes that; comparing would take its time for nothing.
        return []
    distinct = set(known)
    if len(distinct) > MANY:
        # Comparing takes its time; few slips are in the first letter.
        initials = (name[:1].lower(), name[:1].upper())
        distinct = {other for other in distinct if other.startswith(initials)}
    candidates = sorted(distinct)
    folded = _folded(name)
    same = [candidate for candidate in candidates if _folded(candidate) == folded]
    if same:
        return same[:MOST]
    # Needed only once something is wrong, and not free to import.
    from difflib import get_close_matches

    near = get_close_matches(name, candidates, MOST, 0.6)
    # Beside a very near name the others would only distract.
    return get_close_matches(name, near, MOST, 0.8) or near


def _folded(name: str) -> str:
    return name.casefold().replace("_", "-")
