# SPDX-License-Identifier: MIT
"""QEMU's promise: what is to go has been deprecated for two releases before."""

from __future__ import annotations

from collections.abc import Iterable

from qapigen.compatibility.change import Change
from qapigen.compatibility.pairs import Path
from qapigen.compatibility.uses import announced
from qapigen.compatibility.verdict import Announced
from qapigen.compatibility.ways import follow
from qapigen.schema.wire import Wire


def with_window(changes: Iterable[Change], before: Wire) -> list[Change]:
    """The changes; what was not yet deprecated in the release `before` was told too late."""
    return [
        (
            change._replace(announced=Announced.LATE)
            if change.announced is Announced.DEPRECATED
            and standing(before, change.path) < Announced.DEPRECATED
            else change
        )
        for change in changes
    ]


def standing(wire: Wire, path: Path) -> Announced:
    """What users were told on the way to a thing; that nothing if there is no such way."""
    way = follow(wire, path)
    return max(map(announced, way.things)) if way.is_whole else Announced.UNANNOUNCED
