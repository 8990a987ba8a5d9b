# SPDX-License-Identifier: MIT
"""Which arguments of a command, and which members of an object, hold secrets.

Where a command or an object is about a secret, all members are hidden but
those that are listed here: a misspelt member is then hidden as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from qapigen.talk.redaction.names import (
    is_like,
    is_password,
    is_secret_property,
    mentions_secret,
)

HUMAN = "human-monitor-command"
HUMAN_LINE = "command-line"

Pair = tuple[str, str]
"""A member's name and its value as text, empty where that is no single value."""

_SECRET_COMMAND = frozenset(
    {
        "connected",
        "cpu-index",
        "crypted",
        "device",
        "display",
        "gpa",
        "id",
        "node-name",
        "packet-header",
        "protocol",
        "time",
        "username",
    }
)
_SECRET_OBJECT = frozenset(
    {"file", "format", "id", "iv", "keyid", "loaded", "qom-type", "serial"}
)
_PROPERTY = frozenset({"name", "path", "property", "type"})
_DISPLAY = frozenset({"device", "target"})
_TYPES = ("secret", "secret-keyring")


def is_human(command: str) -> bool:
    """Whether a command passes a line to the human monitor."""
    return is_like(_normal(command), HUMAN)


def is_object_add(command: str) -> bool:
    """Whether a command creates an object."""
    return is_like(_normal(command), "object-add")


def shown_members(command: str, pairs: Sequence[Pair]) -> frozenset[str] | None:
    """The members that hold no secret, None where only their names decide.

    `command` is empty for an object that is not the arguments of a command.
    """
    if mentions_secret(command):
        return _SECRET_COMMAND
    name = _normal(command)
    if _is_secret_object(pairs, is_object_add(command)):
        return _SECRET_OBJECT
    if _names_property(pairs, is_like(name, "qom-set")):
        return _PROPERTY
    if is_like(name, "change") and _is_display(pairs):
        return _DISPLAY
    return None


def is_shown(name: str, shown: frozenset[str]) -> bool:
    """Whether a member is one of those that hold no secret, a misspelt one included."""
    normal = _normal(name)
    return normal in shown or any(is_like(normal, one) for one in shown)


def holds_members(name: str) -> bool:
    """Whether a member holds further members of the same object."""
    return _normal(name) == "props" or is_arguments(name)


def reads_secret(command: str, arguments: Iterable[Pair]) -> bool:
    """Whether the reply to a command is a secret itself."""
    return is_property_read(command) and any(
        is_secret_property(value) for name, value in arguments if name != "path"
    )


def is_property_read(command: str) -> bool:
    """Whether a command reads a property of an object."""
    name = _normal(command)
    return is_like(name, "qom-get") and name != "qom-set"


def is_secret_type(name: str) -> bool:
    """Whether objects of that type hold a secret."""
    normal = _normal(name)
    return any(is_like(normal, one) for one in _TYPES) or (
        is_like(normal[:6], "secret") and normal[6:7] == "-"
    )


def _is_secret_object(pairs: Sequence[Pair], is_created: bool) -> bool:
    kinds = [value for name, value in pairs if _is_kind(name, is_created) and value]
    if any(is_secret_type(word) for kind in kinds for word in kind.split()):
        return True
    # An object of no type with data is one whose type is missing or misspelt.
    names = {name for name, _ in pairs}
    return is_created and "data" in names and not kinds


def _is_kind(name: str, is_created: bool) -> bool:
    """Whether a member gives the type of an object; a word without a key may, too."""
    normal = _normal(name)
    if normal == "type" or is_like(normal, "qom-type"):
        return True
    return is_created and not normal


def _names_property(pairs: Sequence[Pair], is_set: bool) -> bool:
    """Whether one member names a secret property whose value another one gives."""
    names = {_normal(name): value for name, value in pairs}
    for key in ("property", "name"):
        if is_secret_property(names.get(key, "")) and "value" in names:
            return True
    if is_secret_path(names.get("path", "")) and "value" in names:
        return True
    others = [value for name, value in pairs if _normal(name) not in ("path", "value")]
    return is_set and any(map(is_secret_property, others))


def is_secret_path(word: str) -> bool:
    """Whether a word is the path of a secret property, such as /objects/s/data."""
    if not word.startswith("/"):
        return False
    return is_secret_property(re.split(r"[/.]", word)[-1])


def called_command(pairs: Sequence[Pair]) -> str:
    """The command that a request in JSON calls; empty where it calls none."""
    for name, value in pairs:
        if is_like(_normal(name), "execute") or is_like(_normal(name), "exec-oob"):
            return value
    return ""


def is_arguments(name: str) -> bool:
    """Whether a member of a request holds the arguments of its command."""
    return is_like(_normal(name), "arguments")


def _is_display(pairs: Sequence[Pair]) -> bool:
    """Whether the password of a display is changed."""
    values = [value for _, value in pairs]
    return "spice" in values or ("vnc" in values and any(map(is_password, values)))


def _normal(name: str) -> str:
    return re.sub(r"[_\s-]+", "-", name.strip("\"' ").lower())
