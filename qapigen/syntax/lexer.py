# SPDX-License-Identifier: MIT
"""Cut the text of a file into tokens; faults of characters are left to `repair`."""

from __future__ import annotations

import re

from qapigen.diagnostics.report import Report
from qapigen.source import Source
from qapigen.syntax.tokens import (
    DOC,
    END,
    FALSE,
    NULL,
    ODD_STRING,
    PAIR,
    STRAY,
    STRING,
    TRUE,
    Token,
)

_BLANK = r"\s*+(?>(?:\#(?!\#)[^\n]*+\s*+)*)"
_COMMENT_LINES = r"(?>(?:[^\S\n]*+(?:\#(?!\#)[^\n]*+)?\n)*)"
# A line that lost its comment sign, between others, does not end the comment.
_LOST_SIGN = rf"(?>(?:[^\S\n]*[^\s\#{{}}\[\]'\"][^\n]*\n{_COMMENT_LINES})*)"
_CLOSING = r"[^\S\n]*\#\#[^\n]*"
# Nearly all comments are of this form, which is found in half the time.
_PLAIN_DOC = r"\#\#\n(?>(?:\#(?!\#)[^\n]*\n)*)\#\#(?=\n)"
_DOC = rf"{_PLAIN_DOC}|\#\#[^\n]*\n{_COMMENT_LINES}(?:{_LOST_SIGN}{_CLOSING})?"
_STRING_TEXT = r"'[\x20-\x26\x28-\x5b\x5d-\x7e]*'"
_TOKEN = re.compile(
    rf"""{_BLANK}(?:
      ([{{}}\[\]:,])
    | ({_STRING_TEXT})(?:\s*:\s*({_STRING_TEXT})(?:,(?=\s*'))?)?
    | ({_DOC})
    | (true|false|null)
    | ('(?>(?:[^'\\\n]+|\\.)*)'?)
    | ([^\[\]{{}}:,\s']+)
    | \Z
    )""",
    re.VERBOSE,
)
_UNICODE_BLANK = re.compile(r"[^\S\x00-\x7f]")
_PUNCTUATION, _STRING, _PAIR, _COMMENT, _WORD, _ODD_STRING = 1, 2, 3, 4, 5, 6
_WORDS = {"true": TRUE, "false": FALSE, "null": NULL}


def tokenize(source: Source, report: Report) -> list[Token]:
    """All tokens of `source`, closed by an END token at its last newline.

    What is none becomes the token that it was meant to be, or a STRAY one.
    """
    text = source.text
    tokens: list[Token] = []
    fault = _cut(text, 0, tokens)
    if fault is not None:
        # Most schemas have no such faults.
        from qapigen.syntax.repair import Repair

        repair = Repair(source, tokens, report)
        while fault is not None:
            fault = _cut(text, repair.step(fault), tokens)
    last = max(len(text) - 1, 0)
    tokens.append((END, last, last))
    if not text.isascii() and _UNICODE_BLANK.search(text):
        from qapigen.syntax.unicode_blanks import report_unicode_blanks

        report_unicode_blanks(source, tokens, report)
    return tokens


def _cut(text: str, at: int, tokens: list[Token]) -> Token | None:
    """Add the tokens from `at` on, up to the first fault, which is returned."""
    append = tokens.append
    for match in _TOKEN.finditer(text, at):
        which = match.lastindex
        if which is None:
            break
        start, end = match.span(which)
        if which == _PUNCTUATION:
            append((text[start], start, end))
        elif which == _PAIR:
            append((PAIR, match.start(_STRING), match.end()))
        elif which == _STRING:
            append((STRING, start, end))
        elif which == _COMMENT:
            append((DOC, start, end))
        elif which == _WORD:
            append((_WORDS[match[which]], start, end))
        else:
            return (ODD_STRING if which == _ODD_STRING else STRAY, start, end)
    return None
