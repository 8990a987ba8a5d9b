# SPDX-License-Identifier: MIT
"""Changes as findings, for the formats that services read."""

from __future__ import annotations

from collections.abc import Iterable

from qapigen.compatibility.as_text import ANNOUNCED, used_by
from qapigen.compatibility.change import Change
from qapigen.compatibility.verdict import Severity
from qapigen.diagnostics import diagnostic
from qapigen.diagnostics.diagnostic import Code, Diagnostic
from qapigen.source import Source, Span

_SEVERITIES = {
    Severity.BREAKING: diagnostic.Severity.ERROR,
    Severity.RISKY: diagnostic.Severity.WARNING,
    Severity.COMPATIBLE: diagnostic.Severity.NOTE,
}


def as_findings(changes: Iterable[Change], new: str) -> list[Diagnostic]:
    """Findings at the new places, where a service can show them; `new` names that side."""
    return [_finding(change, Span(Source(new, ""), 0, 0)) for change in changes]


def _finding(change: Change, elsewhere: Span) -> Diagnostic:
    kind = change.kind
    code = Code(kind.name, "{path}: {text}", kind.why, _SEVERITIES[change.severity])
    place = change.new or elsewhere
    finding = code.at(place, path=change.where, text=change.message)
    if change.severity is not Severity.COMPATIBLE:
        finding = finding.noting(ANNOUNCED[change.announced])
    if len(change.users) > 1:
        finding = finding.noting(f"used by {used_by(change)}")
    if change.old is not None:
        finding = finding.pointing_at(change.old, "where it was")
    return finding
