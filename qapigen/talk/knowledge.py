# SPDX-License-Identifier: MIT
"""What is known of one server: what it has, by its own word, and what texts say of that."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qapigen.runtime.errors import CommandError, InvalidReply
from qapigen.runtime.guest import BaseGuestClient
from qapigen.talk.connection import Machine
from qapigen.talk.interface import Interface, untyped
from qapigen.talk.kept import keep, place_of, recall

if TYPE_CHECKING:
    # Only who asks about something, or is refused, waits for them.
    from qapigen.talk.texts import Texts

FindTexts = Callable[[], "Texts"]

QUICK = 10.0
"""Seconds in which a server says what it has."""


class Knowledge:
    """The interface of the server at the other end, and texts about it.

    `is_kept` says that the interface is of an earlier call and may be stale.
    """

    def __init__(self, client: Machine, find_texts: FindTexts) -> None:
        self.client = client
        self.interface = untyped(())
        self.is_kept = False
        self._place: Path | None = None
        self._find_texts = find_texts

    @cached_property
    def texts(self) -> Texts:
        """What texts say of the server."""
        return self._find_texts()

    async def learn(self) -> None:
        """Find out what the server has, from what is kept if it is."""
        if isinstance(self.client, BaseGuestClient):
            await self._ask_agent()
            return
        commands = await self._names()
        self._place = place_of(self.client.server, commands)
        kept = _interface(recall(self._place))
        if kept is None or set(kept.commands) != set(commands):
            await self.renew()
        else:
            self.interface, self.is_kept = kept, True

    async def renew(self) -> None:
        """Ask the server itself, whatever is kept."""
        self.is_kept = False
        try:
            answer = await self.client.execute("query-qmp-schema", timeout=QUICK)
        except CommandError:
            # So old that it cannot say more than the names.
            self.interface = untyped(await self._names())
            return
        self.interface = Interface(answer)
        if self._place is not None:
            keep(self._place, answer)

    async def _names(self) -> list[str]:
        listed = await self.client.execute("query-commands", timeout=QUICK)
        match listed:
            case [*commands] if all(map(_has_name, commands)):
                return [command["name"] for command in commands]
        raise InvalidReply(_malformed("query-commands", listed))

    async def _ask_agent(self) -> None:
        """Agents name their commands; of arguments only a schema that is theirs can speak."""
        info = await self.client.execute("guest-info", timeout=QUICK)
        match info:
            case {"supported_commands": [*commands]} if all(map(_has_name, commands)):
                enabled = {c["name"]: c.get("enabled") is True for c in commands}
            case _:
                raise InvalidReply(_malformed("guest-info", info))
        names = [name for name in enabled if enabled[name]]
        self.interface = self.texts.described(names) or untyped(names)
        self.interface.disabled = frozenset(enabled).difference(names)


def _interface(answer: Any) -> Interface | None:
    """What was kept, if it can be used."""
    try:
        return Interface(answer)
    except InvalidReply:
        return None


def _has_name(command: object) -> bool:
    return isinstance(command, dict) and isinstance(command.get("name"), str)


def _malformed(command: str, answer: object) -> str:
    return f"the server's answer to {command} is malformed: {answer!r:.100}"
