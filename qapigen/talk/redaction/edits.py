# SPDX-License-Identifier: MIT
"""Edits of a text, and where a place in it is afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Edit(NamedTuple):
    """A stretch of a text, and what replaces it."""

    start: int
    end: int
    text: str


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text after edits; where edits overlap, the first replaces all that they cover."""
    shown, end = "", 0
    for edit in _apart(edits):
        shown += text[end : edit.start] + edit.text
        end = edit.end
    return shown + text[end:]


def moved(offset: int, edits: Iterable[Edit]) -> int:
    """Where the character at `offset` is after edits; the start of the edit that replaces it."""
    shift = 0
    for edit in _apart(edits):
        if offset >= edit.end:
            shift += len(edit.text) - (edit.end - edit.start)
        elif offset > edit.start:
            return edit.start + shift
    return offset + shift


def _apart(edits: Iterable[Edit]) -> list[Edit]:
    """The edits in order, those that overlap as one."""
    apart: list[Edit] = []
    for edit in sorted(edits):
        if apart and edit.start < apart[-1].end:
            apart[-1] = apart[-1]._replace(end=max(edit.end, apart[-1].end))
        else:
            apart.append(edit)
    return apart
