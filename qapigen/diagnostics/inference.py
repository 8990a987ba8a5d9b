# SPDX-License-Identifier: MIT
"""Infer the edition of a schema from what the releases would refuse in it.

Dated constructs (findings whose code is `dating`) narrow the releases down to
those that refuse the fewest of them, normally none. Of these the newest is
taken whose other dated rules refuse least; what all of them refuse is a
mistake and tells nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from qapigen.diagnostics.diagnostic import Diagnostic, Severity
from qapigen.diagnostics.report import Report
from qapigen.editions import ALWAYS, Edition, Lifetime


def possible_editions(report: Report) -> Lifetime:
    """The releases whose language the dated constructs of a schema are."""
    return _fewest(ALWAYS, (f.refused_by for f in report if f.code.dating))


def infer_edition(report: Report) -> Edition:
    """The edition to read a schema in."""
    possible = possible_editions(report)
    refusals = (
        finding.refused_by & possible
        for finding in report
        if finding.severity is Severity.ERROR and not finding.code.dating
    )
    return _fewest(possible, refusals).editions()[-1]


def _fewest(candidates: Lifetime, refusals: Iterable[Lifetime]) -> Lifetime:
    """Those of the candidates that appear in the fewest refusals."""
    weights = Counter(refusals)
    counts: dict[Edition, int] = {}
    for edition in candidates.editions():
        counts[edition] = sum(
            number for refused, number in weights.items() if edition in refused
        )
    least = min(counts.values())
    chosen = Lifetime(0)
    for edition, count in counts.items():
        if count == least:
            chosen |= edition.lifetime
    return chosen


def with_opponents(
    findings: list[Diagnostic], report: Report, edition: Edition
) -> list[Diagnostic]:
    """The findings; those that stand against the inferred edition show what speaks for it.

    Two constructs that no release accepts together make one of them a
    finding: it points at the other, so that the reader can judge which is wrong.
    """
    supporting = [f for f in report if f.code.dating and edition not in f.refused_by]
    return [_opposed(finding, supporting, edition) for finding in findings]


def _opposed(
    finding: Diagnostic, supporting: list[Diagnostic], edition: Edition
) -> Diagnostic:
    if not finding.code.dating:
        return finding
    for other in supporting:
        if finding.refused_by | other.refused_by == ALWAYS:
            place = f"{other.span.source.path}:{other.span.line}"
            accepted = ~finding.refused_by
            return finding.pointing_at(
                other.span, f"accepted only {~other.refused_by}"
            ).noting(
                f"read as QEMU {edition} because of {place};"
                f" no release accepts both, this one is accepted only {accepted}"
            )
    return finding
