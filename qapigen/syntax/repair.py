# SPDX-License-Identifier: MIT
"""Repair what the lexer cannot read: report it, and say what it was meant to be.

A quote too few turns the rest of its line inside out: what was between strings
becomes strings. So where a string meets a word without anything between them
the line is read again from the likely culprit, and its further faults, which
are echoes, are passed over in silence.
"""

from __future__ import annotations

import re

from qapigen.diagnostics.diagnostic import Diagnostic
from qapigen.diagnostics.report import Report
from qapigen.source import Source, Span
from qapigen.syntax.errors import (
    BYTE_ORDER_MARK,
    STRAY_TEXT,
    UNTERMINATED_STRING,
)
from qapigen.syntax.strings import is_terminated, judge_string
from qapigen.syntax.tokens import (
    ODD_STRING,
    PAIR,
    STRAY,
    STRING,
    UNQUOTED,
    Token,
    split_pair,
)

_WORD = re.compile(r"\*?[A-Za-z_][\w.-]*|\"[\w*.-]*\"", re.ASCII)
_WORDS = re.compile(r"\S+[ \t]+[\w(@]")
_NAME = re.compile(r"'[\w*./-]+'", re.ASCII)
_OPENED = re.compile(r"'[\w*./-]*", re.ASCII)
_BETWEEN_STRINGS = re.compile(r"[][{}:, ]")
_BOM = "\ufeff"
_SHOWN = 40


class Repair:
    """Goes along with the lexer, from fault to fault."""

    def __init__(self, source: Source, tokens: list[Token], report: Report) -> None:
        self.source = source
        self.text = source.text
        self.tokens = tokens
        self.report = report
        self.quiet_until = 0

    def step(self, fault: Token) -> int:
        """Report a fault and add the token that was meant; the offset at which to read on."""
        kind, start, end = fault
        if kind == ODD_STRING:
            if is_terminated(self.text[start:end]):
                self.report.extend(judge_string(Span(self.source, start, end)))
                self.tokens.append(fault)
                return end
            return self.unclosed(start)
        if start == 0 and self.text[0] == _BOM:
            self.report.add(_byte_order_mark(self.source))
            return 1
        return self.stray(start, end)

    def unclosed(self, start: int) -> int:
        """Take the name that an opening quote is followed by for the whole string."""
        match = _OPENED.match(self.text, start)
        assert match is not None
        self.say(UNTERMINATED_STRING.at(Span(self.source, *match.span())))
        self.hush(start)
        self.opened(start, match.end())
        return match.end()

    def stray(self, start: int, end: int) -> int:
        """Report a word that is no token; the quote that it lacks is supposed to be there."""
        span = Span(self.source, start, end)
        behind = self.tokens[-1] if self.tokens else None
        if behind is not None and behind[2] == start and behind[0] in (STRING, PAIR):
            culprit = self.culprit()
            if culprit is not None:
                return self.inside_out(culprit, span)
        if self.text[end : end + 1] == "'" and not _NAME.match(self.text, end):
            self.say(_stray(span).helped_by("is a quote missing before it?"))
            self.hush(start)
            end += 1
            self.tokens.append((UNQUOTED, start, end))
            return end
        finding = _stray(span)
        kind = STRAY
        if self.is_prose(start):
            self.say(finding)
            self.hush(start)
        elif _WORD.fullmatch(self.text, start, end) and self.text[end] != "'":
            kind = UNQUOTED
            self.say(finding if finding.help else finding.helped_by(_meant(span.text)))
        else:
            self.say(finding)
        self.tokens.append((kind, start, end))
        return end

    def inside_out(self, culprit: int, span: Span) -> int:
        """Report that a quote is missing, or one too many, before the word of `span`."""
        match = _OPENED.match(self.text, culprit)
        assert match is not None
        place = Span(self.source, *match.span())
        if self.opened(*match.span()):
            finding = _stray(span).helped_by("is a quote missing?")
            self.say(finding.pointing_at(place, "the string before"))
        else:
            self.say(_stray(place))
        self.hush(culprit)
        return place.end

    def culprit(self) -> int | None:
        """Where the string before begins, taken off, if what it holds stands between strings."""
        token = self.tokens[-1]
        parts = split_pair(token, self.text) if token[0] == PAIR else [token]
        _, start, end = parts[-1]
        if not _BETWEEN_STRINGS.search(self.text, start, end):
            return None
        self.tokens[-1:] = parts[:-1]
        return start

    def opened(self, start: int, end: int) -> bool:
        """Add a string that was opened, unless it is a lone quote directly behind another."""
        behind = self.tokens[-1] if self.tokens else None
        if end - start == 1 and behind is not None and behind[2] == start:
            return False
        self.tokens.append((UNQUOTED, start, end))
        return True

    def is_prose(self, start: int) -> bool:
        """Whether the line begins with the stray word and goes on with another."""
        if self.tokens:
            # Looked for from the token before: to the line's begin it may be far, every time.
            behind = self.tokens[-1][2]
            if self.text.find("\n", behind - 1, start) < 0:
                return False
        return _WORDS.match(self.text, start) is not None

    def say(self, finding: Diagnostic) -> None:
        if finding.span.start >= self.quiet_until:
            self.report.add(finding)

    def hush(self, start: int) -> None:
        """Report nothing more on this line."""
        if start >= self.quiet_until:
            self.quiet_until = self.text.find("\n", start)


def _byte_order_mark(source: Source) -> Diagnostic:
    return BYTE_ORDER_MARK.at(Span(source, 0, 1)).helped_by(
        "save the file as UTF-8 without one"
    )


def _stray(span: Span) -> Diagnostic:
    text = span.text
    shown = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
    finding = STRAY_TEXT.at(
        span, text=f"'{shown}'" if shown.isprintable() else ascii(shown)
    )
    if text == "'":
        return STRAY_TEXT.at(span, text="quote")
    if text[0] == '"':
        return finding.helped_by("strings are written in single quotes")
    if text[0].isdigit():
        return finding.helped_by("the language has no numbers")
    return finding


def _meant(word: str) -> str:
    """What a word without quotes may be."""
    from qapigen.diagnostics.suggestions import did_you_mean

    flag = did_you_mean(word, ("true", "false")) if word[0] in "tf" else None
    return flag or "strings are written in single quotes"
