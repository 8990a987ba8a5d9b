# SPDX-License-Identifier: MIT
"""Connections for people: plain JSON in and out, and no waiting without a word."""

from __future__ import annotations

from typing import Any, NamedTuple

from qapigen.runtime.addresses import resolve
from qapigen.runtime.client import BaseClient
from qapigen.runtime.errors import ConnectFailed, TimedOut
from qapigen.runtime.framing import Happened, json_value
from qapigen.runtime.guest import BaseGuestClient
from qapigen.runtime.subscriptions import Subscription

GREETING = 3.0
"""Seconds to wait for a greeting."""


class Peer(NamedTuple):
    """Whom to talk to."""

    address: str
    is_agent: bool = False


class Machine(BaseClient):
    """A connection to QEMU or its storage daemon; events come as messages."""

    def _read_event(self, message: dict[str, Any] | Happened) -> Any:
        return message if isinstance(message, dict) else json_value(message.text)

    def messages(self) -> Subscription[Any]:
        """Events from now on, as they come over the wire."""
        return self.subscribe()

    async def open(self, patience: float = GREETING) -> None:
        """Begin; `ConnectFailed` says what may be the matter with a server that is silent."""
        try:
            await self._connect(patience)
        except TimedOut as error:
            raise ConnectFailed(self._silence(patience)) from error

    def _silence(self, patience: float) -> str:
        if self._link is None:
            return (
                f"no connection within {patience:g} s: nobody answers, or the server is "
                "busy with another client"
            )
        if isinstance(self, BaseGuestClient):
            return (
                f"connected, but no answer within {patience:g} s: the agent may not run, "
                "or be busy with another client"
            )
        return (
            f"connected, but no greeting within {patience:g} s: a server talks to one "
            "client at a time, and may be busy with another; guest agents need --agent"
        )


class Guest(BaseGuestClient, Machine):
    """A connection to a guest agent."""


def client_of(peer: Peer) -> Machine:
    """A client that is yet to be opened, so that no event comes before it is subscribed to."""
    return (Guest if peer.is_agent else Machine)(resolve(peer.address))
