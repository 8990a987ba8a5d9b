# SPDX-License-Identifier: MIT
"""One command: checked, sent, its reply, and perhaps an event that follows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from qapigen.runtime.errors import CommandError, TimedOut
from qapigen.talk.connection import GREETING, Machine, Peer, client_of
from qapigen.talk.events import NoEventError, next_event, wanted_event
from qapigen.talk.knowledge import FindTexts, Knowledge
from qapigen.talk.patience import Patience
from qapigen.talk.redaction.command_errors import without_secrets
from qapigen.talk.request import Request, Typed, checked, request
from qapigen.talk.words import Word

Show = Callable[[Any], None]


class Manner(NamedTuple):
    """How a command is carried out: the time for all of it, and an event to wait for."""

    timeout: float | None = None
    event: Word | None = None


async def call(
    peer: Peer, typed: Typed, manner: Manner, find_texts: FindTexts, show: Show
) -> None:
    """Show the reply, then the event if one is to be waited for.

    What is secret in the command is in no error.
    """
    with without_secrets(typed.all_words):
        await _call(peer, typed, manner, find_texts, show)


async def _call(
    peer: Peer, typed: Typed, manner: Manner, find_texts: FindTexts, show: Show
) -> None:
    client = client_of(peer)
    async with client, client.messages() as events:
        patience = Patience(manner.timeout)
        await client.open(patience.at_most(GREETING))
        known = Knowledge(client, find_texts)
        wanted = None
        async with patience.or_else(TimedOut, f"{typed.command.text}: nothing came"):
            await known.learn()
            if manner.event is not None:
                wanted = await wanted_event(manner.event, (), known)
            command = await checked(typed, known)
            show(await execute(command, typed, None, known))
        if wanted is not None:
            async with patience.or_else(NoEventError, f"no {wanted.name}"):
                show(await next_event(events, wanted))


async def execute(
    command: Request, typed: Typed, timeout: float | None, known: Knowledge
) -> Any:
    """The reply; a refusal that what was kept may have caused is no last word."""
    try:
        return await _sent(command, timeout, known.client)
    except CommandError:
        if not known.is_kept:
            raise
        await known.renew()
        again = request(typed, known)
        if again == command:
            raise
        return await _sent(again, timeout, known.client)


async def _sent(command: Request, timeout: float | None, client: Machine) -> Any:
    name, arguments, oob = command
    return await client.execute(name, arguments, timeout=timeout, oob=oob)
