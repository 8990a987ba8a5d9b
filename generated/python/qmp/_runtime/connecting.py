# SPDX-License-Identifier: MIT
"""Ways to begin: calling a server, or waiting for its call; each to be awaited or entered."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Generator
from types import TracebackType
from typing import Any, Generic, Protocol, Self, TypeVar

from .addresses import Place, describe, listen, stop_listening
from .errors import ConnectFailed, TimedOut


class Closable(Protocol):
    """What can be closed."""

    async def close(self) -> None:
        """End it."""
        ...


C = TypeVar("C", bound=Closable)


class Connecting(Generic[C]):
    """A connection to come: ``await`` it, or enter it to have it closed at the end."""

    def __init__(self, begin: Callable[[], Awaitable[C]]) -> None:
        self._begin = begin
        self._client: C | None = None

    def __await__(self) -> Generator[object, None, C]:
        return self._begin().__await__()

    async def __aenter__(self) -> C:
        self._client = await self._begin()
        return self._client

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._client is not None:
            await self._client.close()


class Listener(Generic[C]):
    """A socket on which servers call us; leaving it stops listening."""

    def __init__(
        self, place: Place, begin: Callable[[socket.socket], Awaitable[C]]
    ) -> None:
        self.place = place
        self.socket = listen(place)
        self._begin = begin

    @property
    def address(self) -> Any:
        """Where it listens, as sockets say it: a path, or host and port."""
        return self.socket.getsockname()

    def accept(self, *, timeout: float | None = 30.0) -> Connecting[C]:
        """Wait for a server to call, and begin the session."""

        async def begin() -> C:
            limit = asyncio.timeout(timeout)
            try:
                async with limit:
                    return await self._accept()
            except TimeoutError as error:
                if not limit.expired():
                    raise
                text = f"no server called {describe(self.place)} within {timeout} s"
                raise TimedOut(text) from error

        return Connecting(begin)

    async def _accept(self) -> C:
        try:
            peer, _ = await asyncio.get_running_loop().sock_accept(self.socket)
        except OSError as error:
            raise ConnectFailed(
                f"cannot accept on {describe(self.place)}: {error}"
            ) from error
        return await self._begin(peer)

    def close(self) -> None:
        """Stop listening."""
        stop_listening(self.socket)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()
