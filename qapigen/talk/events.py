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
        except (RefusedError, LookupError, TypeError):
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
    stamp = message.get("timestamp", {})
    when = "--:--:--.---"
    if stamp.get("seconds", -1) >= 0:
        moment = datetime.fromtimestamp(stamp["seconds"]).astimezone()
        when = f"{moment:%H:%M:%S}.{stamp.get('microseconds', 0) // 1000:03}"
    data = " ".join(
        f"{name}={value if isinstance(value, str) else json.dumps(value)}"
        for name, value in message.get("data", {}).items()
    )
    return harmless(f"{when} {message['event']} {data}".rstrip())
