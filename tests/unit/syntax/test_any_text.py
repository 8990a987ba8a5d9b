# SPDX-License-Identifier: MIT
"""Whatever a file holds: nothing raises, and every place lies in the text."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import example, given, settings
from texts import doc_bodies, schema_texts

from qapigen.diagnostics.diagnostic import Diagnostic
from qapigen.diagnostics.report import Report
from qapigen.editions import EDITIONS
from qapigen.rules import RULES
from qapigen.rules.documents import DocumentJudge
from qapigen.schema.build import build_schema
from qapigen.source import Source, Spanned
from qapigen.syntax.lexer import tokenize
from qapigen.syntax.loader import LoadedFile
from qapigen.syntax.nodes import (
    Array,
    DocComment,
    Entry,
    Expression,
    File,
    Node,
    Object,
)
from qapigen.syntax.parser import parse
from qapigen.syntax.tokens import END

PLENTY = settings(max_examples=300, deadline=None)


def _source(text: str) -> Source:
    """As the loader makes it: newlines end lines, and the text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Source("fuzz.json", text if not text or text[-1] == "\n" else text + "\n")


@PLENTY
@given(schema_texts)
@example("'a: 'b'")
@example("[ 'a''b' ]")
@example("##")
def test_tokens_stand_in_order(text: str) -> None:
    """Tokens do not overlap, none is empty but the end, and that is last."""
    source = _source(text)
    report = Report()
    tokens = tokenize(source, report)
    *others, end = tokens
    assert end[0] == END
    behind = 0
    for kind, start, stop in others:
        assert kind != END
        assert behind <= start < stop <= len(source.text)
        behind = stop
    _check_places(report, source)


@PLENTY
@given(schema_texts)
@example("{ 'a': [ } ] }\n}\n")
def test_nodes_stand_in_order(text: str) -> None:
    """Top-level items follow each other; each node lies in the one around it."""
    source = _source(text)
    report = Report()
    behind = 0
    for item in parse(source, report).items:
        assert behind <= item.span.start <= item.span.end <= len(source.text)
        behind = item.span.start
        if isinstance(item, Expression):
            _check_node(item.value, item.span.start, len(source.text))
    _check_places(report, source)


def _check_node(node: Node | Entry, start: int, end: int) -> None:
    span = node.span
    assert start <= span.start <= span.end <= end
    match node:
        case Object():
            for entry in node.entries:
                _check_node(entry, span.start, end)
        case Array():
            for item in node.items:
                _check_node(item, span.start, end)
        case Entry():
            _check_node(node.value, node.key.span.end, end)


@PLENTY
@given(schema_texts)
@example("{ 'union': 'U', 'base': 'U', 'discriminator': 'a', 'data': { 'a': 'U' } }")
def test_judging_never_fails(text: str) -> None:
    """In all editions at once; every message can be made, every place is in the text."""
    _judge(_source(text))


@PLENTY
@given(doc_bodies)
@example("# @a\n# @b: c")
def test_documentation_never_fails(body: str) -> None:
    """Of a definition, with and without a closing line, and free-form."""
    definition = "{ 'struct': 'a', 'data': { 'a': 'int' }, 'features': [ 'f' ] }\n"
    _judge(_source(f"##\n# @a:\n{body}\n##\n{definition}"))
    _judge(_source(f"##\n# @a:\n{body}\n{definition}"))
    _judge(_source(f"##\n{body}\n##\n"))


def _judge(source: Source) -> None:
    report = Report()
    parsed: File = parse(source, report)
    schema = build_schema(LoadedFile(source, parsed.items), report)
    for rule in RULES:
        report.extend(rule(schema))
    judge = DocumentJudge(schema, report)
    for edition in EDITIONS:
        judge.judge(edition.lifetime)
        documents = judge.documents(edition)
        for documentation in documents.documented.values():
            for section in documentation.sections:
                assert isinstance(section.text, str)
                _check_span(section, source)
    _check_places(report, source)
    assert all(isinstance(i, Expression | DocComment) for i in parsed.items)


def _check_places(report: Iterable[Diagnostic], source: Source) -> None:
    for finding in report:
        assert finding.message
        assert finding.help is None or finding.help
        _check_span(finding, source)
        for label in finding.labels:
            _check_span(label, source)


def _check_span(placed: Spanned, source: Source) -> None:
    """It lies in the text, where the end may be one past it, and its positions agree."""
    span = placed.span
    assert span.source is source
    assert 0 <= span.start <= span.end <= len(source.text) + 1
    line, column = span.position
    assert source.line_starts[line - 1] + column - 1 == span.start
    assert span.position <= span.end_position
