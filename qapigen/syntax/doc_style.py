# SPDX-License-Identifier: MIT
"""The rules of style for documentation: line length and the space between sentences.

They hold outside literal blocks. A comment that breaks none of them, as nearly
all do, is passed by a look at the longest line and one search.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapigen.diagnostics.diagnostic import Diagnostic
from qapigen.source import Span
from qapigen.syntax.doc_comment import DocText
from qapigen.syntax.doc_errors import LONG_LINE, SENTENCE_SPACE

LONGEST = 70
_TIGHT_STOP = re.compile(r"\. [A-Z0-9(]")
_URL = re.compile(r"\s*(?:https?|ftp)://\S*")
_TIGHT = re.compile(r"(?<!\be\.g)[.!?] (?=[A-Z0-9(])")
_LIST_MARKER = re.compile(r"\s*\d\. ")


def judge_style(text: DocText) -> Iterator[Diagnostic]:
    """What in the comment breaks the rules of style."""
    longest = max(map(len, text.lines), default=0)
    body = text.body
    # These signs are rare, and to look for one character is quicker than for two.
    is_tight = "!" in body or "?" in body or _TIGHT_STOP.search(body) is not None
    if longest + 2 <= LONGEST and not is_tight:
        return
    for index, line in _outside_literals(text.lines):
        if len(line) + 2 > LONGEST and not _URL.fullmatch(line):
            start = text.line_start(index)
            tail = Span(text.source, start + LONGEST - 2, start + len(line))
            yield LONG_LINE.at(tail, length=len(line) + 2)
        if is_tight:
            yield from _tight_sentences(text, index, line)


def _tight_sentences(text: DocText, index: int, line: str) -> Iterator[Diagnostic]:
    marker = _LIST_MARKER.match(line)
    for match in _TIGHT.finditer(line, marker.end() - 1 if marker else 0):
        start = text.line_start(index) + match.start()
        yield SENTENCE_SPACE.at(Span(text.source, start, start + 2))


def _outside_literals(lines: list[str]) -> Iterator[tuple[int, str]]:
    """The lines, trailing blanks removed, that are not part of a literal block."""
    in_literal = False
    indent = 0
    for index, raw in enumerate(lines):
        line = raw.rstrip()
        if in_literal and line:
            width = len(line) - len(line.lstrip())
            if not indent:
                indent = width
            elif width < indent:
                in_literal = False
        if line.strip() == "::" or line == ".. qmp-example::":
            in_literal = True
            indent = 0
        if not in_literal:
            yield index, line
