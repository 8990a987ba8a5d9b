# SPDX-License-Identifier: MIT
"""Replaces secrets in JSON and in texts, and remembers them to find them again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from qapigen.talk.redaction import HIDDEN
from qapigen.talk.redaction.edits import Edit, edited
from qapigen.talk.redaction.forms import secrets_in_prose, secrets_in_value
from qapigen.talk.redaction.loose_json import Part, parts
from qapigen.talk.redaction.meaning import (
    HUMAN_LINE,
    Pair,
    called_command,
    holds_members,
    is_arguments,
    is_shown,
    shown_members,
)
from qapigen.talk.redaction.names import is_secret, is_secret_member
from qapigen.talk.redaction.repeats import SHORTEST, Place, RepeatFinder, merged

_DEEPEST = 100
"""What is nested deeper in JSON is hidden as a whole."""
_LONGEST_PROSE = 4096
"""In longer texts only whole secrets are looked for, not parts of them."""
_JSON_NAME = "json:"
_BETWEEN_WORDS = re.compile(r"(?:[\s,:/@=;&\"'(){}\[\]]|%[0-9a-fA-F]{2})+")
"""A part of a secret between these may be repeated by itself."""


class Context(NamedTuple):
    """What surrounds a part of JSON.

    `shown` are the members that hold no secret where an object is about one,
    `command` that whose arguments the part is.
    """

    command: str = ""
    shown: frozenset[str] | None = None
    depth: int = 0


def pairs_of(part: Part) -> list[Pair]:
    """The members of an object with their values as text."""
    return [(name, member.text or "") for name, member in part.members]


class Redactor:
    """Replaces secrets; one that was seen once is found again wherever it is repeated."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._secrets: set[str] = set()
        self._finder: RepeatFinder | None = None
        for secret in secrets:
            self.remember(secret)

    @property
    def has_hidden(self) -> bool:
        """Whether one of the secrets is the sign that replaces secrets."""
        return HIDDEN in self._secrets

    @property
    def lasting(self) -> set[str]:
        """The secrets that are long enough to be looked for in what follows, too."""
        return {secret for secret in self._secrets if len(secret) >= SHORTEST}

    def remember(self, secret: str) -> str:
        """Remember a secret and its words; what replaces it."""
        stripped = secret.strip()
        if stripped and stripped not in self._secrets:
            self._secrets.add(stripped)
            words = _BETWEEN_WORDS.split(stripped)
            self._secrets |= {word for word in words if len(word) >= SHORTEST}
            self._finder = None
        return HIDDEN

    def json(self, text: str, command: str = "") -> str:
        """JSON without secrets; `command` is that whose arguments it is, if any."""
        edits = self.json_edits(text, (0, len(text)), Context(command))
        return edited(text, [*edits, *self._repeats_in_json(text)])

    def value(self, text: str) -> str:
        """A string value without secrets."""
        if text.startswith(_JSON_NAME):
            return _JSON_NAME + self.json(text.removeprefix(_JSON_NAME))
        if text.lstrip()[:1] in ("{", "["):
            return self.json(text)
        return self._hidden(text, secrets_in_value(text))

    def text(self, text: str) -> str:
        """A text for people without secrets, also without parts of those that were seen."""
        text = self._hidden(text, secrets_in_prose(text))
        return self.repeated(text, partly=len(text) <= _LONGEST_PROSE)

    def repeated(self, text: str, *, partly: bool = False) -> str:
        """A text without the secrets that were seen."""
        return edited(text, self.repeat_edits(text, partly=partly))

    def repeat_edits(self, text: str, *, partly: bool = False) -> list[Edit]:
        """What to replace where secrets that were seen are repeated."""
        if not self._secrets:
            return []
        if self._finder is None:
            self._finder = RepeatFinder(frozenset(self._secrets))
        found = self._finder.places(text, partly=partly)
        return [Edit(*place, HIDDEN) for place in found]

    def _hidden(self, text: str, found: Iterable[Place]) -> str:
        places = merged(found)
        return edited(text, [self.hide(text, *place) for place in places])

    def hide(self, text: str, start: int, end: int) -> Edit:
        """The edit that replaces a secret."""
        return Edit(start, end, self.remember(text[start:end]))

    def json_edits(self, text: str, place: Place, context: Context) -> Iterator[Edit]:
        """What to replace in a stretch of JSON, also where it is faulty."""
        for part in parts(text, *place):
            yield from self._part(part, context)

    def _part(self, part: Part, context: Context) -> Iterator[Edit]:
        if part.text is not None:
            yield from self._single(part)
        elif context.depth > _DEEPEST:
            yield Edit(part.start, part.end, json.dumps(HIDDEN))
        else:
            yield from self._members(part, context)

    def _members(self, part: Part, context: Context) -> Iterator[Edit]:
        pairs = pairs_of(part)
        shown = context.shown or shown_members(context.command, pairs)
        command = called_command(pairs)
        previous, seen = "", set[str]()
        for name, member in part.members:
            # Several values under one name lack the names between them.
            is_nameless = shown is not None and name != "" and name in seen
            seen.add(name)
            is_hidden = is_nameless or self._is_hidden(name, member, shown)
            is_hidden |= _is_text_of(command, name, member)
            if is_hidden or _is_option(previous):
                yield self._whole(member)
            elif name == HUMAN_LINE and member.text is not None:
                from qapigen.talk.redaction.human_lines import human_line

                yield from _replaced(member, human_line(self, member.text))
            else:
                inner = _inner(context, shown, name, pairs)
                yield from self._part(member, inner)
            previous = "" if name else member.text or ""

    @staticmethod
    def _is_hidden(name: str, member: Part, shown: frozenset[str] | None) -> bool:
        if member.is_constant or (member.text is None and not member.members):
            return False
        if shown is not None and (member.text is not None or name):
            is_container = member.text is None and holds_members(name)
            return not is_container and not (name and is_shown(name, shown))
        # A member `key` that is an object is a key of a keyboard.
        is_single = member.text is not None
        return is_secret_member(name, member.text or "") and (
            is_single or name != "key"
        )

    def _whole(self, part: Part) -> Edit:
        """The edit that replaces a value, whose single parts are remembered."""
        waiting = [part]
        while waiting:
            inner = waiting.pop()
            waiting += [member for _, member in inner.members]
            self.remember(inner.text or "")
        return Edit(part.start, part.end, json.dumps(HIDDEN))

    def _single(self, part: Part) -> Iterator[Edit]:
        return _replaced(part, self.value(part.text or ""))

    def _repeats_in_json(self, text: str) -> Iterator[Edit]:
        if not self._secrets:
            return
        waiting = parts(text)
        while waiting:
            part = waiting.pop()
            waiting += [member for _, member in part.members]
            if part.text is not None and not part.is_constant:
                partly = len(part.text) <= _LONGEST_PROSE and part.is_string
                yield from _replaced(part, self.repeated(part.text, partly=partly))


def _replaced(part: Part, text: str) -> Iterator[Edit]:
    if text != part.text:
        yield Edit(part.start, part.end, json.dumps(text))


def _is_text_of(command: str, name: str, member: Part) -> bool:
    """Whether a member has, as one text, all arguments of a command about a secret."""
    if member.text is None or not is_arguments(name):
        return False
    return shown_members(command, [("data", "")]) is not None


def _is_option(word: str) -> bool:
    """Whether a word of a program's command line says that the next one is a secret."""
    return word.startswith("-") and "=" not in word and is_secret(word.lstrip("-"))


def _inner(
    context: Context, shown: frozenset[str] | None, name: str, pairs: Sequence[Pair]
) -> Context:
    """What surrounds a member of an object."""
    depth = context.depth + 1
    if not name:
        # An item of an array is about what the array is about.
        return context._replace(depth=depth)
    command = called_command(pairs) if is_arguments(name) else ""
    if name == "data" and not context.command:
        # An action of a transaction.
        command = dict(pairs).get("type", "")
    if holds_members(name) and not command:
        return Context(context.command, shown, depth)
    return Context(command, None, depth)
