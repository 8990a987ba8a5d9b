# SPDX-License-Identifier: MIT
"""Watching a server: for one event, or for all of them until it ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from qapigen.runtime.errors import ConnectionLost, TimedOut
from qapigen.talk.connection import GREETING, Peer, client_of
from qapigen.talk.events import Message, NoEventError, next_event, wanted_event
from qapigen.talk.knowledge import FindTexts, Knowledge
from qapigen.talk.patience import Patience
from qapigen.talk.redaction.command_errors import without_secrets
from qapigen.talk.words import Word

LAST = "SHUTDOWN"
"""After this event the server may close the connection: that is the end, not a failure."""


async def wait(
    peer: Peer, words: Sequence[Word], find_texts: FindTexts, timeout: float | None
) -> Any:
    """The first event of the name and with the data that the words give."""
    with without_secrets(words):
        return await _wait(peer, words, find_texts, timeout)


async def _wait(
    peer: Peer, words: Sequence[Word], find_texts: FindTexts, timeout: float | None
) -> Any:
    client = client_of(peer)
    async with client, client.messages() as events:
        patience = Patience(timeout)
        await client.open(patience.at_most(GREETING))
        known = Knowledge(client, find_texts)
        async with patience.or_else(TimedOut, "no answer"):
            await known.learn()
            wanted = await wanted_event(words[0], words[1:], known)
        async with patience.or_else(NoEventError, f"no {wanted.name}"):
            return await next_event(events, wanted)


async def watch(peer: Peer, show: Callable[[Message], None]) -> None:
    """Show events from now on; ends after a shutdown, `ConnectionLost` otherwise."""
    client = client_of(peer)
    previous: Message = {}
    async with client, client.messages() as events:
        await client.open()
        try:
            while True:
                previous = await events.get()
                show(previous)
        except ConnectionLost:
            if previous.get("event") != LAST:
                raise
