# SPDX-License-Identifier: MIT
"""What is wrong, where, why, and for which releases: Code and Diagnostic."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from typing import NamedTuple

from qapigen.diagnostics.suggestions import did_you_mean
from qapigen.editions import ALWAYS, Lifetime
from qapigen.source import Span, Spanned


class Severity(Enum):
    """How much a finding weighs; only errors change the exit status."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Label(NamedTuple):
    """A further place that helps to understand a finding, and what is there."""

    span: Span
    text: str


class Owner(NamedTuple):
    """The definition or documentation comment that a finding lies in.

    `kind` is the definition's keyword, or "documentation"; `span` begins where
    the definition's brace, or the comment's opening line, stands.
    """

    kind: str
    name: str
    span: Span


Candidates = Callable[[], Iterable[str]]


class Slip(NamedTuple):
    """A name that may be a slip for one of others."""

    name: str
    candidates: Candidates
    excluded: str | None = None


class Code(NamedTuple):
    """A kind of fault: its name, message template, the reason for the rule.

    `message` is a `str.format` template over the facts given to `at`;
    `refused_by` holds the releases that see the fault, all of them unless the
    rule is dated; `dating` marks constructs that tell a schema's age, so that
    edition inference never picks a release that refuses them without need;
    one that `covers` explains all that is found later at the very same place.
    """

    name: str
    message: str
    why: str
    severity: Severity = Severity.ERROR
    refused_by: Lifetime = ALWAYS
    dating: bool = False
    covers: bool = False

    def at(self, place: Spanned, **facts: object) -> Diagnostic:
        """A finding of this kind at `place`; `facts` fill the message template."""
        return Diagnostic(self, place.span, facts, self.refused_by)


class Diagnostic(NamedTuple):
    """One finding; made with `Code.at`, enriched with the methods below."""

    code: Code
    span: Span
    facts: dict[str, object]
    refused_by: Lifetime
    labels: tuple[Label, ...] = ()
    notes: tuple[str, ...] = ()
    advice: str | Slip | None = None
    definition: Owner | None = None
    documentation: Owner | None = None

    @property
    def message(self) -> str:
        """The headline: plain English, lower case, no full stop."""
        return self.code.message.format(**self.facts)

    @property
    def severity(self) -> Severity:
        """The code's severity."""
        return self.code.severity

    @property
    def identity(self) -> tuple[str, int, int, str]:
        """Path, place and code: the same for a file that several roots include."""
        source, start, end = self.span
        return source.path, start, end, self.code.name

    def pointing_at(self, place: Spanned, text: str) -> Diagnostic:
        """The same with one more labelled place."""
        return self._replace(labels=(*self.labels, Label(place.span, text)))

    def noting(self, text: str) -> Diagnostic:
        """The same with one more note."""
        return self._replace(notes=(*self.notes, text))

    @property
    def help(self) -> str | None:
        """Advice on what to do, None where there is none."""
        if isinstance(self.advice, Slip):
            return did_you_mean(
                self.advice.name, self.advice.candidates(), self.advice.excluded
            )
        return self.advice

    def helped_by(self, text: str | None) -> Diagnostic:
        """The same with advice on what to do; None leaves it without."""
        return self._replace(advice=text)

    def suggesting(
        self, name: str, candidates: Candidates, excluded: str | None = None
    ) -> Diagnostic:
        """The same with those of the candidates as advice that `name` may be a slip for.

        `excluded` is a candidate that would be wrong here.

        They are compared only if the finding is shown: most that are made for
        the sake of other editions never are.
        """
        return self._replace(advice=Slip(name, candidates, excluded))

    def weighing(self, severity: Severity) -> Diagnostic:
        """The same, taken more or less seriously than its code says."""
        return self._replace(code=self.code._replace(severity=severity))

    def during(self, lifetime: Lifetime) -> Diagnostic:
        """The same, seen only by those of its releases that are in `lifetime` too."""
        return self._replace(refused_by=self.refused_by & lifetime)


def has_errors(findings: Iterable[Diagnostic]) -> bool:
    """Whether one of the findings is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)
