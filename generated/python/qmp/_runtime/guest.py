# SPDX-License-Identifier: MIT
"""Guest agents: no greeting, no negotiation, sometimes no ids, one request at a time."""

import asyncio
import random
import socket
from collections.abc import Sequence
from typing import Any, ClassVar

from .addresses import Place
from .client import BaseClient
from .encoding import encode
from .errors import ConnectionLost, InvalidRequest
from .framing import Message, Reply
from .link import EndListener, EventListener, Link
from .server import Server

_FLUSH_AGENT = b"\xff"
"""Makes an agent forget what an earlier client left unfinished."""


class GuestLink(Link):
    """A link to a guest agent; what came before the answer to `synchronise` is thrown away."""

    greets = False

    def __init__(
        self, peer: socket.socket, on_event: EventListener, on_end: EndListener
    ) -> None:
        super().__init__(peer, on_event, on_end)
        self._expected: int | None = None
        self._answer: asyncio.Future[None] | None = None

    async def synchronise(self) -> None:
        """Make sure that the next reply is the next request's."""
        self._require_open()
        self._expected = random.getrandbits(31)
        self._answer = asyncio.get_running_loop().create_future()
        request = {"execute": "guest-sync", "arguments": {"id": self._expected}}
        try:
            self._write(_FLUSH_AGENT + encode(request))
            await self._answer
        finally:
            self._answer = None

    async def _readline(self) -> bytes:
        line = await super()._readline()
        return line.lstrip(_FLUSH_AGENT)

    def _route(self, message: Message) -> None:
        if self._answer is None:
            super()._route(message)
            return
        is_answer = (
            isinstance(message, dict) and message.get("return") == self._expected
        )
        if is_answer and not self._answer.done():
            self._answer.set_result(None)

    def _finish(self, end: ConnectionLost) -> None:
        super()._finish(end)
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(end)


class BaseGuestClient(BaseClient):
    """A connection to one guest agent."""

    link_type: ClassVar[type[Link]] = GuestLink

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self._turn = asyncio.Lock()
        self._in_step = False
        self._enabled: dict[str, bool] | None = None

    async def _begin_session(self, link: Link) -> None:
        self.server = Server()
        self._in_step = False
        self._enabled = None
        await self._get_in_step(link)

    async def _get_in_step(self, link: Link) -> None:
        if not self._in_step and isinstance(link, GuestLink):
            await link.synchronise()
            self._in_step = True

    async def _exchange(self, request: dict[str, Any], fds: Sequence[int]) -> Reply:
        """One request at a time; after one that was given up, get in step again first."""
        if self._link is None:
            raise ConnectionLost("there is no connection")
        async with self._turn:
            await self._get_in_step(self._link)
            self._in_step = False
            reply = await self._link.call(request, fds)
            self._in_step = True
            return reply

    async def supports(self, command: str, *members: str) -> bool:
        """Whether this agent has the command and it is enabled; of arguments agents say nothing."""
        if members:
            raise InvalidRequest(
                f"{command}: a guest agent does not say which arguments it knows"
            )
        if self._enabled is None:
            info = await self.execute("guest-info")
            self._enabled = {
                c["name"]: c["enabled"] for c in info["supported_commands"]
            }
        return self._enabled.get(command, False)
