# SPDX-License-Identifier: MIT
"""What a comparison leaves out because one side does not show it."""

from __future__ import annotations

from qapigen.schema.wire import Wire

_NOT_IN_ANSWERS = (
    "integer types",
    "'success-response'",
    "'allow-preconfig'",
    "'gen'",
)


def not_compared(*wires: Wire) -> tuple[str, ...]:
    """What could not be compared: empty unless one of the sides is a server's answer."""
    if not any(map(_is_answer, wires)):
        return ()
    conditions = ["conditions"] * any(wire.has_conditions for wire in wires)
    return (*conditions, *_NOT_IN_ANSWERS)


def _is_answer(wire: Wire) -> bool:
    """Whether it was read from a server's answer, where no command shows all its flags."""
    return any(command.gen is None for command in wire.commands.values())
