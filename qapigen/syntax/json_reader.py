# SPDX-License-Identifier: MIT
"""Read one JSON object of an example, with all its places and mistakes.

What is wrong is reported and read as what was meant, so that the rest can be
judged. Where that is unclear, reading ends, and what follows counts as left out.
"""

from __future__ import annotations

from typing import NamedTuple

from qapigen.diagnostics.diagnostic import Diagnostic
from qapigen.diagnostics.visible import visible
from qapigen.source import Source, Span
from qapigen.syntax.json_errors import (
    CLOSED_EARLY,
    EXTRA_BRACKET,
    MISSING_COMMA,
    NOT_JSON,
    REPEATED_MEMBER,
    SINGLE_QUOTES,
    TRAILING_COMMA,
    UNCLOSED,
)
from qapigen.syntax.json_nodes import (
    Elision,
    JsonArray,
    JsonObject,
    JsonValue,
    Scalar,
    is_left_out,
)
from qapigen.syntax.json_tokens import (
    ELISION,
    END,
    NUMBER,
    ODD,
    SINGLE_QUOTED,
    STRING,
    WORD,
    JsonToken,
    JsonTokens,
)

DEEPEST = 100
# Python refuses to read integers of thousands of digits; this long, they only are large.
LONGEST = 300
_WORDS = {"true": True, "false": False, "null": None}
_CLOSING = {"{": "}", "[": "]"}
_STRINGS = (STRING, SINGLE_QUOTED)
_VALUES = (*_STRINGS, NUMBER, WORD, "{", "[")


class JsonReading(NamedTuple):
    """What was read: the object, where it ends, and what is wrong with it."""

    value: JsonObject
    end: int
    faults: tuple[Diagnostic, ...]


def read_object(source: Source, start: int, limit: int | None = None) -> JsonReading:
    """The object whose brace stands at `start`; nothing behind `limit` belongs to it."""
    stop = len(source.text) if limit is None else limit
    reader = _Reader(JsonTokens(source, start, stop))
    value = reader.object()
    reader.leftover()
    reader.single_quotes()
    return JsonReading(value, reader.tokens.before[2], tuple(reader.faults))


class _Reader:
    def __init__(self, tokens: JsonTokens) -> None:
        self.tokens = tokens
        self.faults: list[Diagnostic] = []
        self.open: list[JsonToken] = []
        self.single_quoted: list[Span] = []
        self.has_given_up = False

    def object(self) -> JsonObject:
        """An object; the present token is its brace."""
        tokens = self.tokens
        opening = self.enter()
        pairs: list[tuple[Scalar, JsonValue]] = []
        known: dict[object, Scalar] = {}
        is_elided = left_out = False
        while self.goes_on(bool(pairs), is_elided):
            is_elided = tokens.token[0] == ELISION
            if is_elided:
                tokens.advance()
                left_out = True
                continue
            key = self.key()
            if key is None:
                break
            pairs.append((key, self.value()))
            if key.value in known:
                finding = REPEATED_MEMBER.at(key, name=key.value)
                first = known[key.value]
                self.faults.append(finding.pointing_at(first, "first here"))
            known.setdefault(key.value, key)
        closed = self.leave(opening)
        end = tokens.before[2]
        span = Span(tokens.source, opening[1], end)
        return JsonObject(tuple(pairs), left_out or not closed, span)

    def array(self) -> JsonArray:
        """An array; the present token is its bracket."""
        opening = self.enter()
        items: list[JsonValue] = []
        while self.goes_on(bool(items), bool(items) and is_left_out(items[-1])):
            items.append(self.value())
        if not self.leave(opening):
            at = self.tokens.token[1]
            items.append(Elision(Span(self.tokens.source, at, at)))
        end = self.tokens.before[2]
        return JsonArray(tuple(items), Span(self.tokens.source, opening[1], end))

    def enter(self) -> JsonToken:
        """Go past an opening bracket."""
        opening = self.tokens.advance()
        self.open.append(opening)
        if len(self.open) > DEEPEST:
            self.unexpected("brackets nested less deeply", opening)
        return opening

    def goes_on(self, after_one: bool, after_elision: bool) -> bool:
        """Whether another member or item follows; goes past the comma before it.

        Beside an elision commas may be there or not.
        """
        tokens = self.tokens
        kind = tokens.token[0]
        if kind == ",":
            comma = tokens.advance()
            if tokens.token[0] in ("}", "]"):
                if not after_elision:
                    self.faults.append(TRAILING_COMMA.at(tokens.span(comma)))
                return False
            return tokens.token[0] != END
        if kind in ("}", "]"):
            return len(self.open) == 1 and kind == "}" and self.closed_early()
        after_one = after_one and not after_elision
        if after_one and kind in _VALUES:
            self.faults.append(MISSING_COMMA.at(tokens.span(tokens.before)))
        elif after_one and kind == ODD and tokens.is_first_of_line():
            # A comment's text goes on: the message ended without its brackets.
            tokens.stop()
        elif after_one and kind != ELISION:
            self.unexpected("',' or a closing bracket")
        return tokens.token[0] != END

    def closed_early(self) -> bool:
        """Whether members follow the brace that closes the message; goes past that brace."""
        tokens = self.tokens
        following = tokens.following(tokens.token)
        if following[0] in _STRINGS:
            if tokens.following(following)[0] != ":":
                return False
        elif following[0] != ",":
            return False
        finding = CLOSED_EARLY.at(tokens.span(tokens.advance()))
        self.faults.append(
            finding.pointing_at(tokens.span(tokens.token), "here it goes on")
        )
        if tokens.token[0] == ",":
            tokens.advance()
        return tokens.token[0] != END

    def leave(self, opening: JsonToken) -> bool:
        """Go past a closing bracket; whether it was there."""
        tokens = self.tokens
        self.open.pop()
        bracket = tokens.text(opening)
        if tokens.token[0] == _CLOSING[bracket]:
            tokens.advance()
            return True
        if not self.has_given_up:
            self.faults.append(self.unclosed(opening, bracket))
        return False

    def unclosed(self, opening: JsonToken, bracket: str) -> Diagnostic:
        """A finding for a bracket; goes past the present one where that stands in its place."""
        tokens = self.tokens
        finding = UNCLOSED.at(tokens.span(opening), bracket=bracket)
        if tokens.token[0] == END:
            # The outer brackets are open, too: one mistake, one finding.
            self.has_given_up = True
            return finding
        found = tokens.span(tokens.token)
        missing = f"'{_CLOSING[bracket]}' is missing before this"
        if self.closing_ahead() > len(self.open):
            tokens.advance()
            missing = f"'{_CLOSING[bracket]}' should be here"
        return finding.pointing_at(found, missing)

    def closing_ahead(self) -> int:
        """How many closing brackets follow each other from here."""
        tokens = self.tokens
        count, ahead = 0, tokens.token
        while ahead[0] in ("}", "]"):
            count += 1
            ahead = tokens.following(ahead)
        return count

    def key(self) -> Scalar | None:
        """A member's name and the colon behind it; None if there is none."""
        tokens = self.tokens
        if tokens.token[0] not in _STRINGS:
            self.unexpected("the name of a member in double quotes")
            return None
        key = self.string(tokens.advance())
        if tokens.token[0] != ":":
            self.unexpected("':'")
        else:
            tokens.advance()
        return key

    def value(self) -> JsonValue:
        """Any value."""
        tokens = self.tokens
        kind, start, end = tokens.token
        span = Span(tokens.source, start, end)
        if kind in _STRINGS:
            return self.string(tokens.advance())
        if kind == "{":
            return self.object()
        if kind == "[":
            return self.array()
        if kind == NUMBER:
            text = tokens.text(tokens.advance())
            is_integer = text.lstrip("-").isdigit() and len(text) < LONGEST
            return Scalar(int(text) if is_integer else float(text), span)
        if kind == WORD:
            return Scalar(_WORDS[tokens.text(tokens.advance())], span)
        if kind == ELISION:
            tokens.advance()
        else:
            self.unexpected("a value")
        return Elision(span)

    def string(self, token: JsonToken) -> Scalar:
        """The value of a string."""
        tokens = self.tokens
        text = tokens.text(token)
        if token[0] == SINGLE_QUOTED:
            self.single_quoted.append(tokens.span(token))
        value = text[1:-1]
        if "\\" in value and token[0] == STRING:
            # Few strings have escapes, and the module takes its time to come.
            import json

            try:
                value = json.loads(text)
            except ValueError:
                self.faults.append(_odd(tokens, token, "a string with known escapes"))
        return Scalar(value, tokens.span(token))

    def unexpected(self, expected: str, token: JsonToken | None = None) -> None:
        """Report the present token, or another, and read no further."""
        tokens = self.tokens
        if tokens.token[0] != END:
            self.faults.append(_odd(tokens, token or tokens.token, expected))
            self.has_given_up = True
            tokens.stop()

    def leftover(self) -> None:
        """Report brackets behind the end, which close nothing."""
        tokens = self.tokens
        if tokens.token[0] in ("}", "]"):
            bracket = tokens.token
            finding = EXTRA_BRACKET.at(tokens.span(bracket), bracket=bracket[0])
            self.faults.append(finding)
            while tokens.token[0] in ("}", "]"):
                tokens.advance()

    def single_quotes(self) -> None:
        """Report all strings in single quotes at once: who writes one writes many."""
        if self.single_quoted:
            first, *others = self.single_quoted
            finding = SINGLE_QUOTES.at(first, string=visible(first.text))
            for other in others:
                finding = finding.pointing_at(other, "")
            self.faults.append(finding)


def _odd(tokens: JsonTokens, token: JsonToken, expected: str) -> Diagnostic:
    text = visible(tokens.text(token))
    is_broken = token[0] == ODD and text.startswith('"')
    found = "a string that does not end on its line" if is_broken else f"'{text}'"
    return NOT_JSON.at(tokens.span(token), found=found, expected=expected)
