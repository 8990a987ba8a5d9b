# SPDX-License-Identifier: MIT
"""The one line that closes a run: how much was found, and how the schema was read."""

from __future__ import annotations

from collections.abc import Sequence

from qapigen.diagnostics.diagnostic import Diagnostic, Severity
from qapigen.diagnostics.report import Refusals
from qapigen.editions import Edition

MOST_CODES = 5
"""The number of codes that the line names for a release; others are counted."""


def counts(findings: Sequence[Diagnostic], files: int) -> str:
    """As in "2 errors and 1 warning in 46 files"."""
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    warnings = len(findings) - errors
    found = [_count(errors, "error")] if errors else []
    found += [_count(warnings, "warning")] if warnings else []
    return f"{' and '.join(found) or 'no findings'} in {_count(files, 'file')}"


def reading(inferred: Edition | None, refusals: Sequence[Refusals]) -> str:
    """What was inferred, None if nothing, and what other releases would refuse.

    As in "read as QEMU 10.1; 10.2 would refuse: doc-line-too-long (312)"; may be empty.
    """
    parts = [f"read as QEMU {inferred}"] if inferred is not None else []
    for other in refusals:
        if other.counts:
            first, further = other.counts[:MOST_CODES], other.counts[MOST_CODES:]
            codes = ", ".join(f"{code} ({count})" for code, count in first)
            if further:
                codes += f" and {_count(len(further), 'other code')}"
            parts.append(f"{other.edition} would refuse: {codes}")
    return "; ".join(parts)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
