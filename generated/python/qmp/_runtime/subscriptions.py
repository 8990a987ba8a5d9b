# SPDX-License-Identifier: MIT
"""Hands events to those who subscribed; nothing that was subscribed to is lost."""

import asyncio
from collections import deque
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, cast

from .errors import ConnectionLost, TimedOut
from .framing import Happened

if TYPE_CHECKING:
    from .events import Event

E = TypeVar("E", bound="Event")
Parse = Callable[[dict[str, Any] | Happened], Any]


class Subscription(Generic[E]):
    """The events of some classes, in order, from the moment it is entered until it is left.

    Events wait as they came and are decoded when they are asked for.
    Iteration ends when the connection ends in order; `get` and `wait_for`
    raise `ConnectionLost` once nothing can come any more.
    """

    def __init__(self, dispatcher: "Dispatcher", kinds: tuple[type[E], ...]) -> None:
        self._dispatcher = dispatcher
        self._names = frozenset(kind.NAME for kind in kinds)
        self._raw: deque[dict[str, Any] | Happened] = deque()
        self._kept: dict[int, E] = {}
        self._count = 0
        self._arrival = asyncio.Event()

    async def __aenter__(self) -> Self:
        self._dispatcher.subscriptions.append(self)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._dispatcher.subscriptions.remove(self)

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> E:
        try:
            return await self.get()
        except ConnectionLost:
            if self._dispatcher.in_order:
                raise StopAsyncIteration from None
            raise

    async def get(self, *, timeout: float | None = None) -> E:
        """The next event."""
        return await self.wait_for(lambda event: True, timeout=timeout)

    async def wait_for(
        self, wanted: Callable[[E], bool], *, timeout: float | None = None
    ) -> E:
        """The first event that is `wanted`; the others stay, for later calls."""
        limit = asyncio.timeout(timeout)
        try:
            async with limit:
                return await self._find(wanted)
        except TimeoutError as error:
            if not limit.expired():
                raise
            raise TimedOut(f"no such event within {timeout} s") from error

    async def _find(self, wanted: Callable[[E], bool]) -> E:
        """Look at each event once, those kept by earlier calls first."""
        number = next(iter(self._kept), self._count)
        while True:
            while number < self._count or self._decode_one():
                event = self._kept.get(number)
                if event is not None and wanted(event):
                    del self._kept[number]
                    return event
                number += 1
            if self._dispatcher.end is not None:
                raise ConnectionLost(
                    str(self._dispatcher.end)
                ) from self._dispatcher.end
            self._arrival.clear()
            await self._arrival.wait()

    def _decode_one(self) -> bool:
        """Keep one more event, if there is one."""
        if not self._raw:
            return False
        event = self._dispatcher.parse(self._raw.popleft())
        self._kept[self._count] = cast(E, event)
        self._count += 1
        return True

    def offer(self, name: str, message: dict[str, Any] | Happened) -> None:
        """Take an event, if it is one of the classes asked for; none means all."""
        if not self._names or name in self._names:
            self._raw.append(message)
            self._arrival.set()

    def wake(self) -> None:
        """Look again: the connection has ended."""
        self._arrival.set()


class Dispatcher:
    """All subscriptions of one client."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.subscriptions: list[Subscription[Any]] = []
        self.end: ConnectionLost | None = None
        self.in_order = False

    def begin(self) -> None:
        """A connection has begun."""
        self.end = None
        self.in_order = False

    def deliver(self, message: dict[str, Any] | Happened) -> None:
        """An event has come; what has no name is none."""
        name = message.name if isinstance(message, Happened) else message["event"]
        if isinstance(name, str):
            for subscription in self.subscriptions:
                subscription.offer(name, message)

    def finish(self, end: ConnectionLost) -> None:
        """The connection has ended; what came before it can still be read."""
        self.end = end
        for subscription in self.subscriptions:
            subscription.wake()
