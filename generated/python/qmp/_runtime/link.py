# SPDX-License-Identifier: MIT
"""One connection: requests out, replies back to whoever asked, events to the listener.

Built on qemu.qmp, which brings the stream, the states and the orderly end.
Replaced is what costs or hangs there: formatting each message for a log, an
event queue that nobody empties, negotiation that stumbles over an event, and
a disconnect that waits for a peer which does not read.
"""

import asyncio
import logging
import socket
from asyncio import StreamWriter
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from qemu.qmp import QMPClient, Runstate
from qemu.qmp.util import flush

from .encoding import encode
from .errors import ConnectionLost, reason
from .framing import (
    GarbageError,
    Happened,
    Message,
    MessageReader,
    Reply,
    Returned,
    json_value,
)

READ_LIMIT = 512 * 1024 * 1024
"""Larger messages end the connection."""
_FLUSH_SECONDS = 1.0

EventListener = Callable[[dict[str, Any] | Happened], None]
EndListener = Callable[[ConnectionLost], None]


class Link(QMPClient):
    """A session over one connected socket; it ends once and is not used again."""

    greets = True
    """Whether the server speaks first and negotiates."""

    def __init__(
        self, peer: socket.socket, on_event: EventListener, on_end: EndListener
    ) -> None:
        super().__init__(readbuflen=READ_LIMIT)
        self.greeting_message: dict[str, Any] = {}
        self.end: ConnectionLost | None = None
        self._peer = peer
        self._on_event = on_event
        self._on_end = on_end
        self._frames = MessageReader(self._readline, READ_LIMIT)
        self._calls: dict[str, asyncio.Future[Reply]] = {}
        self._count = 0
        self._passing = asyncio.Lock()
        self._closer: asyncio.Task[None] | None = None

    @property
    def capabilities(self) -> list[str]:
        """What the server offered, and we enabled, in its greeting."""
        match self.greeting_message:
            case {"QMP": {"capabilities": [*offered]}}:
                return [name for name in offered if name == "oob"]
        return []

    async def open(self) -> None:
        """Begin the session."""
        try:
            await self.connect(self._peer)
        except AssertionError:
            # The library insists on a running session, but the server may have
            # gone in the meantime: then the first call says so.
            if self.end is None:
                raise
        except BaseException:
            self._peer.close()
            raise

    async def close(self) -> None:
        """End the session; pending calls fail."""
        self._finish(ConnectionLost("the connection was closed"))
        if self._closer is not None:
            await asyncio.shield(self._closer)

    async def call(self, request: dict[str, Any], fds: Sequence[int] = ()) -> Reply:
        """Send a request, with descriptors if given; its reply."""
        self._count += 1
        name = f"q{self._count}"
        data = encode({**request, "id": name})
        if not fds:
            return await self._send_and_wait(name, data)
        async with self._passing:
            await self._send_descriptors(fds)
            return await self._send_and_wait(name, data)

    async def _send_and_wait(self, name: str, data: bytes) -> Reply:
        self._require_open()
        reply: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._calls[name] = reply
        try:
            self._write(data)
            return await reply
        finally:
            self._calls.pop(name, None)

    def _require_open(self) -> StreamWriter:
        if self.end is not None or self._writer is None:
            text = str(self.end or "there is no connection")
            raise ConnectionLost(text) from self.end
        return self._writer

    def _write(self, data: bytes) -> None:
        self._log("-->", data)
        self._require_open().write(data)

    async def _send_descriptors(self, fds: Sequence[int]) -> None:
        """Attach `fds` to a blank, behind all that was written so far."""
        await flush(self._require_open())
        while True:
            try:
                socket.send_fds(self._peer, [b" "], list(fds))
                return
            except BlockingIOError:
                await asyncio.sleep(0.01)

    def _log(self, direction: str, message: object) -> None:
        if self.logger.isEnabledFor(logging.DEBUG):
            self.logger.debug("%s %s", direction, message)

    # What follows replaces parts of qemu.qmp's client.

    async def _establish_session(self) -> None:
        try:
            if self.greets:
                self.greeting_message = await self._read_expecting("QMP")
                await self._enable_capabilities()
        except (EOFError, ValueError) as error:
            raise GarbageError(str(error)) from error
        await super(QMPClient, self)._establish_session()

    async def _enable_capabilities(self) -> None:
        request: dict[str, Any] = {"execute": "qmp_capabilities", "id": "q0"}
        if self.capabilities:
            request["arguments"] = {"enable": self.capabilities}
        self._write(encode(request))
        await self._read_expecting("return")

    async def _read_expecting(self, member: str) -> dict[str, Any]:
        while True:
            message = await self._frames.read()
            self._log("<--", message)
            if isinstance(message, Returned):
                message = {"return": json_value(message.text)}
            if isinstance(message, Happened):
                self._on_event(message)
                continue
            if member in message:
                return message
            if "event" not in message:
                raise GarbageError(
                    f"the server did not send {member!r} but {message!r:.200}"
                )
            self._on_event(message)

    async def _bh_recv_message(self) -> None:
        try:
            message = await self._frames.read()
            self._log("<--", message)
            self._route(message)
        except (GarbageError, EOFError, OSError, ValueError) as error:
            self._finish(ConnectionLost(f"connection lost: {reason(error)}"))
            raise

    def _route(self, message: Message) -> None:
        if isinstance(message, Happened):
            self._on_event(message)
            return
        if not isinstance(message, Returned) and "event" in message:
            self._on_event(message)
            return
        call = self._addressee(message)
        if call is None:
            self.logger.info("dropped a reply that nobody waits for: %.200r", message)
        elif not call.done():
            call.set_result(message)

    def _addressee(self, message: Reply) -> "asyncio.Future[Reply] | None":
        """Who waits for this reply; one without id can only be the single pending call's."""
        if isinstance(message, Returned):
            return self._calls.get(message.name)
        if "id" in message:
            name = message["id"]
            return self._calls.get(name) if isinstance(name, str) else None
        if len(self._calls) > 1:
            raise GarbageError(
                f"the server did not say which request this answers: {message!r:.200}"
            )
        return next(iter(self._calls.values()), None)

    def _finish(self, end: ConnectionLost) -> None:
        """Fail all that is pending, once, and leave the stream to be closed."""
        if self.end is not None:
            return
        self.end = end
        for call in self._calls.values():
            if not call.done():
                call.set_exception(end)
                call.exception()
        if self.runstate is not Runstate.IDLE:
            self._closer = asyncio.get_running_loop().create_task(
                self._quiet_disconnect()
            )
        self._on_end(end)

    async def _quiet_disconnect(self) -> None:
        with suppress(Exception):
            await self.disconnect()

    async def _bh_flush_writer(self) -> None:
        with suppress(TimeoutError, OSError):
            async with asyncio.timeout(_FLUSH_SECONDS):
                await super()._bh_flush_writer()

    async def _bh_close_stream(self, error_pathway: bool = False) -> None:
        if self._writer is not None:
            self._writer.transport.abort()
        await super()._bh_close_stream(error_pathway)
