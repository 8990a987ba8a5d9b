# SPDX-License-Identifier: MIT
"""Flags of commands that changed: how a command can be executed, and whether it responds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from qapigen.compatibility.change import Kind, Observation
from qapigen.compatibility.matching import Matching
from qapigen.compatibility.pairs import Path
from qapigen.compatibility.verdict import Severity
from qapigen.compatibility.ways import ARGUMENTS, RETURNS
from qapigen.schema.wire import Message

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
    "Clients that do not use 'exec-oob' notice nothing.",
    send=Severity.COMPATIBLE,
    receive=None,
)
PRECONFIG_LOST = Kind(
    "preconfig-lost",
    "command '{name}' can no longer be executed before the machine is configured",
    "A server that was started with -preconfig refuses the command until it has left"
    " that state.",
    send=Severity.BREAKING,
    receive=None,
)
PRECONFIG_GAINED = Kind(
    "preconfig-gained",
    "command '{name}' can now be executed before the machine is configured",
    "Clients that send it later notice nothing.",
    send=Severity.COMPATIBLE,
    receive=None,
)
RESPONSE_LOST = Kind(
    "response-lost",
    "command '{name}' no longer gives a response when it succeeds",
    "A client that waits for the response waits until its timeout.",
    send=None,
    receive=Severity.BREAKING,
)
RESPONSE_GAINED = Kind(
    "response-gained",
    "command '{name}' now gives a response when it succeeds",
    "A client that does not expect the response may take it for that of its next command.",
    send=None,
    receive=Severity.RISKY,
)
ARGUMENTS_RESTRICTED = Kind(
    "arguments-restricted",
    "command '{name}' now takes the listed arguments only",
    "Before, the server read the arguments itself and may have accepted others"
    " ('gen': false); now others are refused.",
    send=Severity.RISKY,
    receive=None,
)
ARGUMENTS_UNRESTRICTED = Kind(
    "arguments-unrestricted",
    "command '{name}' may now take other arguments than those listed",
    "The server now reads the arguments itself ('gen': false), and the schema does not"
    " say which others it accepts.",
    send=Severity.COMPATIBLE,
    receive=None,
)


class _Flag(NamedTuple):
    """A flag: the attribute of `Message` that holds it, the part concerned, and its changes."""

    attribute: str
    steps: Path
    lost: Kind
    gained: Kind


_FLAGS = (
    _Flag("allow_oob", (), OOB_LOST, OOB_GAINED),
    _Flag("allow_preconfig", (), PRECONFIG_LOST, PRECONFIG_GAINED),
    _Flag("success_response", (RETURNS,), RESPONSE_LOST, RESPONSE_GAINED),
    _Flag("gen", (ARGUMENTS,), ARGUMENTS_UNRESTRICTED, ARGUMENTS_RESTRICTED),
)


def flags(matching: Matching) -> Iterator[Observation]:
    """Flags that a command has on one side only; nothing where a side does not show them."""
    for found in matching.commands.kept:
        assert isinstance(found.old, Message)
        for attribute, steps, lost, gained in _FLAGS:
            before: bool | None = getattr(found.old, attribute)
            after: bool | None = getattr(found.new, attribute)
            if before is None or after is None or before is after:
                continue
            kind = gained if after else lost
            yield kind.at(found._replace(steps=steps), name=found.old.name)
