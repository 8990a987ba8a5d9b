# SPDX-License-Identifier: MIT
"""What can go wrong between a client and a server: one tree of exceptions."""

import os
from typing import ClassVar


class QmpError(Exception):
    """Whatever a client raises on its own account."""


class ConnectionLost(QmpError, ConnectionError):
    """The connection is gone, so the command's fate is unknown."""


class ConnectFailed(ConnectionLost):
    """No session came about: nobody there, or not the server that was expected."""


class TimedOut(QmpError, TimeoutError):
    """Nothing came in time; the command may still take effect."""


class InvalidRequest(QmpError, ValueError):
    """A value was refused before anything was sent."""


class InvalidReply(QmpError, ValueError):
    """What the server sent is not what its schema promises."""


class CommandError(QmpError):
    """The server refused a command.

    There is a subclass for each error class of the protocol; one that this
    package does not know arrives as this class, with its name in
    `error_class`. `desc` is meant for people.
    """

    known: ClassVar[dict[str, type["CommandError"]]] = {}

    def __init_subclass__(cls) -> None:
        """Enter the subclass under the name the protocol gives it."""
        CommandError.known[cls.__name__] = cls

    def __init__(self, command: str, error_class: str, desc: str) -> None:
        super().__init__(command, error_class, desc)
        self.command = command
        self.error_class = error_class
        self.desc = desc

    def __str__(self) -> str:
        return f"{self.command}: {self.desc} ({self.error_class})"


class GenericError(CommandError):
    """Most failures; `desc` says which."""


class CommandNotFound(CommandError):
    """The server has no such command, or not in this state."""


class DeviceNotActive(CommandError):
    """The device is not active."""


class DeviceNotFound(CommandError):
    """There is no such device."""


class KVMMissingCap(CommandError):
    """The host's KVM lacks a capability."""


def command_error(command: str, error: object) -> QmpError:
    """The exception for the `error` member of a reply, however odd that member is."""
    match error:
        case {"class": str(error_class), "desc": str(desc)}:
            kind = CommandError.known.get(error_class, CommandError)
            return kind(command, error_class, desc)
        case _:
            return InvalidReply(
                f"{command}: the server's error is malformed: {error!r:.200}"
            )


def reason(error: BaseException) -> str:
    """Why something failed, in the words of the system where it has any."""
    if isinstance(error, OSError) and error.errno and error.strerror:
        # Libraries put words of their own into `strerror`; resolvers count below zero.
        return os.strerror(error.errno) if error.errno > 0 else error.strerror
    if isinstance(error, EOFError) and not str(error):
        return "the server closed the connection"
    return str(error) or type(error).__name__
