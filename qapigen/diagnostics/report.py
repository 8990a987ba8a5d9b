# SPDX-License-Identifier: MIT
"""The findings of one run, and what they say about the age of a schema.

A finding carries the releases that refuse what it found, so one walk over a
schema judges it in the language of every release; an edition then selects.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from qapigen.diagnostics.diagnostic import Diagnostic, Severity
from qapigen.editions import ALWAYS, Edition, Lifetime
from qapigen.source import Source, Span


class Refusals(NamedTuple):
    """What another release would refuse: for each code, most frequent first, how often."""

    edition: Edition
    counts: tuple[tuple[str, int], ...]


class Report:
    """Collects the findings that matter to at least one of the editions `of_interest`."""

    def __init__(self, of_interest: Lifetime = ALWAYS) -> None:
        self.of_interest = of_interest
        self._found: list[Diagnostic] = []

    def __iter__(self) -> Iterator[Diagnostic]:
        """All findings, of whichever release, in the order in which they came."""
        return iter(self._found)

    def add(self, finding: Diagnostic) -> None:
        """Take one finding."""
        if finding.refused_by.bits & self.of_interest.bits:
            self._found.append(finding)

    def extend(self, findings: Iterable[Diagnostic]) -> None:
        """Take several."""
        for finding in findings:
            self.add(finding)

    def findings(self, edition: Edition) -> list[Diagnostic]:
        """What `edition` refuses or warns of, in reading order, echoes dropped."""
        chosen: dict[tuple[Span, str], Diagnostic] = {}
        covered: set[Span] = set()
        files: dict[Source, int] = {}
        for finding in self._found:
            files.setdefault(finding.span.source, len(files))
            if edition in finding.refused_by and finding.span not in covered:
                chosen.setdefault((finding.span, finding.code.name), finding)
                if finding.code.covers:
                    covered.add(finding.span)
        return sorted(
            chosen.values(),
            key=lambda found: (files[found.span.source], found.span[1:]),
        )

    def errors(self, edition: Edition) -> list[Diagnostic]:
        """The findings of `edition` that are errors."""
        return [
            finding
            for finding in self.findings(edition)
            if finding.severity is Severity.ERROR
        ]

    def refusals(self, edition: Edition, read_as: Edition) -> Refusals:
        """The errors of `edition` that are none in the language it was `read_as`, by code."""
        further = [f for f in self.errors(edition) if read_as not in f.refused_by]
        counts = Counter(finding.code.name for finding in further)
        return Refusals(edition, tuple(counts.most_common()))
