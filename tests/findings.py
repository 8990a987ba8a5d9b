# SPDX-License-Identifier: MIT
"""Small findings to render, made by hand, so that no compiler is needed."""

from __future__ import annotations

from qapigen.diagnostics.diagnostic import Code, Diagnostic, Owner, Severity
from qapigen.source import Source, Span

DUPLICATE = Code(
    "duplicate-member", "member '{member}' is declared twice", "One name, one value."
)
ODD = Code(
    "odd-thing", "this is odd", "It surprises readers.", severity=Severity.WARNING
)

ROOT = Source("main.json", "{ 'include': 'sub.json' }\n")
SUB = Source(
    "sub.json",
    "{ 'struct': 'Foo',\n  'data': { 'a': 'int',\n            'a': 'str' } }\n",
    included_from=Span(ROOT, 13, 23),
)


def span_of(text: str, source: Source, occurrence: int = 0) -> Span:
    """The place of `text` in a source, the first or a later one."""
    at = source.text.index(text)
    for _ in range(occurrence):
        at = source.text.index(text, at + 1)
    return Span(source, at, at + len(text))


def duplicate() -> Diagnostic:
    """A finding with everything: a label, a note, help, a definition, an include."""
    return (
        DUPLICATE.at(span_of("'a'", SUB, 1), member="a")
        .pointing_at(span_of("'a'", SUB), "first here")
        .noting("members are known by name")
        .helped_by("rename one")
        ._replace(definition=Owner("struct", "Foo", Span(SUB, 0, 1)))
    )


def odd(
    text: str = "odd\n", start: int = 0, end: int = 3, path: str = "a.json"
) -> Diagnostic:
    """A bare warning at a place of a source made for it."""
    return ODD.at(Span(Source(path, text), start, end))
