# SPDX-License-Identifier: MIT
"""What every asyncio client can do; the methods for the commands are in the generated subclass."""

import asyncio
import socket
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar, overload

from .addresses import Address, Place, describe, open_socket, resolve
from .connecting import Connecting, Listener
from .errors import (
    ConnectFailed,
    ConnectionLost,
    InvalidReply,
    InvalidRequest,
    TimedOut,
    command_error,
    reason,
)
from .framing import GarbageError, Happened, Reply, json_value
from .link import Link
from .server import Abilities, Server, server_of
from .subscriptions import Dispatcher, Subscription

if TYPE_CHECKING:
    # Whoever sends and reads plain JSON need not wait for pydantic.
    from .events import Event
    from .vocabulary import Vocabulary

E = TypeVar("E", bound="Event")

ENDING_COMMANDS = frozenset({"quit"})
"""After these the server closes the connection, perhaps before it has answered."""
SILENT_SECONDS = 1.0
"""How long to wait for the refusal of a command that is silent when it succeeds."""


class BaseClient:
    """A connection to one server."""

    vocabulary: ClassVar["Vocabulary"]
    link_type: ClassVar[type[Link]] = Link

    def __init__(self, place: Place) -> None:
        self.server = Server()
        self.timeout: float | None = None
        """Seconds for each call that does not name its own limit; None waits for ever."""
        self._place = place
        self._link: Link | None = None
        self._dispatcher = Dispatcher(self._read_event)
        self._abilities: Abilities | None = None

    @classmethod
    def connect(
        cls, address: Address, *, timeout: float | None = 30.0
    ) -> Connecting[Self]:
        """Connect to a server: ``async with Client.connect("unix:/run/vm.sock") as vm``."""

        async def begin() -> Self:
            client = cls(resolve(address))
            await client._connect(timeout)
            return client

        return Connecting(begin)

    @classmethod
    def listen(cls, address: Address) -> Listener[Self]:
        """Wait for a server to connect to us: enter this, start the server, and `accept`."""
        place = resolve(address)

        async def begin(peer: socket.socket) -> Self:
            client = cls(peer)
            await client._connect(None)
            return client

        return Listener(place, begin)

    async def reconnect(self, *, timeout: float | None = 30.0) -> None:
        """Connect again to the same address; subscriptions go on."""
        if isinstance(self._place, socket.socket):
            raise InvalidRequest(
                "a connection over a given socket cannot be made again"
            )
        await self.close()
        await self._connect(timeout)

    async def close(self) -> None:
        """End the connection; nothing that is pending is waited for."""
        if self._link is not None:
            if self._link.end is None:
                self._dispatcher.in_order = True
            await self._link.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()

    @property
    def connected(self) -> bool:
        """Whether commands can be sent."""
        return self._link is not None and self._link.end is None

    @overload
    def subscribe(self) -> "Subscription[Event]": ...
    @overload
    def subscribe(self, *events: type[E]) -> Subscription[E]: ...
    def subscribe(self, *events: type[Any]) -> Subscription[Any]:
        """Collect events of these classes, or all: ``async with vm.subscribe(Stop) as events``."""
        return Subscription(self._dispatcher, events)

    def _read_event(self, message: dict[str, Any] | Happened) -> Any:
        return self.vocabulary.read_event(message)

    async def supports(self, command: str, *members: str) -> bool:
        """Whether this server has the command, and in its arguments the member at that path."""
        if self._abilities is None:
            self._abilities = await self._ask_abilities()
        return self._abilities.supports(command, *members)

    async def _ask_abilities(self) -> Abilities:
        return Abilities(await self.execute("query-qmp-schema"))

    async def execute(
        self,
        command: str,
        arguments: Mapping[str, Any] | None = None,
        *,
        timeout: float | None = None,
        oob: bool = False,
        fds: Sequence[int] = (),
    ) -> Any:
        """Send any command, with arguments as they go over the wire; returns the JSON value."""
        reply = await self._ask(command, arguments, timeout, (oob, fds))
        return self._returned(command, reply)

    def _returned(self, command: str, reply: Reply) -> Any:
        """The JSON value in a reply."""
        if isinstance(reply, dict):
            return reply["return"]
        try:
            return json_value(reply.text)
        except GarbageError as error:
            raise InvalidReply(f"{command}: {error}") from error

    async def _ask(
        self,
        command: str,
        arguments: Mapping[str, Any] | None,
        timeout: float | None,
        manner: tuple[bool, Sequence[int]],
    ) -> Reply:
        """Send a command, out of band and with descriptors if so; the reply that is no error."""
        oob, fds = manner
        request: dict[str, Any] = {"exec-oob" if oob else "execute": command}
        if arguments is not None:
            request["arguments"] = dict(arguments)
        if oob and "oob" not in self.server.capabilities:
            raise InvalidRequest(f"{command}: this server does nothing out of band")
        ending = command in ENDING_COMMANDS
        self._dispatcher.in_order = ending
        try:
            async with self._limit(command, timeout):
                reply = await self._exchange(request, fds)
        except ConnectionLost:
            if not ending:
                raise
            return {"return": {}}
        return self._accepted(command, reply)

    def _accepted(self, command: str, reply: Reply) -> Reply:
        """The reply, unless the server refused the command."""
        if isinstance(reply, dict):
            if "error" in reply:
                self._dispatcher.in_order = False
                raise command_error(command, reply["error"])
            if "return" not in reply:
                text = f"{command}: the server's reply is malformed: {reply!r:.200}"
                raise InvalidReply(text)
        return reply

    async def _call(
        self,
        command: str,
        arguments: Any = None,
        *,
        timeout: float | None = None,
        oob: bool = False,
        fds: Sequence[int] = (),
    ) -> Any:
        """Send a command of the schema: typed arguments in, typed value out."""
        from .requests import typed_request

        entry = self.vocabulary.command(command)
        wire = typed_request(
            self.vocabulary, command, {} if arguments is None else arguments
        )
        if entry.silent:
            return await self._call_silent(command, wire, timeout)
        reply = await self._ask(command, wire or None, timeout, (oob, fds))
        if not entry.returns:
            return None
        try:
            if isinstance(reply, dict):
                return self.vocabulary.parse_return(command, reply["return"])
            return self.vocabulary.read_return(command, reply.text)
        except InvalidReply as error:
            raise InvalidReply(f"{error} ({self.server})") from error

    async def _call_silent(
        self, command: str, wire: dict[str, Any], timeout: float | None
    ) -> None:
        try:
            await self.execute(command, wire or None, timeout=timeout or SILENT_SECONDS)
        except (TimedOut, ConnectionLost):
            return

    async def _exchange(self, request: dict[str, Any], fds: Sequence[int]) -> Reply:
        if self._link is None:
            raise ConnectionLost("there is no connection")
        return await self._link.call(request, fds)

    @asynccontextmanager
    async def _limit(self, what: str, timeout: float | None) -> AsyncIterator[None]:
        seconds = self.timeout if timeout is None else timeout
        limit = asyncio.timeout(seconds)
        try:
            async with limit:
                yield
        except TimeoutError as error:
            if not limit.expired():
                raise
            raise TimedOut(f"{what}: nothing came within {seconds} s") from error

    async def _connect(self, timeout: float | None) -> None:
        where = describe(self._place)
        async with self._limit(f"connecting to {where}", timeout):
            try:
                await self._open_link()
            except (ConnectionLost, InvalidRequest, TimeoutError):
                raise
            except Exception as error:
                raise ConnectFailed(
                    f"no session with {where}: {_cause(error)}"
                ) from error

    async def _open_link(self) -> None:
        self._dispatcher.begin()
        peer = await open_socket(self._place)
        self._link = link = self.link_type(
            peer, self._dispatcher.deliver, self._dispatcher.finish
        )
        try:
            await link.open()
            await self._begin_session(link)
        except BaseException:
            await link.close()
            raise

    async def _begin_session(self, link: Link) -> None:
        self.server = server_of(link.greeting_message)
        self._abilities = None


def _cause(error: BaseException) -> str:
    """What a library's exception is really about."""
    inner = error.__cause__
    return reason(inner or error)
