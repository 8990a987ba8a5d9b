# SPDX-License-Identifier: MIT
"""Cut the text of a file into tokens; say what is wrong with text that is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapigen.diagnostics.diagnostic import Diagnostic
from qapigen.editions import UNICODE_BLANKS
from qapigen.source import Source, Span
from qapigen.syntax.errors import BYTE_ORDER_MARK, STRAY_TEXT
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

_BOM = "\ufeff"
_BLANK = r"(?:\s|\#(?!\#)[^\n]*)*+"
_DOC = r"\#\#[^\n]*\n(?:[^\S\n]*(?:\#(?!\#)[^\n]*)?\n)*+(?:[^\S\n]*\#\#[^\n]*)?"
_STRING_TEXT = r"'[\x20-\x26\x28-\x5b\x5d-\x7e]*'"
_TOKEN = re.compile(
    rf"""{_BLANK}(?:
      ([{{}}\[\]:,])
    | ({_STRING_TEXT}(?:\s*:\s*({_STRING_TEXT}))?)
    | ({_DOC})
    | (true|false|null)
    | ('(?:[^'\\\n]|\\.)*+'?)
    | (\A{_BOM}|[^\[\]{{}}:,\s']+)
    | \Z
    )""",
    re.VERBOSE,
)
_PUNCTUATION, _STRING, _COMMENT, _WORD, _ODD_STRING = 1, 2, 4, 5, 6
_WORDS = {"true": TRUE, "false": FALSE, "null": NULL}
_PLAIN_COMMENT = re.compile(r"#[^\n]*")
_UNICODE_BLANK = re.compile(r"[^\S\x00-\x7f]")


def tokenize(source: Source) -> list[Token]:
    """All tokens of `source`, closed by an END token at its last newline.

    Nothing is judged here: text that is no token becomes a STRAY one, and a
    string that is not plain printable ASCII on one line an ODD_STRING.
    """
    text = source.text
    tokens: list[Token] = []
    append = tokens.append
    for match in _TOKEN.finditer(text):
        which = match.lastindex
        if which is None:
            break
        start, end = match.span(which)
        if which == _PUNCTUATION:
            append((text[start], start, end))
        elif which == _STRING:
            append((STRING if match.end(3) < 0 else PAIR, start, end))
        elif which == _COMMENT:
            append((DOC, start, end))
        elif which == _WORD:
            append((_WORDS[match[which]], start, end))
        else:
            append((ODD_STRING if which == _ODD_STRING else STRAY, start, end))
    last = max(len(text) - 1, 0)
    append((END, last, last))
    return tokens


def judge_stray(span: Span) -> Diagnostic:
    """What to say of text that is no token."""
    text = span.text
    if text == _BOM and span.start == 0:
        finding = BYTE_ORDER_MARK.at(span)
        return finding.helped_by("save the file as UTF-8 without one")
    shown = text if len(text) <= 40 else text[:40] + "…"
    finding = STRAY_TEXT.at(
        span, text=f"'{shown}'" if shown.isprintable() else ascii(shown)
    )
    if text[0] == '"':
        return finding.helped_by("strings are written in single quotes")
    if text[0].isdigit():
        return finding.helped_by("the language has no numbers")
    return finding


def judge_blanks(source: Source, tokens: list[Token]) -> Iterator[Diagnostic]:
    """Blanks that are none to old releases, which read bytes: those beyond ASCII."""
    if source.text.isascii():
        return
    behind = 0
    for kind, start, end in tokens:
        gap = source.text[behind:start]
        if kind != END and not gap.isascii():
            # Comments may hold anything; equally long, so that offsets stay.
            code = _PLAIN_COMMENT.sub(lambda comment: " " * len(comment[0]), gap)
            for match in _UNICODE_BLANK.finditer(code):
                place = Span(source, behind + match.start(), behind + match.end())
                finding = STRAY_TEXT.at(place, text=f"U+{ord(match[0]):04X}")
                yield finding.during(~UNICODE_BLANKS)
        behind = end
