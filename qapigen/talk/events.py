# SPDX-License-Identifier: MIT
"""Events: which are waited for, and how they look to people."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from qapigen.diagnostics.visible import harmless
from qapigen.runtime.subscriptions import Subscription
from qapigen.talk.fitting import Fitting, free
from qapigen.talk.knowledge import Knowledge
from qapigen.talk.problems import RefusedError
from qapigen.talk.request import event_problem
from qapigen.talk.words import Word, tree

Message = Mapping[str, Any]


NO_TIME = "--:--:--.---"


class NoEventError(Exception):
    """The event did not come in time."""


class Wanted(NamedTuple):
    """An event by its name and what its data must hold."""

    name: str
    data: Any

    def matches(self, message: Message) -> bool:
        """Whether it is this event."""
        return message.get("event") == self.name and _holds(
            message.get("data", {}), self.data
        )


async def next_event(events: Subscription[Any], wanted: Wanted) -> Any:
    """The event that is wanted, whenever it comes."""
    return await events.wait_for(wanted.matches)


def _holds(found: Any, wanted: Any) -> bool:
    """Whether all that is wanted is there, whatever else is."""
    if isinstance(wanted, dict):
        return isinstance(found, dict) and all(
            name in found and _holds(found[name], value)
            for name, value in wanted.items()
        )
    if isinstance(wanted, list):
        return isinstance(found, list) and found[: len(wanted)] == wanted
    return bool(found == wanted)


async def wanted_event(name: Word, words: Sequence[Word], known: Knowledge) -> Wanted:
    """The event and filter that were typed; `RefusedError` if the server has no such."""
    if known.is_kept:
        try:
            return _wanted(name, words, known)
        except RefusedError:
            await known.renew()
    return _wanted(name, words, known)


def _wanted(name: Word, words: Sequence[Word], known: Knowledge) -> Wanted:
    problem = event_problem(name, known)
    if problem is not None:
        raise RefusedError([problem])
    interface = known.interface
    keys = tree(words, name.span, interface.dotted_names())
    if name.text not in interface.events:
        return Wanted(name.text, free(keys))
    fitting = Fitting(interface, is_partial=True)
    data = fitting.fit(keys, interface.arguments(name.text))
    if fitting.problems:
        raise RefusedError(fitting.problems)
    return Wanted(name.text, data)


def in_words(message: Message) -> str:
    """An event on one line: when by the local clock, its name, its data."""
    match message.get("data", {}):
        case dict() as members:
            data = " ".join(f"{key}={_shown(value)}" for key, value in members.items())
        case other:
            data = _shown(other)
    name = _shown(message.get("event"))
    return harmless(f"{_when(message.get('timestamp'))} {name} {data}".rstrip())


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _when(stamp: Any) -> str:
    """The time of an event by the local clock; hyphens where the server does not know it."""
    match stamp:
        case {"seconds": int(seconds), "microseconds": int(microseconds)}:
            pass
        case _:
            return NO_TIME
    try:
        moment = datetime.fromtimestamp(seconds).astimezone() if seconds >= 0 else None
    except (ValueError, OverflowError, OSError):
        moment = None
    if moment is None or not 0 <= microseconds < 1_000_000:
        return NO_TIME
    return f"{moment:%H:%M:%S}.{microseconds // 1000:03}"
