# SPDX-License-Identifier: MIT
"""The forms of messages: greeting, command, reply, error and event."""

from __future__ import annotations

from enum import Enum

from qapigen.syntax.json_nodes import JsonObject, Scalar


class Direction(Enum):
    """Who sends a message, where an example says so."""

    SENT = "->"
    RECEIVED = "<-"
    UNTOLD = ""


class Form(Enum):
    """What kind of message it is, by the member that tells it."""

    EXECUTE = "execute"
    OUT_OF_BAND = "exec-oob"
    RETURN = "return"
    ERROR = "error"
    EVENT = "event"
    GREETING = "QMP"

    @property
    def is_command(self) -> bool:
        """Whether a client sends it."""
        return self in (Form.EXECUTE, Form.OUT_OF_BAND)

    @property
    def is_reply(self) -> bool:
        """Whether it answers a command."""
        return self in (Form.RETURN, Form.ERROR)

    @property
    def direction(self) -> Direction:
        """Who sends it."""
        return Direction.SENT if self.is_command else Direction.RECEIVED


FORMS = {form.value: form for form in Form}


def form_of(message: JsonObject) -> Form | None:
    """The form of a message by the first member that tells it, None if none does."""
    for key, _ in message.pairs:
        form = FORMS.get(str(key.value))
        if form is not None:
            return form
    return None


def name_in(message: JsonObject, form: Form) -> Scalar | None:
    """The name of the command or event in a message, None where there is no string."""
    name = message.get(form.value)
    is_name = isinstance(name, Scalar) and isinstance(name.value, str)
    return name if is_name and isinstance(name, Scalar) else None
