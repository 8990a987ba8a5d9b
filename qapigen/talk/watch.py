# SPDX-License-Identifier: MIT
"""Watching a server: for one event, or for all of them until it ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from qapigen.runtime.errors import ConnectionLost
from qapigen.talk.connection import Peer, client_of
from qapigen.talk.events import Message, next_event, wanted_event
from qapigen.talk.knowledge import FindTexts, Knowledge
from qapigen.talk.words import Word

LAST = "SHUTDOWN"
"""After this event the server may close the connection: that is the end, not a failure."""


async def wait(
    peer: Peer, words: Sequence[Word], find_texts: FindTexts, timeout: float | None
) -> Any:
    """The first event of the name and with the data that the words give."""
    client = client_of(peer)
    async with client, client.messages() as events:
        await client.open()
        known = Knowledge(client, find_texts)
        await known.learn()
        wanted = await wanted_event(words[0], words[1:], known)
        return await next_event(events, wanted, timeout)


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
