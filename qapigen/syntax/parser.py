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

from qapigen.diagnostics.report import Report
from qapigen.diagnostics.suggestions import near_names
from qapigen.source import Source, Span
from qapigen.syntax.errors import (
    DUPLICATE_KEY,
    EXPECTED,
    NESTED_TOO_DEEPLY,
    NOT_AN_OBJECT,
    STRAY_NULL,
)
from qapigen.syntax.lexer import tokenize
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
    ODD_STRING,
    PAIR,
    STRAY,
    STRING,
    TRUE,
    UNQUOTED,
    Token,
    describe,
    split_pair,
)

MAX_DEPTH = 100
_STRINGS = (STRING, ODD_STRING, PAIR, UNQUOTED)
_STRAYS = (STRAY, UNQUOTED)
_SCALARS = (*_STRINGS, TRUE, FALSE, NULL)
_VALUE_BEGINS = ("{", "[", *_STRINGS, TRUE, FALSE)
_CLOSINGS = ("}", "]")
_NO_ITEM = (",", *_CLOSINGS)
_FLAGS = ("true", "false")
_VALUE = "'{', '[', a string, or a boolean"
_SYMBOL = re.compile(r"##[^\n]*\n(?:[^\S\n]*\n)*[^\S\n]*# @([^\n]*)")


class _UnreadableError(Exception):
    """The rest of the expression cannot be read; it has been reported why."""


def parse(source: Source, report: Report) -> File:
    """The file behind `source`; every fault goes to `report`."""
    return _Parser(source, report).file()


class _Parser:
    """`tokens` is a stack: the current token is its last, the end of the file its first."""

    def __init__(self, source: Source, report: Report) -> None:
        self.source = source
        self.text = source.text
        self.report = report
        self.tokens = tokenize(source, report)
        self.tokens.reverse()
        self.faulty = False

    def file(self) -> File:
        items: list[Expression | DocComment] = []
        while (token := self.tokens[-1])[0] != END:
            if token[0] == DOC:
                items.append(self.doc_comment(token))
                self.tokens.pop()
            elif token[0] in _STRAYS:
                self.resume()
            else:
                items.append(self.expression(token))
        return File(self.source, tuple(items))

    def doc_comment(self, token: Token) -> DocComment:
        _, start, end = token
        text = self.text
        symbol = _SYMBOL.match(text, start, end)
        closing = text.rindex("\n", start, end) + 1
        return DocComment(
            _symbol(symbol[1].rstrip()) if symbol else None,
            Span(self.source, start, end),
            text[closing:end].lstrip().startswith("##"),
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
            end = self.tokens[-1][1]
            value = Object(tuple(self.partial), Span(self.source, start, end))
            complete = False
        else:
            end = value.span.end
            if self.tokens[-1][0] in _CLOSINGS:
                # What was read ended too early, or too late: it is not what was meant.
                complete = False
                self.unopened()
            if not isinstance(value, Object | Bad):
                found = "a list" if isinstance(value, Array) else describe(token)
                self.report.add(NOT_AN_OBJECT.at(value, found=found))
                self.resume()
        return Expression(value, complete, Span(self.source, start, end))

    def unopened(self) -> None:
        """Report a closing bracket behind an expression, and go to the next one."""
        if not self.faulty:
            self.slip(_VALUE)
        self.resume()

    def split(self) -> Token:
        """Take the current token apart if it is a pair; the token that is current then."""
        token = self.tokens[-1]
        if token[0] == PAIR:
            self.tokens[-1:] = reversed(split_pair(token, self.text))
        return self.tokens[-1]

    def string(self, token: Token) -> Text:
        kind, start, end = token
        span = Span(self.source, start, end)
        if kind == STRING:
            return Text(self.text[start + 1 : end - 1], span)
        return Text(_odd_string(self.text[start:end]), span)

    def value(self, depth: int, expected: str) -> Node:
        kind, start, end = token = self.tokens[-1]
        if kind == STRING:
            self.tokens.pop()
            return Text(self.text[start + 1 : end - 1], Span(self.source, start, end))
        if kind == PAIR:
            kind, start, end = token = self.split()
        if kind == "{":
            return self.object(depth)
        if kind == "[":
            return self.array(depth)
        if kind in _STRAYS:
            return self.stray(token, depth)
        if kind not in _SCALARS:
            raise self.failure(token, expected)
        self.tokens.pop()
        if kind in _STRINGS:
            return self.string(token)
        span = Span(self.source, start, end)
        if kind == NULL:
            self.report.add(STRAY_NULL.at(span).helped_by("leave the key out"))
            return Null(span)
        return Flag(kind == TRUE, span)

    def object(self, depth: int) -> Object:
        opening = self.enter(depth)
        entries: list[Entry] = []
        if depth == 0:
            self.partial = entries
        values: dict[str, Node] = {}
        expected = "a string or '}'"
        tokens = self.tokens
        while tokens[-1][0] != "}":
            token = tokens[-1]
            pair = self.pair(token, values) if token[0] == PAIR else None
            entries.append(pair or self.entry(depth, expected, values))
            expected = "a string"
            if pair and pair.value.span.end < token[2]:
                # The comma was part of the token, and another string follows.
                continue
            if not self.separator("}"):
                break
            if tokens[-1][0] in _NO_ITEM:
                self.comma_too_many("}", expected)
        end = tokens.pop()[2]
        return Object(tuple(entries), Span(self.source, opening[1], end))

    def pair(self, token: Token, values: dict[str, Node]) -> Entry | None:
        """The entry that the current pair of strings is; None if its key is taken."""
        _, start, end = token
        text, source = self.text, self.source
        middle = text.index("'", start + 1)
        name = text[start + 1 : middle]
        if name in values:
            return None
        self.tokens.pop()
        # Half of all nodes are made here, and a tuple's own way to be made takes half the time.
        new = tuple.__new__
        key = new(Text, (name, new(Span, (source, start, middle + 1))))
        if text[end - 1] == ",":
            end -= 1
        middle = text.rindex("'", middle, end - 1)
        value = new(
            Text, (text[middle + 1 : end - 1], new(Span, (source, middle, end)))
        )
        values[name] = value
        return new(Entry, (key, value))

    def entry(self, depth: int, expected: str, values: dict[str, Node]) -> Entry:
        kind, start, end = token = self.split()
        if kind in _STRAYS:
            kind, start, end = token = self.stray_key()
        if kind not in _STRINGS:
            raise self.failure(token, expected)
        key = self.string(token)
        self.tokens.pop()
        self.colon()
        kind, start, end = self.split()
        if key.value in values and kind != END:
            finding = DUPLICATE_KEY.at(Span(self.source, start, end), key=key.value)
            self.report.add(finding.pointing_at(values[key.value], "first value here"))
        value = self.value(depth + 1, _VALUE)
        values.setdefault(key.value, value)
        return Entry(key, value)

    def colon(self) -> None:
        """Step over a colon; one that was forgotten before a value is reported and assumed."""
        skipped = self.tokens[-1][0] in _STRAYS
        token = self.skip_strays() if skipped else self.tokens[-1]
        if token[0] == ":":
            self.tokens.pop()
        elif token[0] not in _VALUE_BEGINS:
            raise self.failure(token, "':'")
        elif not skipped:
            self.slip("':'")

    def array(self, depth: int) -> Array:
        opening = self.enter(depth)
        items: list[Node] = []
        expected = "'{', '[', ']', a string, or a boolean"
        tokens = self.tokens
        while tokens[-1][0] != "]":
            items.append(self.value(depth + 1, expected))
            if not self.separator("]"):
                break
            expected = _VALUE
            if tokens[-1][0] in _NO_ITEM:
                self.comma_too_many("]", expected)
        end = tokens.pop()[2]
        return Array(tuple(items), Span(self.source, opening[1], end))

    def enter(self, depth: int) -> Token:
        """Step over an opening bracket, unless this would be one too many."""
        token = self.tokens[-1]
        if depth == MAX_DEPTH:
            place = Span(self.source, token[1], token[2])
            self.report.add(NESTED_TOO_DEEPLY.at(place, limit=MAX_DEPTH))
            raise _UnreadableError
        self.tokens.pop()
        return token

    def separator(self, closing: str) -> bool:
        """True after a comma, False before `closing`; a forgotten comma is reported and assumed."""
        token = self.tokens[-1]
        if token[0] == ",":
            self.tokens.pop()
            return True
        if token[0] == closing:
            return False
        if skipped := token[0] in _STRAYS:
            token = self.skip_strays()
            if token[0] in (",", closing):
                return self.separator(closing)
        if token[0] in (_VALUE_BEGINS if closing == "]" else _STRINGS):
            if not skipped:
                self.slip(f"',' or '{closing}'")
            return True
        raise self.failure(token, f"',' or '{closing}'")

    def slip(self, expected: str) -> None:
        """Report the current token as unexpected, and read on as if all were well."""
        if self.faulty:
            raise _UnreadableError
        token = self.split()
        place = Span(self.source, token[1], token[2])
        self.report.add(EXPECTED.at(place, expected=expected, found=describe(token)))
        self.faulty = True

    def failure(self, token: Token, expected: str) -> _UnreadableError:
        """Report `token`, unless it is stray text, which the lexer has reported, or an echo."""
        if token[0] not in _STRAYS and not self.faulty:
            self.slip(expected)
        return _UnreadableError()

    def comma_too_many(self, closing: str, expected: str) -> None:
        """Report a comma that nothing follows, or a second one, and step over that."""
        kind = self.tokens[-1][0]
        if kind in (",", closing):
            self.slip(expected)
        if kind == ",":
            self.tokens.pop()

    def stray(self, token: Token, depth: int) -> Node:
        """The value that stray text seems to be meant for; what follows it, if it is a value."""
        following = self.skip_strays()
        if following[0] in _VALUE_BEGINS:
            return self.value(depth, _VALUE)
        kind, start, end = token
        span = Span(self.source, start, end)
        if kind == STRAY:
            return Bad(span)
        word = _odd_string(self.text[start:end])
        if word[:1] in ("t", "f") and (near := near_names(word, _FLAGS)):
            return Flag(near[0] == "true", span)
        return Text(word, span)

    def stray_key(self) -> Token:
        """The key that stray text seems to be meant for, or the string that follows it."""
        token = self.tokens[-1]
        following = self.skip_strays()
        if following[0] == ":" and token[0] == UNQUOTED:
            self.tokens.append(token)
            return token
        return self.split()

    def skip_strays(self) -> Token:
        """Step over stray text, as many words as there are; the token behind it."""
        while self.tokens[-1][0] in _STRAYS:
            self.faulty = True
            self.tokens.pop()
        return self.tokens[-1]

    def resume(self) -> None:
        """Go to the next `{` in column one, or to the documentation comments before it."""
        tokens = self.tokens
        brace = self.text.find("\n{", max(tokens[-1][1] - 1, 0))
        target = brace + 1 if brace >= 0 else len(self.text)
        comments: list[Token] = []
        while tokens[-1][1] < target and tokens[-1][0] != END:
            token = tokens.pop()
            if token[0] == DOC:
                comments.append(token)
            else:
                comments.clear()
        tokens.extend(reversed(comments))


def _odd_string(raw: str) -> str:
    """The value of a string that is not plain."""
    # Most schemas have none.
    from qapigen.syntax.strings import string_value

    return string_value(raw)


def _symbol(line: str) -> str:
    """The name in the first line of a documentation comment; what follows its colon is reported."""
    return line[:-1] if line.endswith(":") else line.partition(":")[0]
