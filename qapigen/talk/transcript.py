# SPDX-License-Identifier: MIT
"""What was sent and what came, written down the way QEMU's documentation shows it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from qapigen.diagnostics.visible import harmless
from qapigen.runtime.errors import CommandError
from qapigen.talk.request import Request
from qapigen.talk.secrets import HIDDEN, Veil, human_reads_secret, reads_secret

SENT, CAME = "->", "<-"


class Transcript:
    """The lines of a conversation, given to `write` one by one, without secrets."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write
        self._veil = Veil()
        self._is_secret = False

    def sent(self, request: Request) -> None:
        """A command goes to the server."""
        self._veil = Veil()
        self._is_secret = reads_secret(request.command, request.arguments)
        self._note(SENT, request.message)

    def returned(self, value: Any) -> None:
        """It was carried out."""
        self._note(CAME, {"return": HIDDEN if self._is_secret else value})

    def refused(self, error: CommandError) -> None:
        """It was not."""
        self._note(CAME, {"error": {"class": error.error_class, "desc": error.desc}})

    def asked(self, line: str) -> None:
        """A line goes to the human monitor."""
        self._veil = Veil()
        self._is_secret = human_reads_secret(line)
        self._write(f"{SENT} {harmless(self._veil.human(line))}")

    def told(self, lines: Sequence[str]) -> None:
        """The human monitor's answer."""
        for line in [HIDDEN] if self._is_secret else lines:
            self._write(f"{CAME} {harmless(self._veil.text(line))}")

    def happened(self, message: Any) -> None:
        """An event came."""
        self._note(CAME, message)

    def _note(self, sign: str, message: Any) -> None:
        self._write(f"{sign} {json.dumps(self._veil.value(message))}")
