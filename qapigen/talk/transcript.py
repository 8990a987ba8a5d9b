# SPDX-License-Identifier: MIT
"""What was sent and what came, written down the way QEMU's documentation shows it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from qapigen.diagnostics.visible import harmless
from qapigen.runtime.errors import CommandError
from qapigen.talk.redaction import HIDDEN
from qapigen.talk.redaction.human_lines import human_line, human_reads_secret
from qapigen.talk.redaction.meaning import reads_secret
from qapigen.talk.redaction.redactor import Redactor
from qapigen.talk.request import Request

SENT, CAME = "->", "<-"


class Transcript:
    """The lines of a conversation, given to `write` one by one, without secrets."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write
        self._redactor = Redactor()
        self._is_secret = False

    def sent(self, request: Request, redactor: Redactor) -> None:
        """Note a command; `redactor` knows the secrets of what was typed."""
        self._redactor = redactor
        arguments = [(name, str(value)) for name, value in request.arguments.items()]
        self._is_secret = reads_secret(request.command, arguments)
        self._note(SENT, request.message)

    def returned(self, value: Any) -> None:
        """Note a reply."""
        self._note(CAME, {"return": HIDDEN if self._is_secret else value})

    def refused(self, error: CommandError) -> None:
        """Note an error."""
        desc = self._redactor.text(error.desc)
        self._note(CAME, {"error": {"class": error.error_class, "desc": desc}})

    def asked(self, line: str, redactor: Redactor) -> None:
        """Note a line for the human monitor."""
        self._redactor = redactor
        self._is_secret = human_reads_secret(line)
        self._write(f"{SENT} {harmless(human_line(redactor, line))}")

    def told(self, lines: Sequence[str]) -> None:
        """Note the human monitor's answer."""
        for line in [HIDDEN] if self._is_secret else lines:
            self._write(f"{CAME} {harmless(self._redactor.text(line))}")

    def happened(self, message: Any) -> None:
        """Note an event."""
        self._note(CAME, message)

    def _note(self, sign: str, message: Any) -> None:
        try:
            text = json.dumps(message)
        except RecursionError:
            text = json.dumps(f"{HIDDEN} (nested too deeply)")
        self._write(f"{sign} {self._redactor.json(text)}")
