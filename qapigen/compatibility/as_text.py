# SPDX-License-Identifier: MIT
"""Changes for people: one paragraph for each that hurts, one line for each that does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from qapigen.compatibility.change import Change
from qapigen.compatibility.verdict import Announced, Direction, Severity
from qapigen.diagnostics.visible import visible
from qapigen.source import Span

MOST_USERS = 6
ANNOUNCED = {
    Announced.UNANNOUNCED: "unannounced",
    Announced.LATE: "deprecated for less than two releases",
    Announced.DEPRECATED: "was deprecated",
    Announced.UNSTABLE: "was never stable",
}
_DIRECTIONS = {
    Direction.SEND: "sent",
    Direction.RECEIVE: "received",
}
Paint = Callable[[str, Severity], str]


def _plain(text: str, _severity: Severity) -> str:
    return text


def render(changes: Sequence[Change], paint: Paint = _plain) -> Iterator[str]:
    """The lines that show the changes; `paint` colours a headline for its severity."""
    for change in changes:
        headline = paint(f"{change.severity}[{change.kind.name}]", change.severity)
        yield f"{headline} {visible(change.where)}: {visible(change.message)}"
        if change.severity is not Severity.COMPATIBLE:
            yield f"    {_DIRECTIONS[change.direction]}; {ANNOUNCED[change.announced]}"
            yield f"    old: {place(change.old)}, new: {place(change.new)}"
            if len(change.users) > 1:
                yield f"    used by {used_by(change)}"


def place(span: Span | None) -> str:
    """File and line, as far as there are such."""
    if span is None:
        return "none"
    path = visible(span.source.path)
    return f"{path}:{span.line}" if span.source.text else path


def used_by(change: Change) -> str:
    """The commands and events that it concerns; if they are many, how many more there are."""
    shown = [visible(user) for user in change.users[:MOST_USERS]]
    more = len(change.users) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def summary(changes: Sequence[Change], left_out: Sequence[str] = ()) -> str:
    """As in "2 breaking (1 unannounced), 5 risky, 40 compatible".

    `left_out` names what could not be compared with a server's answer.
    """
    counts = Counter(change.severity for change in changes)
    told = []
    for severity in sorted(counts, reverse=True):
        text = f"{counts[severity]} {severity}"
        unannounced = sum(is_unannounced_break(change) for change in changes)
        if severity is Severity.BREAKING:
            text += f" ({unannounced} unannounced)"
        told.append(text)
    text = ", ".join(told) or "no changes"
    if left_out:
        text += f"; not compared, as servers do not report it: {', '.join(left_out)}"
    return text


def is_unannounced_break(change: Change) -> bool:
    """Whether it breaks something whose users had not been told, or not in time."""
    is_break = change.severity is Severity.BREAKING
    return is_break and change.announced < Announced.DEPRECATED
