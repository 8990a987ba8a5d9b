# SPDX-License-Identifier: MIT
"""What every release refuses in a documentation comment, before it is cut into sections."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapigen.diagnostics.diagnostic import Diagnostic
from qapigen.editions import LINE_DIALECT
from qapigen.source import Span
from qapigen.syntax.doc_comment import DocText
from qapigen.syntax.doc_errors import MISSING_SPACE, SYMBOL_COLON, SYMBOL_NAME
from qapigen.syntax.errors import DOC_JUNK, DOC_UNTERMINATED

_NO_SPACE = r"(?m)^[^\S\n]*#[^ \n]"
_NO_SIGN = r"(?m)^[^\S\n]*([^\s#]\S*)"
_OPEN = "##"


def judge_markers(text: DocText) -> Iterator[Diagnostic]:
    """Faults of the `##` lines, of the comment signs, and of the line with the symbol."""
    comment = text.comment
    if text.regular and comment.closed and _is_plain(text):
        return
    source, start, end = comment.span
    line_end = source.text.index("\n", start)
    if line_end - start > 2:
        yield DOC_JUNK.at(Span(source, start + 2, line_end), verb="opens")
    if not comment.closed:
        place = _next_token(Span(source, end, end + 1))
        yield DOC_UNTERMINATED.at(place).pointing_at(comment.opening, "opened here")
    else:
        last = source.text.rindex("\n", 0, end) + 1
        marker = source.text.index(_OPEN, last)
        if end - marker > 2:
            yield DOC_JUNK.at(Span(source, marker + 2, end), verb="closes")
    if not text.regular:
        yield from _judge_signs(text)
    if comment.symbol is not None:
        yield from _judge_symbol(text)


def _judge_signs(text: DocText) -> Iterator[Diagnostic]:
    """Faults of the comment signs with which lines begin."""
    source = text.source
    for match in re.finditer(_NO_SPACE, text.body):
        start = text.body_start + match.end() - 1
        yield MISSING_SPACE.at(Span(source, start, start + 1))
    for match in re.finditer(_NO_SIGN, text.body):
        place = Span(source, *(text.body_start + offset for offset in match.span(1)))
        finding = DOC_UNTERMINATED.at(place).helped_by("is a '#' missing before it?")
        yield finding.pointing_at(text.comment.opening, "opened here")


def _is_plain(text: DocText) -> bool:
    """Whether both markers are bare, and the symbol line is as it should be."""
    comment = text.comment
    _, start, end = comment.span
    before, after = text.body_start - start, end - text.body_start
    if before != len(_OPEN) + 1 or after != len(text.body) + len(_OPEN):
        return False
    return comment.symbol is None or text.lines[0] == f"@{comment.symbol}:" != "@:"


def _judge_symbol(text: DocText) -> Iterator[Diagnostic]:
    raw = text.lines[0]
    line = raw.rstrip()
    place = text.line_span(0)
    if not line.endswith(":"):
        yield SYMBOL_COLON.at(place).helped_by("end the line with ':'")
    elif line == "@:":
        yield SYMBOL_NAME.at(place)
    elif raw != line:
        yield SYMBOL_COLON.at(place).during(LINE_DIALECT).helped_by(
            "remove the trailing blanks"
        )


def _next_token(span: Span) -> Span:
    text = span.source.text
    start = span.start
    while start < len(text) and text[start].isspace():
        start += 1
    start = min(start, max(len(text) - 1, 0))
    return Span(span.source, start, start + 1)
