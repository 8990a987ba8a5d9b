# SPDX-License-Identifier: MIT
"""Commands and events that came or went."""

from __future__ import annotations

from collections.abc import Iterator

from qapigen.compatibility.change import Kind, Observation
from qapigen.compatibility.matching import Matching
from qapigen.compatibility.pairs import Found
from qapigen.compatibility.verdict import Severity
from qapigen.schema.wire import Message

COMMAND_REMOVED = Kind(
    "command-removed",
    "command '{name}' is gone",
    "Who sends the command gets CommandNotFound.",
    send=Severity.BREAKING,
    receive=None,
)
COMMAND_ADDED = Kind(
    "command-added",
    "command '{name}' is new",
    "A new command disturbs nobody.",
    send=Severity.COMPATIBLE,
    receive=Severity.COMPATIBLE,
)
EVENT_REMOVED = Kind(
    "event-removed",
    "event '{name}' is gone",
    "Nothing fails, but who waits for the event waits for ever.",
    send=None,
    receive=Severity.RISKY,
)
EVENT_ADDED = Kind(
    "event-added",
    "event '{name}' is new",
    "Clients pass over events that they do not know.",
    send=Severity.COMPATIBLE,
    receive=Severity.COMPATIBLE,
)
OOB_LOST = Kind(
    "out-of-band-lost",
    "command '{name}' can no longer be executed out of band",
    "A request with 'exec-oob' is refused.",
    send=Severity.BREAKING,
    receive=None,
)
OOB_GAINED = Kind(
    "out-of-band-gained",
    "command '{name}' can now be executed out of band",
    "Who does not ask for it notices nothing.",
    send=Severity.COMPATIBLE,
    receive=Severity.COMPATIBLE,
)


def commands_came_and_went(matching: Matching) -> Iterator[Observation]:
    """Commands that only one side has."""
    for found in matching.commands.removed:
        yield COMMAND_REMOVED.at(found, name=_name(found))
    for found in matching.commands.added:
        yield COMMAND_ADDED.at(found, name=_name(found))


def events_came_and_went(matching: Matching) -> Iterator[Observation]:
    """Events that only one side has."""
    for found in matching.events.removed:
        yield EVENT_REMOVED.at(found, name=_name(found))
    for found in matching.events.added:
        yield EVENT_ADDED.at(found, name=_name(found))


def out_of_band(matching: Matching) -> Iterator[Observation]:
    """Commands that jump the queue on one side only."""
    for found in matching.commands.kept:
        old, new = found.old, found.new
        assert isinstance(old, Message)
        assert isinstance(new, Message)
        if old.allow_oob and not new.allow_oob:
            yield OOB_LOST.at(found, name=old.name)
        if new.allow_oob and not old.allow_oob:
            yield OOB_GAINED.at(found, name=old.name)


def _name(found: Found) -> str:
    message = found.old or found.new
    assert message is not None
    return message.name
