# SPDX-License-Identifier: MIT
"""Secrets in lines for the human monitor, where their place tells them, not a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qapigen.talk.redaction.edits import Edit, edited
from qapigen.talk.redaction.forms import options
from qapigen.talk.redaction.meaning import (
    Pair,
    is_object_add,
    is_property_read,
    is_secret_path,
    is_shown,
    shown_members,
)
from qapigen.talk.redaction.names import (
    is_like,
    is_password,
    is_secret_property,
    mentions_secret,
)
from qapigen.talk.redaction.redactor import Context, Redactor

_WORD = re.compile(r'"(?:[^"\\]|\\.)*"?|\S+')
_HELP = {"help", "?", "info"}
_PLAIN = {"vnc", "spice", "keep", "fail", "disconnect", "now", "never", "-d"}
"""Words beside a password that are not remembered as secrets."""

Words = Sequence[re.Match[str]]


def human_line(redactor: Redactor, text: str) -> str:
    """A line for the human monitor without secrets."""
    return redactor.repeated(edited(text, human_edits(redactor, text)))


def human_reads_secret(line: str) -> bool:
    """Whether the human monitor's answer is a secret itself."""
    words = [match[0].strip('"') for match in _WORD.finditer(line)]
    is_read = len(words) > 2 and is_property_read(words[0])
    return is_read and any(map(is_secret_property, words[2:]))


def human_edits(redactor: Redactor, text: str) -> Iterator[Edit]:
    """What to replace in a line for the human monitor."""
    words = list(_WORD.finditer(text))
    if not words:
        return
    command = words[0][0]
    start = words[0].end()
    if command.startswith("{"):
        yield from redactor.json_edits(text, (0, len(text)), Context())
        return
    if is_object_add(command) and "{" not in text:
        yield from option_edits(redactor, text, start, command)
        return
    first = _first_secret(words)
    if first < len(words):
        yield hidden_words(redactor, text, words[first:])
    end = words[first - 1].end()
    if (brace := text.find("{", start, end)) >= 0:
        yield from redactor.json_edits(text, (brace, end), Context(command))
    for word in words[1:first]:
        if (shown := redactor.value(word[0])) != word[0]:
            yield Edit(word.start(), word.end(), shown)


def option_edits(
    redactor: Redactor, text: str, start: int, command: str
) -> Iterator[Edit]:
    """What to replace in the options that are all of the text from `start`."""
    listed = list(options(text[start:]))
    pairs: list[Pair] = [
        (name, text[start + begin : start + end].strip())
        for name, (begin, end) in listed
    ]
    shown = shown_members(command, pairs)
    if shown is None:
        value = redactor.value(text[start:])
        if value != text[start:]:
            yield Edit(start, len(text), value)
        return
    for name, (begin, end) in listed:
        if name and not is_shown(name.rpartition(".")[2], shown):
            yield redactor.hide(text, start + begin, start + end)


def hidden_words(redactor: Redactor, text: str, words: Words) -> Edit:
    """The edit that replaces words; all of them, and each of them, are remembered."""
    for word in words:
        if word[0] not in _PLAIN:
            redactor.remember(word[0])
            redactor.remember(word[0].strip("\"'"))
    return redactor.hide(text, words[0].start(), words[-1].end())


def _first_secret(words: Words) -> int:
    """The index of the first word that is secret; their number where none is."""
    texts = [word[0].strip('"') for word in words]
    name = texts[0].replace("_", "-").lower()
    none = len(texts)
    if texts[0] in _HELP or is_like(name, "expire-password"):
        return none
    if mentions_secret(name) and "=" not in texts[0]:
        return min(1, none)
    if is_like(name, "qom-set"):
        places = [at for at, text in enumerate(texts) if at and text[:1] != "-"]
        if places and is_secret_path(texts[places[0]]):
            return places[0] + 1
        if len(places) > 1 and is_secret_property(texts[places[1]]):
            return places[1] + 1
    if is_like(name, "change") and texts[1:2] == ["spice"]:
        return 3 if len(texts) > 2 and is_password(texts[2]) else min(2, none)
    for at, text in enumerate(texts[1:], 1):
        if is_password(text) and not set(text) & set("=:/{,"):
            return at + 1
    return none
