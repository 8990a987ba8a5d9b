# SPDX-License-Identifier: MIT
"""The human monitor's commands, from its own help, which nobody wrote for programs to read."""

from __future__ import annotations

import re
from typing import NamedTuple

from qapigen.runtime.errors import QmpError
from qapigen.talk.completing import EXIT, Candidate, matching
from qapigen.talk.connection import Machine
from qapigen.talk.cursor import Spot
from qapigen.talk.live_names import LIMIT
from qapigen.talk.redaction.meaning import HUMAN, HUMAN_LINE

HELP, INFO = "help", "info"

_ENTRY = re.compile(r"(?P<names>[\w|?-]+)(?: (?P<usage>.*?))?(?: -- (?P<text>.*))?")


class Entry(NamedTuple):
    """A command: how its arguments are written, and what it does."""

    usage: str
    text: str


def entries(told: str, prefix: str = "") -> dict[str, Entry]:
    """The commands that a help text lists, aliases too; `prefix` stands before each."""
    found: dict[str, Entry] = {}
    for line in told.replace("\r", "").splitlines():
        match = _ENTRY.fullmatch(line.removeprefix(prefix))
        if match is None or not line.startswith(prefix):
            continue
        entry = Entry((match["usage"] or "").strip(), (match["text"] or "").strip())
        found |= {name: entry for name in match["names"].split("|") if name}
    return found


class HumanMonitor:
    """What may be typed for the human monitor; it is asked once, when that is first needed."""

    def __init__(self, client: Machine) -> None:
        self._client = client
        self._commands: dict[str, Entry] = {}
        self._infos: dict[str, Entry] = {}

    async def candidates(self, text: str) -> list[Candidate]:
        """What could stand at the end of `text`: a command, or what there is about something."""
        if not self._commands:
            await self._ask()
        *before, typed = re.split(r"\s+", text.lstrip())
        match before:
            case []:
                known = self._commands | {EXIT: Entry("", "leave the shell")}
            case ["help" | "?"]:
                known = self._commands
            case ["info"] | ["help" | "?", "info"]:
                known = self._infos
            case _:
                known = {}
        named = ((name, entry.text) for name, entry in known.items())
        return matching(Spot(typed), named)

    def hint(self, text: str) -> str:
        """How the command at the beginning of `text` is written, and what it does."""
        name, *rest = [*text.split(), ""]
        known = self._commands
        if name == INFO and rest[0] in self._infos:
            name, known = rest[0], self._infos
        entry = known.get(name)
        return f"{name} {entry.usage}: {entry.text}" if entry else ""

    async def _ask(self) -> None:
        """Read the help; where there is none nothing is suggested."""
        try:
            told = [
                await self._client.execute(HUMAN, {HUMAN_LINE: line}, timeout=LIMIT)
                for line in (HELP, f"{HELP} {INFO}")
            ]
        except QmpError:
            return
        self._commands = entries(str(told[0]))
        self._infos = entries(str(told[1]), f"{INFO} ")
