# SPDX-License-Identifier: MIT
"""References in documentation: an ``@name`` is the name of something."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapigen.diagnostics.diagnostic import Code, Diagnostic, Severity
from qapigen.schema.schema import Schema
from qapigen.source import Span
from qapigen.syntax.doc_comment import DocText

UNKNOWN_REFERENCE = Code(
    "doc-unknown-reference",
    "'@{name}' is the name of nothing that is known here",
    "An '@' before a word refers to a definition, member, value or feature.",
    severity=Severity.WARNING,
)

_REFERENCE = re.compile(r"@([A-Za-z_][A-Za-z0-9_-]*[A-Za-z0-9])(?![\w@])")
_NO_REFERENCE_BEHIND = re.compile(r"[\w@.\\`'\"<-]")


def references(text: DocText, schema: Schema) -> Iterator[Diagnostic]:
    """References in a comment that resolve to nothing in the whole schema."""
    body = text.body
    known = schema.names
    if known.issuperset(_REFERENCE.findall(body)):
        return
    for match in _REFERENCE.finditer(body):
        name = match[1]
        start = match.start()
        if name in known or not schema.is_complete or _is_other(body, match):
            continue
        begin = text.body_start + start
        place = Span(text.source, begin, begin + len(match[0]))
        finding = UNKNOWN_REFERENCE.at(place, name=name)
        yield finding.suggesting(name, lambda: schema.definitions)


def _is_other(body: str, match: re.Match[str]) -> bool:
    """Whether it is part of an address, quoted text, or what a description begins with."""
    start = match.start()
    if _NO_REFERENCE_BEHIND.match(body, start - 1):
        return True
    return body[match.end() : match.end() + 1] == ":" and body[:start].endswith(
        ("\n# ", "# ")
    )
