# SPDX-License-Identifier: MIT
"""Cut JSON into tokens where it stands: in a file, or behind the signs of a comment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapigen.source import Source, Span

# Kinds of tokens; of punctuation it is the character itself.
STRING, SINGLE_QUOTED, NUMBER, WORD = "string", "single-quoted", "number", "word"
ELISION, ODD, END = "elision", "odd", "end"

# Where a line ends, the comment sign of the next one, and the bar of a line block, are blank.
_BLANK = r"[ \t]*+(?>(?:\n[ \t]*+(?:\#(?:[ \t]*+\|(?=\s))?)?[ \t]*+)*)"
_TOKEN = re.compile(
    rf"""{_BLANK}(?:
      ([{{}}\[\]:,])
    | ("(?>(?:[^"\\\n]|\\.)*)")
    | (-?(?:0|[1-9][0-9]*+)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![\w.]))
    | (true|false|null)\b
    | ((?:\.\.\.+|…)(?:[^\n{{}}\[\]",]*?(?:\.\.\.+|…))?)
    | ('(?>(?:[^'\\\n]|\\.)*)')
    | ("[^\n]*|[^\s{{}}\[\]:,"']+|.)
    )""",
    re.VERBOSE,
)
_KINDS = ("", "", STRING, NUMBER, WORD, ELISION, SINGLE_QUOTED, ODD)


JsonToken = tuple[str, int, int]
"""Kind, and the offsets where it begins and ends: a plain tuple, as there are thousands."""


class JsonTokens:
    """The tokens of a stretch of a source, one at a time: the present one is `token`."""

    __slots__ = ("_limit", "_matches", "before", "source", "token")

    def __init__(self, source: Source, start: int, limit: int) -> None:
        self.source = source
        self._limit = limit
        self._matches: Iterator[re.Match[str]] = _TOKEN.finditer(
            source.text, start, limit
        )
        self.token: JsonToken = (END, start, start)
        self.advance()

    def advance(self) -> JsonToken:
        """Go to the next token; gives the one that was present."""
        self.before = before = self.token
        for match in self._matches:
            which = match.lastindex or 0
            start, end = match.span(which)
            self.token = (_KINDS[which] or match[1], start, end)
            return before
        self.token = (END, before[2], before[2])
        return before

    def following(self, token: JsonToken) -> JsonToken:
        """The token behind another."""
        end = token[2]
        match = _TOKEN.match(self.source.text, end, self._limit)
        if match is None:
            return END, end, end
        which = match.lastindex or 0
        return (_KINDS[which] or match[1], *match.span(which))

    def is_first_of_line(self) -> bool:
        """Whether the present token is the first of its line."""
        return "\n" in self.source.text[self.before[2] : self.token[1]]

    def stop(self) -> None:
        """Read no further."""
        _, start, _ = self.token
        self.token = (END, start, start)
        self._matches = iter(())

    def span(self, token: JsonToken) -> Span:
        """The place of a token."""
        _, start, end = token
        return Span(self.source, start, end)

    def text(self, token: JsonToken) -> str:
        """The text of a token."""
        _, start, end = token
        return self.source.text[start:end]
