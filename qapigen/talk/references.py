# SPDX-License-Identifier: MIT
"""Values that are read from elsewhere: `KEY=@FILE`, `@-`, `@fd:N`, and `@?` for a prompt.

A password on a command line is seen by all users of a machine; with these it
stays off the command line, the history and the transcript. `@@` begins a value
that really starts with `@`.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable

from qapigen.runtime.errors import reason
from qapigen.talk.problems import Problem, RefusedError
from qapigen.talk.words import Word

SIGN = "@"
INPUT, PROMPT = "-", "?"
DESCRIPTOR = re.compile(r"fd:(\d{1,9})")


def is_reference(value: str) -> bool:
    """Whether a value certainly says where to read, and is no secret that begins with `@`.

    A file counts only by a path with a slash at its beginning, or after dots.
    """
    place = value.removeprefix(SIGN)
    if place == value:
        return False
    return (
        place in (INPUT, PROMPT)
        or DESCRIPTOR.fullmatch(place) is not None
        or place.startswith(("/", "./", "../"))
    )


Ask = Callable[[Word], str]
"""Asks the user for the value of a word, without showing what is typed."""

LONGEST = 1024 * 1024
"""More bytes are no value."""


def wants_prompt(word: Word) -> bool:
    """Whether the user is to be asked for the value of the word."""
    return word.text.partition("=")[2] == SIGN + PROMPT


def resolved(
    words: Iterable[Word], ask: Ask, *, is_input_free: bool = True
) -> list[Word]:
    """The words with the values that they refer to; each place is read once.

    Raises `RefusedError` where a value cannot be read; also for standard input
    unless `is_input_free`.
    """
    values: dict[str, str] = {}
    found = []
    for word in words:
        value = word.text.partition("=")[2]
        if value.startswith(SIGN * 2):
            word = word._replace(value=value.removeprefix(SIGN))
        elif value == SIGN + PROMPT:
            word = word._replace(value=ask(word), is_read=True)
        elif value.startswith(SIGN):
            if value not in values:
                values[value] = _read(value.removeprefix(SIGN), word, is_input_free)
            word = word._replace(value=values[value], is_read=True)
        found.append(word)
    return found


def resolved_json(word: Word) -> Word:
    """A word that is JSON, or says where to read it."""
    if not word.text.startswith(SIGN):
        return word
    text = _read(word.text.removeprefix(SIGN), word, True)
    return word._replace(text=text, is_read=True)


def _read(place: str, word: Word, is_input_free: bool) -> str:
    if place == INPUT and not is_input_free:
        text = f"standard input has the commands; write {SIGN}{PROMPT} to be asked"
        raise RefusedError([Problem(word.span, text)])
    try:
        return _text(_bytes(place))
    except (OSError, ValueError) as error:
        text = f"cannot read '{SIGN}{place}': {_reason(error)}"
        advice = f"a value that begins with {SIGN} is written {SIGN}{SIGN}"
        raise RefusedError([Problem(word.span, text, advice)]) from error


def _bytes(place: str) -> bytes:
    """What is in a file, behind a descriptor, or on standard input."""
    if place == INPUT:
        return sys.stdin.buffer.read(LONGEST + 1)
    descriptor = DESCRIPTOR.fullmatch(place)
    if descriptor is None:
        with open(place, "rb") as file:
            return file.read(LONGEST + 1)
    with open(os.dup(int(descriptor[1])), "rb") as stream:
        return stream.read(LONGEST + 1)


def _text(data: bytes) -> str:
    """The bytes as text, without the end of the last line."""
    if len(data) > LONGEST:
        raise ValueError(f"it is longer than {LONGEST} bytes")
    text = data.decode()
    return text.removesuffix("\n").removesuffix("\r")


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8 text"
    return reason(error)
