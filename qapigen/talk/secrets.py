# SPDX-License-Identifier: MIT
"""The one place that knows what is secret, so that it is left out of what is written down.

Secret are passwords and cookies by the names of their members, the data of
secret objects, properties of such names read or set by path, logins in URLs,
and in the human monitor what follows a word about passwords. The ids of secret
objects are not.
"""

from __future__ import annotations

import json
import re
from typing import Any

from qapigen.talk.line import Piece, pieces

HIDDEN = "***"
HUMAN = "human-monitor-command"
HUMAN_LINE = "command-line"

_NAME = re.compile(
    r"[\w.-]*(?:password|passwd|passphrase|cookie)[\w-]*(?<!secret)(?<!id)",
    re.IGNORECASE,
)
_WORD = re.compile(r"passw|passphrase", re.IGNORECASE)
_KIND, _SECRET, _DATA = "qom-type", "secret", "data"
_PROPERTY, _VALUE = "property", "value"
_MEMBER = re.compile(r'("([^"\\]*)"\s*:\s*)("(?:[^"\\]|\\.)*"?|[^\s,{}\[\]"]+)')
_LOGIN = re.compile(r"(://[^/\s:@\"']*:)([^/\s@\"']+)(?=@)")
_HUMAN_KEY = re.compile(r"([\w.-]+)=((?:[^,\s]|,,)+)")
_HUMAN_WORD = re.compile(
    r"(?:^|(?<=\s))[^\s=]*(?:passw|passphrase)[^\s=]*\s+(?=\S)", re.IGNORECASE
)
_HUMAN_PROPERTY = re.compile(r"\s*qom-(get|set)\s+\S+\s+(\S+)\s*")


def is_secret(name: str) -> bool:
    """Whether the member of that name is secret, whatever lies beside it."""
    return _NAME.fullmatch(name) is not None


def reads_secret(command: str, arguments: dict[str, Any]) -> bool:
    """Whether the reply to a command is a secret itself."""
    return command == "qom-get" and _is_property(arguments.get(_PROPERTY))


def _is_property(name: object) -> bool:
    return isinstance(name, str) and (name == _DATA or is_secret(name))


def _hidden(members: dict[str, Any]) -> set[str]:
    """The names of an object's members that are secret."""
    hidden = {
        name
        for name, value in members.items()
        if is_secret(name) and not isinstance(value, bool | None)
    }
    if members.get(_KIND) == _SECRET:
        hidden.add(_DATA)
    if _is_property(members.get(_PROPERTY)):
        hidden.add(_VALUE)
    return hidden


class Veil:
    """Hides secrets, and once it has seen one also where it comes again."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def value(self, value: Any) -> Any:
        """A JSON value without secrets."""
        match value:
            case dict():
                hidden = _hidden(value)
                return {
                    name: self._member(name, member, name in hidden)
                    for name, member in value.items()
                }
            case list():
                return [self.value(item) for item in value]
            case str():
                return self.text(value)
        return value

    def _member(self, name: str, value: Any, is_hidden: bool) -> Any:
        if is_hidden:
            return self.secret(value)
        if name == HUMAN_LINE and isinstance(value, str):
            return self.human(value)
        return self.value(value)

    def secret(self, value: Any) -> str:
        """Stands for a secret, which is remembered."""
        if text := str(value):
            self._seen.add(text)
        return HIDDEN

    def text(self, text: str) -> str:
        """A text without logins and without the secrets that were seen."""
        text = _LOGIN.sub(lambda found: found[1] + self.secret(found[2]), text)
        for seen in sorted(self._seen, key=len, reverse=True):
            text = text.replace(seen, HIDDEN)
        return text

    def human(self, line: str) -> str:
        """A line for the human monitor, where much is told by its place only."""
        is_object = line.split()[:1] == ["object_add"] and _SECRET in line

        def shown(found: re.Match[str]) -> str:
            if is_secret(found[1]) or (is_object and found[1] == _DATA):
                return f"{found[1]}={self.secret(found[2])}"
            return found[0]

        line = _MEMBER.sub(_by_looks, _HUMAN_KEY.sub(shown, line))
        begin = _HUMAN_WORD.search(line)
        if found := _HUMAN_PROPERTY.match(line):
            begin = found if _is_property(found[2]) else begin
        if begin and line[begin.end() :]:
            for secret in line[begin.end() :].split():
                self.secret(secret)
            line = line[: begin.end()] + HIDDEN
        return self.text(line)

    @property
    def has_seen_itself(self) -> bool:
        """Whether a secret was no secret, but what stands for one in the history."""
        return HIDDEN in self._seen


def human_reads_secret(line: str) -> bool:
    """Whether the human monitor's answer is a secret itself."""
    found = _HUMAN_PROPERTY.fullmatch(line)
    return found is not None and _is_property(found[2])


def human_without_secrets(line: str) -> str:
    """A line for the human monitor, fit to be remembered."""
    return Veil().human(line)


def line_without_secrets(line: str) -> str:
    """What was typed into the shell, fit to be remembered."""
    found = list(pieces(line))
    hidden = _hidden(dict(map(_named, found)))
    shown, end = "", 0
    is_told = is_inside = False
    for number, piece in enumerate(found):
        shown += line[end : piece.start]
        end = piece.end
        is_bare = "=" not in piece.meaning and piece.meaning[:1] not in ("{", "[")
        if is_told and (is_bare or is_inside):
            # A secret without a key, as the human monitor wants it.
            return shown + HIDDEN
        if is_bare and _WORD.search(piece.meaning):
            is_told, is_inside = True, number > 0
        shown += _shown(line[piece.start : piece.end], piece, hidden)
    return shown + line[end:]


def _named(piece: Piece) -> tuple[str, str]:
    """The last name in a key, and its value; an empty name where there is no key."""
    key, sign, value = piece.meaning.partition("=")
    return (re.split(r"[.\[\]]", key)[-1], value) if sign else ("", "")


def _shown(typed: str, piece: Piece, hidden: set[str]) -> str:
    """A word as it was typed, or as it may be shown."""
    if typed[:1] in "{[":
        return _json_without_secrets(typed)
    name, value = _named(piece)
    key = piece.meaning[: len(piece.meaning) - len(value)]
    if name in hidden:
        return key + HIDDEN
    if name == HUMAN_LINE:
        return typed if Veil().human(value) == value else f"{key}{HIDDEN}"
    if value[:1] in ("{", "["):
        shown = _json_without_secrets(value)
        return typed if shown == value else key + shown
    return Veil().text(typed)


def _json_without_secrets(text: str) -> str:
    """JSON as it was typed, or anew without what is secret; unfinished JSON by its looks."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return _MEMBER.sub(_by_looks, text)
    shown = Veil().value(value)
    return text if shown == value else json.dumps(shown, ensure_ascii=False)


def _by_looks(found: re.Match[str]) -> str:
    if is_secret(found[2]) or found[2] in (_DATA, _VALUE, HUMAN_LINE):
        return f'{found[1]}"{HIDDEN}"'
    return found[0]
