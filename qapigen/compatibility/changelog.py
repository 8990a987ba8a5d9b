# SPDX-License-Identifier: MIT
"""Changes as entries of a changelog: both directions together, each in its chapter."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

from qapigen.compatibility.change import Change
from qapigen.compatibility.verdict import Announced, Direction, Severity


class Chapter(Enum):
    """The chapters of a changelog, in their order."""

    NEW = "New"
    DEPRECATED = "Deprecated"
    CHANGED = "Changed"
    REMOVED = "Removed"
    UNSTABLE = "Unstable"


_GAINS = (
    "alternative-added",
    "arguments-unrestricted",
    "became-stable",
    "command-added",
    "event-added",
    "feature-added",
    "out-of-band-gained",
    "preconfig-gained",
    "value-added",
)


class Entry(NamedTuple):
    """What became of one thing, for all who send it and all who receive it.

    `change` is what is shown of it; `severity` and `announced` are the worst of all
    that the entry stands for, `users` the commands and events of all.
    """

    change: Change
    severity: Severity
    announced: Announced
    users: tuple[str, ...]

    @property
    def chapter(self) -> Chapter:
        """The chapter that it belongs to; what is unstable has one for itself."""
        is_unstable = self.announced is Announced.UNSTABLE
        if is_unstable and self.change.kind.name != "became-stable":
            return Chapter.UNSTABLE
        return self.effect

    @property
    def effect(self) -> Chapter:
        """Whether it is new, deprecated, changed or removed, however stable it is."""
        name = self.change.kind.name
        if name == "deprecated":
            return Chapter.DEPRECATED
        if name.endswith("-removed"):
            return Chapter.REMOVED
        if self.is_gain:
            return Chapter.NEW
        return Chapter.CHANGED

    @property
    def is_gain(self) -> bool:
        """Whether there is more than before, and no client breaks."""
        name = self.change.kind.name
        if name in ("mandatory-member-added", "optional-member-added"):
            return self.severity is Severity.COMPATIBLE
        return name in _GAINS


def entries(changes: Iterable[Change]) -> list[Entry]:
    """The entries for changes, in the order of their paths.

    Changes of the same thing are one entry, shown as the stable clients that send it see it.
    """
    groups: dict[object, list[Change]] = {}
    for change in changes:
        key = change.kind.name, change.old, change.new, change.message
        groups.setdefault(key, []).append(change)
    return sorted(map(_entry, groups.values()), key=lambda e: e.change.where)


def _entry(group: list[Change]) -> Entry:
    shown = min(
        group,
        key=lambda c: (c.announced, c.direction is Direction.RECEIVE, len(c.path)),
    )
    return Entry(
        shown,
        max(change.severity for change in group),
        shown.announced,
        tuple(dict.fromkeys(user for change in group for user in change.users)),
    )
