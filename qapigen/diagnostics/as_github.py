# SPDX-License-Identifier: MIT
"""Findings as workflow commands, which GitHub shows beside the lines of a change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qapigen.diagnostics.diagnostic import Diagnostic, Severity
from qapigen.diagnostics.visible import visible

_COMMANDS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "notice",
}


def render(findings: Sequence[Diagnostic]) -> Iterator[str]:
    """``::error file=…,line=…,…::message`` for each finding."""
    for finding in findings:
        properties = ",".join(
            f"{key}={_property(value)}" for key, value in _places(finding)
        )
        remarks = [*finding.notes, *filter(None, [finding.help])]
        text = "\n".join(map(visible, (finding.message, *remarks)))
        yield f"::{_COMMANDS[finding.severity]} {properties}::{_data(text)}"


def _places(finding: Diagnostic) -> Iterator[tuple[str, object]]:
    line, column = finding.span.position
    end_line, end_column = finding.span.end_position
    yield "file", visible(finding.span.source.path)
    yield "line", line
    yield "endLine", end_line
    if line == end_line:
        # A column on another line than the first makes the whole place invalid.
        yield "col", column
        yield "endColumn", end_column
    yield "title", finding.code.name


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: object) -> str:
    return _data(str(value)).replace(":", "%3A").replace(",", "%2C")
