# SPDX-License-Identifier: MIT
"""Examples of messages: who says which lines, and the tokens of JSON or Python in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

SENT, RECEIVED, REMARK = "sent", "received", "remark"

_ARROWS = {"->": SENT, "<-": RECEIVED}
_ARROW = re.compile(r"^\s*(?:->|<-)(?:\s|$)", re.MULTILINE)
_TOKEN = re.compile(
    r"""(?P<key>"(?:[^"\\\n]|\\.)*"(?=\s*:))
    |(?P<string>"(?:[^"\\\n]|\\.)*")
    |(?P<number>-?\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b)
    |(?P<word>\b(?:true|false|null|True|False|None)\b)""",
    re.VERBOSE,
)


class Turn(NamedTuple):
    """Lines of one speaker: the client's `SENT`, the server's `RECEIVED`, or a `REMARK`."""

    speaker: str
    text: str


class Token(NamedTuple):
    """A stretch of code; `kind` is empty for what needs no colour."""

    kind: str
    text: str


def has_messages(text: str) -> bool:
    """Whether an arrow says that this is an exchange of messages."""
    return _ARROW.search(text) is not None


def turns(text: str) -> Iterator[Turn]:
    """The lines of an example by speaker; a message ends where its braces do."""
    speaker, depth, lines = REMARK, 0, list[str]()
    for line in text.split("\n"):
        arrow = _ARROWS.get(line.strip()[:2], "")
        goes_on = depth > 0 or (speaker != REMARK and line[:1] == " ")
        new = arrow or (speaker if goes_on else REMARK)
        if lines and (arrow or new != speaker):
            yield Turn(speaker, "\n".join(lines))
            lines, depth = [], 0
        speaker = new
        lines.append(line)
        if speaker != REMARK:
            depth += sum(line.count(c) for c in "{[") - sum(line.count(c) for c in "}]")
    yield Turn(speaker, "\n".join(lines))


def tokens(text: str) -> Iterator[Token]:
    """Keys, strings, numbers and words for values, and what lies between them."""
    done = 0
    for match in _TOKEN.finditer(text):
        if match.start() > done:
            yield Token("", text[done : match.start()])
        yield Token(match.lastgroup or "", match[0])
        done = match.end()
    if done < len(text):
        yield Token("", text[done:])


def dedented(lines: Iterable[str]) -> str:
    """The lines without the indent that all have, and without blank ends."""
    found = [line.rstrip() for line in lines]
    indents = [len(line) - len(line.lstrip()) for line in found if line]
    margin = min(indents, default=0)
    return "\n".join(line[margin:] for line in found).strip("\n")
