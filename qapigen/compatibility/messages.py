# SPDX-License-Identifier: MIT
"""Commands and events that came or went."""

from __future__ import annotations

from collections.abc import Iterator

from qapigen.compatibility.change import Kind, Observation
from qapigen.compatibility.matching import Matching
from qapigen.compatibility.pairs import Found
from qapigen.compatibility.verdict import Severity

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


def _name(found: Found) -> str:
    message = found.old or found.new
    assert message is not None
    return message.name
