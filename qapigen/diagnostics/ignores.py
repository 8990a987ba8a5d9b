# SPDX-License-Identifier: MIT
"""Findings that the user has decided to live with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from qapigen.diagnostics.diagnostic import Code, Diagnostic, Severity
from qapigen.source import Span

UNUSED_IGNORE = Code(
    "unused-ignore",
    "nothing is silenced by ignoring {entry}",
    "An entry that silences nothing is out of date, or misspelt, and would hide"
    " a finding that nobody has looked at.",
    severity=Severity.WARNING,
)


class Ignore(NamedTuple):
    """An entry: a code, a definition's name or None for all, and where the entry stands."""

    code: str
    name: str | None
    span: Span

    def covers(self, finding: Diagnostic) -> bool:
        """Whether it silences `finding`."""
        if finding.code.name != self.code:
            return False
        owners = (finding.definition, finding.documentation)
        return self.name is None or any(
            owner and owner.name == self.name for owner in owners
        )


class Silenced(NamedTuple):
    """Findings that no entry covers, and entries that cover none."""

    left: list[Diagnostic]
    unused: list[Ignore]


def silence(findings: Iterable[Diagnostic], ignores: Sequence[Ignore]) -> Silenced:
    """Take out the findings that an entry covers."""
    used: set[Ignore] = set()
    left = []
    for finding in findings:
        covering = {ignore for ignore in ignores if ignore.covers(finding)}
        used |= covering
        if not covering:
            left.append(finding)
    return Silenced(left, [ignore for ignore in ignores if ignore not in used])


def unused(ignore: Ignore) -> Diagnostic:
    """The finding for an entry that silences nothing."""
    entry = ignore.code if ignore.name is None else f"{ignore.code}:{ignore.name}"
    return UNUSED_IGNORE.at(ignore.span, entry=f"'{entry}'")
