# SPDX-License-Identifier: MIT
"""A line as typed into the shell, cut into words: quotes keep blanks, brackets keep JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from qapigen.source import Source, Span
from qapigen.talk.words import Word

OPENING, CLOSING = "transaction(", ")"
"""Between lines of these, each line is an action of one transaction."""

_BLANK = re.compile(r"(?:\s|#[^\n]*)*")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"?', re.DOTALL)
_RAW = re.compile(r"'[^']*'?")
_PLAIN = re.compile(r"[^\s=]*=?")
_REST = re.compile(r"\S*")
_NESTED = re.compile(r'[\[{]|[\]}]|"(?:[^"\\]|\\.)*"?|[^\[\]{}"]+', re.DOTALL)


class Piece(NamedTuple):
    """A word in a text: from `start` to `end`, what it means, and whether it is finished."""

    start: int
    end: int
    meaning: str
    is_closed: bool = True


def pieces(text: str) -> Iterator[Piece]:
    """The words of a text, one after the other; comments are left out."""
    at = _end(_BLANK, text, 0)
    while at < len(text):
        piece = _piece(text, at)
        yield piece
        at = _end(_BLANK, text, piece.end)


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _piece(text: str, start: int) -> Piece:
    """The word at `start`: perhaps a key with its sign, then a value."""
    value = start if text[start] in "{[\"'" else _end(_PLAIN, text, start)
    key = text[start:value]
    if key and not key.endswith("="):
        return Piece(start, value, key)
    opening = text[value : value + 1]
    if opening and opening in "{[":
        end, is_closed = _nested(text, value)
        return Piece(start, end, text[start:end], is_closed)
    if opening == '"':
        end = _end(_STRING, text, value)
        is_closed = end - value > 1 and text[end - 1] == '"'
        return Piece(start, end, key + _unquoted(text[value + 1 : end]), is_closed)
    if opening == "'":
        end = _end(_RAW, text, value)
        is_closed = end - value > 1 and text[end - 1] == "'"
        return Piece(start, end, key + text[value + 1 : end - is_closed], is_closed)
    end = _end(_REST, text, value)
    return Piece(start, end, text[start:end])


def _nested(text: str, start: int) -> tuple[int, bool]:
    """Where the bracket at `start` is closed, and whether it is."""
    depth, at = 0, start
    while at < len(text):
        sign = text[at]
        at = _end(_NESTED, text, at)
        depth += (sign in "{[") - (sign in "}]")
        if depth == 0:
            return at, True
    return at, False


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text.removesuffix('"'))


def is_transaction(text: str) -> bool:
    """Whether the text begins a transaction."""
    return text.lstrip().startswith(OPENING)


def is_complete(text: str) -> bool:
    """Whether nothing that was opened is still open."""
    if is_transaction(text):
        return text.rstrip().splitlines()[-1].strip() == CLOSING or _on_one_line(text)
    return all(piece.is_closed for piece in pieces(text))


def statements(text: str) -> Iterator[tuple[int, str]]:
    """What is to be carried out one after the other, and the line on which each begins."""
    waiting, first = "", 1
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        if not waiting:
            first = number
        waiting += line
        if is_complete(waiting):
            yield first, waiting
            waiting = ""
    if waiting.strip():
        yield first, waiting


def on_line(name: str, number: int, text: str) -> Source:
    """A source whose text stands on that line, and those after it."""
    return Source(name, "\n" * (number - 1) + text.rstrip("\n") + "\n")


def _on_one_line(text: str) -> bool:
    inner = text.strip().removeprefix(OPENING)
    return "\n" not in inner and inner.endswith(CLOSING)


def actions(text: str) -> list[tuple[int, str]]:
    """The lines between the parentheses of a transaction, and where each begins."""
    begin = text.index(OPENING) + len(OPENING)
    end = text.rstrip().removesuffix(CLOSING)
    found = []
    at = begin
    for line in text[begin : len(end)].split("\n"):
        if line.strip():
            found.append((at, line))
        at += len(line) + 1
    return found


def words_of(source: Source, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of a source, or of a stretch of it."""
    text = source.text[start:end]
    return [
        Word(piece.meaning, Span(source, start + piece.start, start + piece.end))
        for piece in pieces(text)
    ]
