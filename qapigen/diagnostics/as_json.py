# SPDX-License-Identifier: MIT
"""Findings for programs: one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from qapigen.diagnostics.diagnostic import Diagnostic, Owner
from qapigen.source import Span


def render(findings: Sequence[Diagnostic]) -> Iterator[str]:
    """One object a finding; its keys and their order are part of the interface."""
    for finding in findings:
        yield json.dumps(_object(finding))


def _object(finding: Diagnostic) -> dict[str, object]:
    line, column = finding.span.position
    end_line, end_column = finding.span.end_position
    return {
        "file": finding.span.source.path,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "severity": finding.severity.value,
        "code": finding.code.name,
        "message": finding.message,
        "definition": _definition(finding.definition),
        "documentation": finding.documentation and _place(finding.documentation.span),
        "notes": list(finding.notes),
        "help": finding.help,
        "included_from": [_place(span) for span in finding.span.source.include_chain()],
    }


def _definition(owner: Owner | None) -> dict[str, object] | None:
    return owner and {"kind": owner.kind, "name": owner.name, **_place(owner.span)}


def _place(span: Span) -> dict[str, object]:
    return {"file": span.source.path, "line": span.line}
