# SPDX-License-Identifier: MIT
"""The markup of old editions, translated to reStructuredText line by line.

It knew paragraphs, lists, lines behind ``| `` that stand as they are, and
``*strong*`` and ``_emphasis_`` words. Indentation meant nothing, and a list
needed no blank line before it. Everything else was plain text, so whatever
would mean something today is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from qapigen.backends.docs.passages import Line

_ITEM = re.compile(r"([*-]|\d+\.)\s+")
# What a command returns, and in which case which error, a line each.
_OUTCOME = re.compile(r"(?:If|When) .*|[A-Z]\w+ if ")
_ENDED = re.compile(r"(?:success|Error|Found|Active|Running|[.])$")
_VERBATIM = re.compile(r"\s*\|(?: |$)|\s*(?:->|<-) ")
_STRONG = re.compile(r"(?<![\w*])\*([A-Za-z][\w -]*\w|\w)\*(?![\w*])")
_EMPHASIS = re.compile(r"(?<![\w_])_([A-Za-z][\w -]*[A-Za-z0-9]|\w)_(?![\w_])")
_SPECIAL = re.compile(r"[\\`*|]|_(?!\w)|:(?=:)")
_BLOCK_START = re.compile(r"[^\w\s\\*@#(\"']|\w{1,4}[.)] |\(\w{1,4}\) ")
_MARKS = {"\0": "**", "\1": "*"}


def translate(lines: Iterable[Line]) -> list[Line]:
    """The same text as today's markup has it."""
    return list(_Translation().run(lines))


class _Translation:
    """Keeps what the lines before mean for the next: the list item or literal they are in."""

    def __init__(self) -> None:
        self.before = ""
        self.margin = ""
        self.verbatim = False
        self.after_blank = True

    def run(self, lines: Iterable[Line]) -> Iterator[Line]:
        for line in lines:
            text = line.text
            if not text.strip():
                self.after_blank = True
                yield Line("", line.number)
            elif _VERBATIM.match(text):
                yield from self.literal(line)
            elif self.verbatim and text[:1] == " ":
                yield Line(f"    {text}", line.number)
            else:
                yield from self.prose(line)
            self.before = text.rstrip()

    def literal(self, line: Line) -> Iterator[Line]:
        """A line that stands as it is; the first opens a block."""
        if not self.verbatim:
            yield from (
                Line(text, line.number) for text in ("", f"{self.margin}::", "")
            )
            self.verbatim = True
        text = re.sub(r"^\s*\| ?", "", line.text)
        yield Line(f"{self.margin}    {text}", line.number)

    def prose(self, line: Line) -> Iterator[Line]:
        """A line of a paragraph, or the first of a list item."""
        if self.verbatim:
            self.verbatim = False
            yield Line("", line.number)
        text = line.text.strip()
        item = _ITEM.match(text)
        if _OUTCOME.match(text) and _ENDED.search(self.before):
            yield Line("", line.number)
            self.after_blank = True
        if item is not None:
            if not self.after_blank:
                yield Line("", line.number)
            self.margin = " " * (len(item[1]) + 1)
            rest = _inline(text[item.end() :])
            yield Line(f"{item[1]} {rest}", line.number)
        else:
            if self.after_blank and line.text[:1] != " ":
                self.margin = ""
            yield Line(f"{self.margin}{_plain_start(_inline(text))}", line.number)
        self.after_blank = False


def _inline(text: str) -> str:
    """Words in one pair of marks get today's; other marks are escaped."""
    marked = _STRONG.sub("\0\\1\0", text.replace("\0", "").replace("\1", ""))
    marked = _EMPHASIS.sub("\1\\1\1", marked)
    escaped = _SPECIAL.sub(r"\\\g<0>", marked)
    for mark, today in _MARKS.items():
        escaped = escaped.replace(mark, today)
    return escaped


def _plain_start(text: str) -> str:
    """A line that does not begin what is more than a paragraph."""
    return f"\\{text}" if _BLOCK_START.match(text) else text
