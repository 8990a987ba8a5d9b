# SPDX-License-Identifier: MIT
"""The same clients without asyncio: each runs the asyncio one on a thread of its own."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any, ClassVar, Generic, Self, TypeVar, overload

from .addresses import Address
from .client import BaseClient
from .connecting import Listener
from .errors import ConnectionLost
from .events import Event
from .server import Server
from .subscriptions import Subscription

E = TypeVar("E", bound=Event)
T = TypeVar("T")
ClientT = TypeVar("ClientT", bound="BaseSyncClient")


class LoopThread:
    """A thread that runs an event loop, and runs coroutines on it for others."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="qmp", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()
        self._loop.close()

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """The coroutine's result; an interrupted wait cancels it."""
        if not self._thread.is_alive():
            coroutine.close()
            raise ConnectionLost("the client was closed")
        future = asyncio.run_coroutine_threadsafe(coroutine, self._loop)
        try:
            return future.result()
        except BaseException:
            future.cancel()
            raise

    def stop(self) -> None:
        """End the thread."""
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()


class SyncSubscription(Generic[E]):
    """The events of some classes, in order, from the moment it is entered until it is left."""

    def __init__(self, thread: LoopThread, subscription: Subscription[E]) -> None:
        self._thread = thread
        self._inner = subscription

    def __enter__(self) -> Self:
        self._thread.run(self._inner.__aenter__())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        with suppress(ConnectionLost):
            self._thread.run(self._inner.__aexit__(kind, error, traceback))

    def __iter__(self) -> Iterator[E]:
        return self

    def __next__(self) -> E:
        try:
            return self._thread.run(self._inner.__anext__())
        except StopAsyncIteration:
            raise StopIteration from None

    def get(self, *, timeout: float | None = None) -> E:
        """The next event."""
        return self._thread.run(self._inner.get(timeout=timeout))

    def wait_for(
        self, wanted: Callable[[E], bool], *, timeout: float | None = None
    ) -> E:
        """The first event that is `wanted`; the others stay, for later calls."""
        return self._thread.run(self._inner.wait_for(wanted, timeout=timeout))


class SyncListener(Generic[ClientT]):
    """A socket on which servers call us; leaving it stops listening."""

    def __init__(self, kind: type[ClientT], listener: Listener[BaseClient]) -> None:
        self._kind = kind
        self._listener = listener

    @property
    def address(self) -> Any:
        """Where it listens, as sockets say it: a path, or host and port."""
        return self._listener.address

    def accept(self, *, timeout: float | None = 30.0) -> ClientT:
        """Wait for a server to call, and begin the session."""
        return self._kind(self._listener.accept(timeout=timeout))

    def close(self) -> None:
        """Stop listening."""
        self._listener.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


class BaseSyncClient:
    """A connection to one server; `session_type` is the asyncio client beneath."""

    session_type: ClassVar[type[BaseClient]]

    def __init__(self, session: Awaitable[BaseClient]) -> None:
        self._thread = LoopThread()
        try:
            self._session = self._thread.run(_awaited(session))
        except BaseException:
            self._thread.stop()
            raise

    @classmethod
    def connect(cls, address: Address, *, timeout: float | None = 30.0) -> Self:
        """Connect to a server: ``with SyncClient.connect("unix:/run/vm.sock") as vm``."""
        return cls(cls.session_type.connect(address, timeout=timeout))

    @classmethod
    def listen(cls, address: Address) -> SyncListener[Self]:
        """Wait for a server to connect to us: enter this, start the server, and `accept`."""
        return SyncListener(cls, cls.session_type.listen(address))

    def reconnect(self, *, timeout: float | None = 30.0) -> None:
        """Connect again to the same address; subscriptions go on."""
        self._thread.run(self._session.reconnect(timeout=timeout))

    def close(self) -> None:
        """End the connection; the client cannot be used again."""
        with suppress(ConnectionLost):
            self._thread.run(self._session.close())
        self._thread.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def server(self) -> Server:
        """What the server says of itself."""
        return self._session.server

    @property
    def connected(self) -> bool:
        """Whether commands can be sent."""
        return self._session.connected

    @property
    def timeout(self) -> float | None:
        """Seconds for each call that does not name its own limit; None waits for ever."""
        return self._session.timeout

    @timeout.setter
    def timeout(self, seconds: float | None) -> None:
        self._session.timeout = seconds

    @overload
    def subscribe(self) -> SyncSubscription[Event]: ...
    @overload
    def subscribe(self, *events: type[E]) -> SyncSubscription[E]: ...
    def subscribe(self, *events: type[Any]) -> SyncSubscription[Any]:
        """Collect events of these classes, or all: ``with vm.subscribe(Stop) as events``."""
        return SyncSubscription(self._thread, self._session.subscribe(*events))

    def supports(self, command: str, *members: str) -> bool:
        """Whether this server has the command, and in its arguments the member at that path."""
        return self._thread.run(self._session.supports(command, *members))

    def execute(
        self,
        command: str,
        arguments: Mapping[str, Any] | None = None,
        *,
        timeout: float | None = None,
        oob: bool = False,
        fds: Sequence[int] = (),
    ) -> Any:
        """Send any command, with arguments as they go over the wire; returns the JSON value."""
        call = self._session.execute(
            command, arguments, timeout=timeout, oob=oob, fds=fds
        )
        return self._thread.run(call)

    def _call(
        self,
        command: str,
        arguments: Any = None,
        *,
        timeout: float | None = None,
        oob: bool = False,
        fds: Sequence[int] = (),
    ) -> Any:
        """Send a command of the schema: typed arguments in, typed value out."""
        call = self._session._call(
            command, arguments, timeout=timeout, oob=oob, fds=fds
        )
        return self._thread.run(call)


async def _awaited(awaitable: Awaitable[T]) -> T:
    return await awaitable
