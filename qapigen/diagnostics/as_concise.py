# SPDX-License-Identifier: MIT
"""Findings one a line, as editors and grep like them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qapigen.diagnostics.diagnostic import Diagnostic
from qapigen.diagnostics.visible import output_line, visible


def render(findings: Sequence[Diagnostic]) -> Iterator[str]:
    """``file:line:column: severity[code]: message`` for each finding."""
    for finding in findings:
        line, column = finding.span.position
        file = output_line(finding.span.source.path)
        kind = f"{finding.severity.value}[{finding.code.name}]"
        yield f"{file}:{line}:{column}: {kind}: {visible(finding.message)}"
