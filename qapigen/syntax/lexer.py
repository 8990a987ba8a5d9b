# SPDX-License-Identifier: MIT
"""Cut the text of a file into tokens; every fault of a character is reported here."""

from __future__ import annotations

import re

from qapigen.diagnostics.diagnostic import Diagnostic
from qapigen.diagnostics.report import Report
from qapigen.editions import UNICODE_BLANKS
from qapigen.source import Source, Span
from qapigen.syntax.errors import (
    BYTE_ORDER_MARK,
    OLD_ESCAPE,
    STRAY_TEXT,
    UNKNOWN_ESCAPE,
    UNPRINTABLE_CHARACTER,
    UNTERMINATED_STRING,
)
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
    | ([^\[\]{{}}:,\s']+)
    | \Z
    )""",
    re.VERBOSE,
)
_PUNCTUATION, _STRING, _COMMENT, _WORD, _ODD_STRING = 1, 2, 4, 5, 6
_WORDS = {"true": TRUE, "false": FALSE, "null": NULL}
_ODD = re.compile(r"\\u[0-9A-Fa-f]{4}|\\.|[^\x20-\x7e]|\\")
_JSON_ESCAPE = re.compile(r"\\(?:[bfnrt/'\"]|u00(?!00)[0-7][0-9A-Fa-f])")
_PLAIN_COMMENT = re.compile(r"#[^\n]*")
_UNICODE_BLANK = re.compile(r"[^\S\x00-\x7f]")
_BOM = "\ufeff"


def tokenize(source: Source, report: Report) -> list[Token]:
    """All tokens of `source`, closed by an END token at its last newline.

    Faulty strings stay strings, so that parsing goes on; other stray text
    becomes STRAY tokens, which the parser skips.
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
        elif which == _ODD_STRING:
            _report_odd_string(Span(source, start, end), report)
            append((ODD_STRING, start, end))
        elif start == 0 and text[0] == _BOM:
            report.add(_byte_order_mark(source))
            if end > 1:
                append(_stray(Span(source, 1, end), report))
        else:
            append(_stray(Span(source, start, end), report))
    last = max(len(text) - 1, 0)
    append((END, last, last))
    if not text.isascii():
        _report_unicode_blanks(source, tokens, report)
    return tokens


def string_value(raw: str) -> str:
    """The value of a string token's text `raw`, quotes and all; faulty escapes stay as written."""
    value = raw[1:-1] if len(raw) > 1 and raw[-1] == "'" else raw[1:]
    if "\\" not in value:
        return value
    return re.sub(r"\\(u[0-9A-Fa-f]{4}|.)", lambda match: _unescape(match[1]), value)


def _unescape(escaped: str) -> str:
    if len(escaped) == 5:
        return chr(int(escaped[1:], 16))
    return dict(zip("bfnrt", "\b\f\n\r\t", strict=True)).get(escaped, escaped)


def _report_odd_string(span: Span, report: Report) -> None:
    """Say what is wrong with a string that is not plain printable ASCII on one line."""
    raw = span.text
    if len(raw) < 2 or raw[-1] != "'":
        report.add(UNTERMINATED_STRING.at(span))
        return
    # Releases stop at the first fault; those that know old escapes pass over them.
    for match in _ODD.finditer(raw):
        odd = match[0]
        if odd == "\\\\":
            continue
        if odd[0] != "\\":
            report.add(UNPRINTABLE_CHARACTER.at(span, character=f"U+{ord(odd):04X}"))
        elif _JSON_ESCAPE.fullmatch(odd):
            report.add(OLD_ESCAPE.at(span, escape=odd))
        else:
            report.add(UNKNOWN_ESCAPE.at(span, escape=odd))
        return


def _byte_order_mark(source: Source) -> Diagnostic:
    return BYTE_ORDER_MARK.at(Span(source, 0, 1)).helped_by(
        "save the file as UTF-8 without one"
    )


def _stray(span: Span, report: Report) -> Token:
    text = span.text
    shown = text if len(text) <= 40 else text[:40] + "…"
    finding = STRAY_TEXT.at(
        span, text=ascii(shown) if not shown.isprintable() else f"'{shown}'"
    )
    if text[0] == '"':
        finding = finding.helped_by("strings are written in single quotes")
    elif text[0].isdigit():
        finding = finding.helped_by("the language has no numbers")
    report.add(finding)
    return (STRAY, span.start, span.end)


def _report_unicode_blanks(source: Source, tokens: list[Token], report: Report) -> None:
    """Old releases read bytes: to them only the blanks of ASCII were blanks."""
    behind = 0
    for kind, start, end in tokens:
        gap = source.text[behind:start]
        if kind != END and not gap.isascii():
            # Comments may hold anything; equally long, so that offsets stay.
            code = _PLAIN_COMMENT.sub(lambda comment: " " * len(comment[0]), gap)
            for match in _UNICODE_BLANK.finditer(code):
                place = Span(source, behind + match.start(), behind + match.end())
                finding = STRAY_TEXT.at(place, text=f"U+{ord(match[0]):04X}")
                report.add(finding.during(~UNICODE_BLANKS))
        behind = end
