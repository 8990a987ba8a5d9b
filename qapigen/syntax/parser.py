# SPDX-License-Identifier: MIT
"""Parse the tokens of one file into syntax nodes; parsing never fails.

    value  = '{' [ STRING ':' value { ',' STRING ':' value } ] '}'
           | '[' [ value { ',' value } ] ']' | STRING | true | false
    file   = { value | documentation comment }

A small slip (a missing comma or colon, a comma too many) is reported and
stepped over; after anything else reading resumes at the next ``{`` in column
one, with the documentation comment before it. One expression gives at most
one syntax error.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from qapigen.diagnostics.report import Report
from qapigen.source import Source, Span
from qapigen.syntax.errors import (
    DUPLICATE_KEY,
    EXPECTED,
    NESTED_TOO_DEEPLY,
    NOT_AN_OBJECT,
    STRAY_NULL,
)
from qapigen.syntax.lexer import string_value, tokenize
from qapigen.syntax.nodes import (
    Array,
    Bad,
    DocComment,
    Entry,
    Expression,
    File,
    Flag,
    Node,
    Null,
    Object,
    Text,
)
from qapigen.syntax.tokens import (
    DOC,
    END,
    FALSE,
    NULL,
    STRAY,
    STRING,
    TRUE,
    Token,
    describe,
)

MAX_DEPTH = 100
_VALUE = "'{', '[', a string, or a boolean"
_SYMBOL = re.compile(r"##[^\n]*\n(?:[^\S\n]*\n)*[^\S\n]*# (@[^\n]*)")
_CLOSED = re.compile(r"\n[^\S\n]*##[^\n]*\Z")


class _UnreadableError(Exception):
    """The rest of the expression cannot be read; it has been reported why."""


def parse(source: Source, report: Report) -> File:
    """The file behind `source`; every fault goes to `report`."""
    return _Parser(source, report).file()


class _Parser:
    def __init__(self, source: Source, report: Report) -> None:
        self.source = source
        self.report = report
        self.tokens = tokenize(source, report)
        self.at = 0
        self.faulty = False

    def file(self) -> File:
        items: list[Expression | DocComment] = []
        while (token := self.tokens[self.at])[0] != END:
            if token[0] == DOC:
                items.append(self.doc_comment(token))
                self.at += 1
            elif token[0] == STRAY:
                self.resume()
            else:
                items.append(self.expression(token))
        return File(self.source, tuple(items))

    def doc_comment(self, token: Token) -> DocComment:
        text = self.source.text[token[1] : token[2]]
        symbol = _SYMBOL.match(text)
        return DocComment(
            symbol[1].rstrip().removeprefix("@").removesuffix(":") if symbol else None,
            self.source,
            token[1],
            token[2],
            _CLOSED.search(text) is not None,
            self.plain_comment(token[2]),
        )

    def plain_comment(self, offset: int) -> int | None:
        """Where the plain comment begins that is the first thing after `offset`, if it is one."""
        text = self.source.text
        while offset < len(text) and text[offset].isspace():
            offset += 1
        return (
            offset
            if text[offset : offset + 1] == "#" and text[offset + 1 : offset + 2] != "#"
            else None
        )

    def expression(self, token: Token) -> Expression:
        self.faulty = False
        start = token[1]
        self.partial: list[Entry] = []
        try:
            value = self.value(0, _VALUE)
            complete = True
        except _UnreadableError:
            self.resume()
            end = self.tokens[self.at][1]
            value = Object(tuple(self.partial), self.source, start, end)
            complete = False
        else:
            end = value.end
            if not isinstance(value, Object | Bad):
                found = "a list" if isinstance(value, Array) else describe(token)
                self.report.add(NOT_AN_OBJECT.at(value, found=found))
                self.resume()
        return Expression(value, complete, self.source, start, end)

    def value(self, depth: int, expected: str) -> Node:
        kind, start, end = token = self.tokens[self.at]
        source = self.source
        if kind == STRING:
            self.at += 1
            return Text(string_value(source.text[start:end]), source, start, end)
        if kind == "{":
            return self.object(depth)
        if kind == "[":
            return self.array(depth)
        if kind in (TRUE, FALSE):
            self.at += 1
            return Flag(kind == TRUE, source, start, end)
        if kind == NULL:
            self.at += 1
            self.report.add(
                STRAY_NULL.at(Span(source, start, end)).helped_by("leave the key out")
            )
            return Null(source, start, end)
        if kind == STRAY:
            self.skip_strays()
            return Bad(source, start, end)
        raise self.failure(token, expected)

    def object(self, depth: int) -> Object:
        opening = self.enter(depth)
        entries: list[Entry] = []
        if depth == 0:
            self.partial = entries
        values: dict[str, Node] = {}
        expected = "a string or '}'"
        while self.tokens[self.at][0] != "}":
            entry = self.entry(depth, expected, values)
            entries.append(entry)
            if not self.separator("}"):
                break
            expected = "a string"
            if self.tokens[self.at][0] == "}":
                self.slip(expected)
        end = self.tokens[self.at][2]
        self.at += 1
        return Object(tuple(entries), self.source, opening[1], end)

    def entry(self, depth: int, expected: str, values: dict[str, Node]) -> Entry:
        kind, start, end = token = self.tokens[self.at]
        if kind != STRING:
            raise self.failure(token, expected)
        key = Text(string_value(self.source.text[start:end]), self.source, start, end)
        self.at += 1
        if self.tokens[self.at][0] == ":":
            self.at += 1
        elif (
            self.tokens[self.at][0] in "{[" + STRING + TRUE + FALSE
            and self.tokens[self.at][0]
        ):
            self.slip("':'")
        else:
            raise self.failure(self.tokens[self.at], "':'")
        value_token = self.tokens[self.at]
        if key.value in values and value_token[0] != END:
            place = Span(self.source, value_token[1], value_token[2])
            finding = DUPLICATE_KEY.at(place, key=key.value)
            self.report.add(finding.pointing_at(values[key.value], "first value here"))
        value = self.value(depth + 1, _VALUE)
        values.setdefault(key.value, value)
        return Entry(key, value)

    def array(self, depth: int) -> Array:
        opening = self.enter(depth)
        items: list[Node] = []
        expected = "'{', '[', ']', a string, or a boolean"
        while self.tokens[self.at][0] != "]":
            items.append(self.value(depth + 1, expected))
            if not self.separator("]"):
                break
            expected = _VALUE
            if self.tokens[self.at][0] == "]":
                self.slip(expected)
        end = self.tokens[self.at][2]
        self.at += 1
        return Array(tuple(items), self.source, opening[1], end)

    def enter(self, depth: int) -> Token:
        """Step over an opening bracket, unless this would be one too many."""
        token = self.tokens[self.at]
        if depth == MAX_DEPTH:
            place = Span(self.source, token[1], token[2])
            self.report.add(NESTED_TOO_DEEPLY.at(place, limit=MAX_DEPTH))
            raise _UnreadableError
        self.at += 1
        return token

    def separator(self, closing: str) -> bool:
        """True after a comma, False before `closing`; a forgotten comma is reported and assumed."""
        token = self.tokens[self.at]
        if token[0] == ",":
            self.at += 1
            return True
        if token[0] == closing:
            return False
        if token[0] and token[0] in "{[" + STRING + TRUE + FALSE and closing == "]":
            self.slip(f"',' or '{closing}'")
            return True
        if token[0] == STRING:
            self.slip(f"',' or '{closing}'")
            return True
        raise self.failure(token, f"',' or '{closing}'")

    def slip(self, expected: str) -> None:
        """Report the current token as unexpected, and read on as if all were well."""
        if self.faulty:
            raise _UnreadableError
        token = self.tokens[self.at]
        place = Span(self.source, token[1], token[2])
        self.report.add(EXPECTED.at(place, expected=expected, found=describe(token)))
        self.faulty = True

    def failure(self, token: Token, expected: str) -> _UnreadableError:
        """Report `token`, unless it is stray text, which the lexer has reported, or an echo."""
        if token[0] != STRAY and not self.faulty:
            self.slip(expected)
        return _UnreadableError()

    def skip_strays(self) -> None:
        """Step over stray text, as many words as there are."""
        while self.tokens[self.at][0] == STRAY:
            self.at += 1

    def resume(self) -> None:
        """Go to the next `{` in column one, or to the documentation comments before it."""
        tokens = self.tokens
        here = tokens[self.at][1]
        brace = self.source.text.find("\n{", here)
        target = brace + 1 if brace >= 0 else len(self.source.text)
        index = bisect_left(
            tokens, target, self.at, len(tokens) - 1, key=lambda token: token[1]
        )
        while index > self.at + 1 and tokens[index - 1][0] == DOC:
            index -= 1
        self.at = index if index > self.at else self.at + 1
        self.at = min(self.at, len(tokens) - 1)
