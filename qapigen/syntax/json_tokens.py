# SPDX-License-Identifier: MIT
"""Cut JSON into tokens where it stands: in a file, or behind the signs of a comment."""

from __future__ import annotations

import re
from typing import NamedTuple

from qapigen.source import Source, Span

# Kinds of tokens; of punctuation it is the character itself.
STRING, SINGLE_QUOTED, NUMBER, WORD = "string", "single-quoted", "number", "word"
ELISION, ODD, END = "elision", "odd", "end"

# Where a line ends, the comment sign of the next one, and the bar of a line block, are blank.
_BLANK = r"[ \t]*+(?:\n[ \t]*+(?:\#(?:[ \t]*+\|(?=\s))?)?[ \t]*+)*+"
_TOKEN = re.compile(
    rf"""{_BLANK}(?:
      ([{{}}\[\]:,])
    | ("(?:[^"\\\n]|\\.)*+")
    | (-?(?:0|[1-9][0-9]*+)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![\w.]))
    | (true|false|null)\b
    | ((?:\.\.\.+|…)(?:[^\n{{}}\[\]",]*?(?:\.\.\.+|…))?)
    | ('(?:[^'\\\n]|\\.)*+')
    | ("[^\n]*|[^\s{{}}\[\]:,"']+|.)
    )""",
    re.VERBOSE,
)
_KINDS = ("", "", STRING, NUMBER, WORD, ELISION, SINGLE_QUOTED, ODD)


class JsonToken(NamedTuple):
    """A token: its kind and place."""

    kind: str
    start: int
    end: int


class JsonTokens:
    """The tokens of a stretch of a source, one at a time: the present one is `token`."""

    __slots__ = ("before", "limit", "source", "token")

    def __init__(self, source: Source, start: int, limit: int) -> None:
        self.source = source
        self.limit = limit
        self.before = JsonToken(END, start, start)
        self.token = self._at(start)

    def advance(self) -> JsonToken:
        """Go to the next token; gives the one that was present."""
        self.before = self.token
        self.token = self._at(self.token.end)
        return self.before

    def following(self, token: JsonToken) -> JsonToken:
        """The token behind another."""
        return self._at(token.end)

    def is_first_of_line(self) -> bool:
        """Whether the present token is the first of its line."""
        return "\n" in self.source.text[self.before.end : self.token.start]

    def stop(self) -> None:
        """Read no further."""
        self.token = JsonToken(END, self.token.start, self.token.start)
        self.limit = self.token.start

    def span(self, token: JsonToken) -> Span:
        """The place of a token."""
        return Span(self.source, token.start, token.end)

    def text(self, token: JsonToken) -> str:
        """The text of a token."""
        return self.source.text[token.start : token.end]

    def _at(self, offset: int) -> JsonToken:
        match = _TOKEN.match(self.source.text, offset, self.limit)
        if match is None:
            return JsonToken(END, offset, offset)
        which = match.lastindex or 0
        return JsonToken(_KINDS[which] or match[1], *match.span(which))
