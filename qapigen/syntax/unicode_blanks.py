# SPDX-License-Identifier: MIT
"""Blanks beyond ASCII: early releases took them for stray text."""

from __future__ import annotations

import re

from qapigen.diagnostics.report import Report
from qapigen.editions import UNICODE_BLANKS
from qapigen.source import Source, Span
from qapigen.syntax.errors import STRAY_TEXT
from qapigen.syntax.tokens import END, Token

_BLANK_OR_COMMENT = re.compile(r"#[^\n]*|([^\S\x00-\x7f])")


def report_unicode_blanks(source: Source, tokens: list[Token], report: Report) -> None:
    """Report blanks beyond ASCII between tokens, which early releases took for stray text."""
    behind = 0
    for kind, start, end in tokens:
        if kind == END:
            break
        for match in _BLANK_OR_COMMENT.finditer(source.text, behind, start):
            if match[1]:
                place = Span(source, match.start(), match.end())
                finding = STRAY_TEXT.at(place, text=f"U+{ord(match[1]):04X}")
                report.add(finding.during(~UNICODE_BLANKS))
        behind = end
