# SPDX-License-Identifier: MIT
"""Where a server is, or will call us: from an address to a connected socket."""

import asyncio
import os
import socket
from contextlib import suppress
from pathlib import Path
from typing import Any

from .errors import ConnectFailed, InvalidRequest, reason

Address = str | Path | int | tuple[str, int] | socket.socket
"""`unix:PATH`, `tcp:HOST:PORT`, a path, (host, port), a descriptor or a socket.

Descriptors and sockets belong to the client from then on.
"""

Place = Path | tuple[str, int] | socket.socket


def resolve(address: Address) -> Place:
    """The path, host and port or socket that `address` means."""
    match address:
        case socket.socket() | Path() | tuple():
            return address
        case bool():
            raise InvalidRequest(f"not an address: {address!r}")
        case int():
            return _given(address)
        case str():
            return _parse(address)


def _parse(text: str) -> Place:
    scheme, _, rest = text.partition(":")
    host, _, port = rest.rpartition(":")
    if scheme == "unix" and rest:
        return Path(rest)
    if scheme == "tcp" and port.isascii() and port.isdecimal() and int(port) < 65536:
        return host.strip("[]") or "localhost", int(port)
    if scheme == "fd" and rest.isascii() and rest.isdecimal():
        return _given(int(rest))
    if "/" in text:
        return Path(text)
    raise InvalidRequest(
        f"not an address: {text!r}; say unix:PATH, tcp:HOST:PORT or fd:NUMBER"
    )


def _given(number: int) -> socket.socket:
    """The socket that somebody opened for us."""
    try:
        return socket.socket(fileno=number)
    except (OSError, OverflowError, ValueError) as error:
        raise ConnectFailed(f"cannot use fd:{number}: {reason(error)}") from error


_AGAIN_SECONDS = 0.05


async def open_socket(place: Place) -> socket.socket:
    """A socket connected to `place`."""
    if isinstance(place, socket.socket):
        place.setblocking(False)
        return place
    try:
        if isinstance(place, Path):
            return await _connected_to_path(str(place))
        return await _connected_to_host(*place)
    except (OSError, ValueError) as error:
        text = f"cannot connect to {describe(place)}: {reason(error)}"
        raise ConnectFailed(text) from error


async def _connected(family: int, address: Any) -> socket.socket:
    peer = socket.socket(family, socket.SOCK_STREAM)
    try:
        peer.setblocking(False)
        await asyncio.get_running_loop().sock_connect(peer, address)
    except BaseException:
        peer.close()
        raise
    return peer


async def _connected_to_path(path: str) -> socket.socket:
    """A socket connected to a path, once there is room among those that wait.

    The event loop would take "try again" for "in progress", as it is for hosts.
    """
    peer = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        peer.setblocking(False)
        while True:
            try:
                peer.connect(path)
                return peer
            except BlockingIOError:
                await asyncio.sleep(_AGAIN_SECONDS)
    except BaseException:
        peer.close()
        raise


async def _connected_to_host(host: str, port: int) -> socket.socket:
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    refusal: OSError = OSError(f"nothing is known of host {host!r}")
    for family, _, _, _, address in found:
        try:
            return await _connected(family, address)
        except OSError as error:
            refusal = error
    raise refusal


def listen(place: Place) -> socket.socket:
    """A socket on which a server can call us."""
    if isinstance(place, socket.socket):
        place.setblocking(False)
        return place
    family, address = _family(place)
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        if family != socket.AF_UNIX:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(1)
        listening.setblocking(False)
    except OSError as error:
        listening.close()
        text = f"cannot listen on {describe(place)}: {reason(error)}"
        raise ConnectFailed(text) from error
    return listening


def _family(place: Path | tuple[str, int]) -> tuple[int, Any]:
    match place:
        case Path():
            return socket.AF_UNIX, str(place)
        case (host, _):
            return socket.AF_INET6 if ":" in host else socket.AF_INET, place


def stop_listening(listening: socket.socket) -> None:
    """Close it, and remove its path if it has one."""
    name = listening.getsockname() if listening.fileno() >= 0 else None
    listening.close()
    if isinstance(name, str) and name.startswith("/"):
        with suppress(OSError):
            os.unlink(name)


def describe(place: Place) -> str:
    """The address for people."""
    match place:
        case Path():
            return f"unix:{place}"
        case (host, port):
            return f"tcp:[{host}]:{port}" if ":" in host else f"tcp:{host}:{port}"
        case _:
            return "the given socket"
