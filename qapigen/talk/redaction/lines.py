# SPDX-License-Identifier: MIT
"""Secrets in commands as they are typed, in the shell or on the command line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from qapigen.talk.line import Piece, actions, is_transaction, pieces, statements
from qapigen.talk.redaction import HIDDEN
from qapigen.talk.redaction.edits import Edit, edited
from qapigen.talk.redaction.forms import options
from qapigen.talk.redaction.human_lines import human_line
from qapigen.talk.redaction.loose_json import parts
from qapigen.talk.redaction.meaning import (
    HUMAN_LINE,
    Pair,
    holds_members,
    is_object_add,
    is_secret_path,
    is_secret_type,
    is_shown,
    shown_members,
)
from qapigen.talk.redaction.names import (
    is_like,
    is_password,
    is_secret,
    is_secret_member,
    is_secret_property,
    mentions_secret,
)
from qapigen.talk.redaction.redactor import Context, Redactor, pairs_of
from qapigen.talk.references import is_reference

_COMMENT = re.compile(r"#([^\n]*)")
_STEP = re.compile(r"[.\[\]]+")
_COLON = re.compile(r"-*([\w-]+):(?=[^/\s])")
_CONSTANTS = {"on", "off", "true", "false", "yes", "no", "null", ""}
_JSON = ("{", "[")


def typed_line(redactor: Redactor, text: str) -> str:
    """What was typed into the shell, without secrets."""
    return redactor.repeated(edited(text, line_edits(redactor, text)))


def line_edits(redactor: Redactor, text: str) -> Iterator[Edit]:
    """What to replace in text that was typed: one command, or several."""
    start = 0
    for _, statement in statements(text):
        if is_transaction(statement):
            for at, line in actions(statement):
                yield from _in_stretch(redactor, text, start + at, len(line))
        else:
            yield from _in_stretch(redactor, text, start, len(statement))
        start += len(statement)


def _in_stretch(
    redactor: Redactor, text: str, start: int, length: int
) -> Iterator[Edit]:
    """What to replace in one command and the comments beside it."""
    end = start + length
    words = [
        Piece(piece.start + start, piece.end + start, *piece[2:])
        for piece in pieces(text[start:end])
    ]
    yield from word_edits(redactor, text, words)
    gaps = [start, *(at for word in words for at in (word.start, word.end)), end]
    for begin, stop in zip(gaps[::2], gaps[1::2], strict=True):
        for comment in _COMMENT.finditer(text, begin, stop):
            at, last = comment.span(1)
            yield from _in_stretch(redactor, text, at, last - at)


def word_edits(redactor: Redactor, text: str, words: Sequence[Piece]) -> Iterator[Edit]:
    """What to replace in the words of one command."""
    if words and words[0].meaning != "help":
        yield from _Command(redactor, text, words).edits()


class _Command:
    """One command with its words, which are looked at from left to right."""

    def __init__(self, redactor: Redactor, text: str, words: Sequence[Piece]) -> None:
        self.redactor = redactor
        self.text = text
        self.words = words
        is_named = _is_bare(words[0])
        self.name = words[0].meaning if is_named else ""
        self.shown = shown_members(self.name, list(self._pairs()))
        self.is_next_secret = is_named and mentions_secret(self.name)
        """Whether a word without a key would be a secret."""

    def _pairs(self) -> Iterator[Pair]:
        for word in self.words[bool(self.name) :]:
            if word.meaning.startswith(_JSON):
                for part in parts(word.meaning):
                    yield from pairs_of(part)
            elif is_object_add(self.name) and "," in word.meaning:
                for name, (start, end) in options(word.meaning):
                    yield name, word.meaning[start:end]
            else:
                key, sign, value = word.meaning.partition("=")
                yield (_steps(key)[-1], value) if sign else ("", key)

    def edits(self) -> Iterator[Edit]:
        """What to replace."""
        before: Piece | None = None
        for number, word in enumerate(self.words):
            is_rest = _is_bare(word) and number > 0 and self._is_value(word.meaning)
            if is_rest or (before and self._follows(before, word)):
                yield self._hidden_from(number)
                return
            changes = list(self._word(word))
            yield from changes
            if any(edit.text.endswith(HIDDEN) for edit in changes):
                self.is_next_secret = True
            before = word

    def _is_value(self, word: str) -> bool:
        """Whether a word without a key is a secret in this command."""
        if self.is_next_secret or self.shown is None:
            return self.is_next_secret
        name = word.strip("-,:")
        is_name = is_shown(name, self.shown) or is_secret_property(name)
        return not (is_name or is_secret_type(name) or word.startswith("/"))

    def _follows(self, before: Piece, word: Piece) -> bool:
        """Whether the word before says that this one is a secret, or part of one."""
        if self.is_next_secret and before.end == word.start and before != self.words[0]:
            return True
        if before.meaning.startswith(_JSON) or before == self.words[0]:
            return is_secret_path(before.meaning)
        key, sign, value = before.meaning.partition("=")
        if sign:
            is_option = value.startswith("-") and is_secret(value)
            is_empty = not value and is_secret(_steps(key)[-1])
            return is_empty or (is_option and key[:-1] == word.meaning[: len(key) - 1])
        is_plain = not set(key) & set(":/,")
        return (is_password(key) and is_plain) or is_secret_path(key)

    def _hidden_from(self, number: int) -> Edit:
        """The edit that replaces the rest of the command."""
        rest = self.words[number:]
        for word in rest:
            self.redactor.remember(word.meaning)
            if "=" in word.meaning:
                self.redactor.remember(word.meaning.partition("=")[2])
        return self.redactor.hide(self.text, rest[0].start, rest[-1].end)

    def _word(self, word: Piece) -> Iterator[Edit]:
        if word.meaning.startswith(_JSON):
            place = word.start, word.end
            context = Context(self.name, self.shown)
            yield from self.redactor.json_edits(self.text, place, context)
        elif _is_bare(word):
            colon = _COLON.match(word.meaning)
            if colon and is_secret(colon[1]):
                yield self._value(word, colon[0], HIDDEN)
            elif (shown := self._bare(word.meaning)) != word.meaning:
                yield Edit(word.start, word.end, _quoted(shown))
        elif is_object_add(self.name) and self.shown and "," in word.meaning:
            for name, (start, end) in options(word.meaning):
                if name and not is_shown(name, self.shown):
                    self.redactor.remember(word.meaning[start:end])
            yield self._value(word, word.meaning.partition("=")[0] + "=", HIDDEN)
        else:
            yield from self._pair(word)

    def _bare(self, text: str) -> str:
        """A word without a key; one with blanks is perhaps for the human monitor."""
        is_line = " " in text.strip()
        return human_line(self.redactor, text) if is_line else self.redactor.value(text)

    def _pair(self, word: Piece) -> Iterator[Edit]:
        key, sign, value = word.meaning.partition("=")
        if not value or is_reference(value):
            return
        if self._is_secret(_steps(key), value):
            yield self._value(word, key + sign, HIDDEN)
            return
        typed = self.text[word.start : word.end]
        at = typed.find("=") + 1
        if typed[at : at + 1] in _JSON and typed[:1] not in "\"'":
            is_inner = holds_members(key)
            context = Context(self.name, self.shown) if is_inner else Context()
            place = word.start + at, word.end
            yield from self.redactor.json_edits(self.text, place, context)
            return
        is_human = is_like(_steps(key)[-1].replace("_", "-"), HUMAN_LINE)
        shown = (
            human_line(self.redactor, value) if is_human else self.redactor.value(value)
        )
        if shown != value:
            yield self._value(word, key + sign, _quoted(shown))

    def _is_secret(self, steps: list[str], value: str) -> bool:
        *outer, name = steps
        if self.shown is not None:
            inner = next((s for s in steps if not holds_members(s)), name)
            return not is_shown(inner, self.shown)
        if value.lower() in _CONSTANTS:
            return False
        return is_secret_member(name, value) or any(
            is_secret(s) and s != "key" for s in outer
        )

    def _value(self, word: Piece, key: str, shown: str) -> Edit:
        """The edit that replaces a value, which is remembered if it is hidden."""
        if shown == HIDDEN:
            self.redactor.remember(word.meaning.removeprefix(key))
        typed = self.text[word.start : word.end]
        if not typed.startswith(key):
            return Edit(word.start, word.end, key + shown)
        return Edit(word.start + len(key), word.end, shown)


def _is_bare(word: Piece) -> bool:
    return "=" not in word.meaning and not word.meaning.startswith(_JSON)


def _steps(key: str) -> list[str]:
    return [step for step in _STEP.split(key) if step] or [key]


def _quoted(text: str) -> str:
    """A value as it can be typed again."""
    if re.search(r"[\s\"'#]", text) is None:
        return text
    return json.dumps(text, ensure_ascii=False)
