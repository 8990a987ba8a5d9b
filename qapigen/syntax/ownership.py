# SPDX-License-Identifier: MIT
"""Say of each finding which definition and which documentation comment it lies in."""

from __future__ import annotations

from bisect import bisect_right

from qapigen.diagnostics.diagnostic import Diagnostic, Owner
from qapigen.source import Source, Span
from qapigen.syntax.loader import Include, LoadedFile
from qapigen.syntax.nodes import DocComment, Expression, Object, Text

_KINDS = (
    "enum",
    "struct",
    "union",
    "alternate",
    "command",
    "event",
    "include",
    "pragma",
)
_Item = DocComment | Expression


def with_owners(findings: list[Diagnostic], root: LoadedFile) -> list[Diagnostic]:
    """The findings with `definition` and `documentation` filled in from the syntax."""
    if not findings:
        return findings
    items: dict[Source, list[_Item]] = {}
    _collect(root, items)
    owners: dict[Span, Owner | None] = {}
    return [
        _owned(finding, items.get(finding.span.source, []), owners)
        for finding in findings
    ]


def _collect(file: LoadedFile, items: dict[Source, list[_Item]]) -> None:
    if file.source in items:
        return
    items[file.source] = [
        item.expression if isinstance(item, Include) else item for item in file.items
    ]
    for item in file.items:
        if isinstance(item, Include) and item.file is not None:
            _collect(item.file, items)


def _owned(
    finding: Diagnostic, items: list[_Item], owners: dict[Span, Owner | None]
) -> Diagnostic:
    index = (
        bisect_right(items, finding.span.start, key=lambda item: item.span.start) - 1
    )
    if index < 0:
        return finding
    item = items[index]
    if isinstance(item, Expression):
        if finding.span.start >= item.span.end:
            return finding
        return finding._replace(definition=_known_owner(item, owners))
    if finding.span.start > item.span.end:
        return finding
    documentation = Owner("documentation", item.symbol or "", item.opening)
    definition = None
    following = items[index + 1] if index + 1 < len(items) else None
    if item.symbol and isinstance(following, Expression):
        definition = _known_owner(following, owners)
    return finding._replace(documentation=documentation, definition=definition)


def _known_owner(
    expression: Expression, owners: dict[Span, Owner | None]
) -> Owner | None:
    if expression.span not in owners:
        owners[expression.span] = _owner(expression)
    return owners[expression.span]


def _owner(expression: Expression) -> Owner | None:
    if not isinstance(expression.value, Object):
        return None
    for entry in expression.value.entries:
        if entry.key.value in _KINDS:
            is_named = isinstance(entry.value, Text) and entry.key.value != "include"
            name = (
                entry.value.value if is_named and isinstance(entry.value, Text) else ""
            )
            return Owner(entry.key.value, name, expression.span)
    return Owner("expression", "", expression.span)
