# SPDX-License-Identifier: MIT
"""The whole compiler: from a path to a schema and what is wrong with it.

Findings carry the releases that refuse what they found. So one walk judges a
schema in the language of every release, the edition is inferred from what was
found, and what other releases would refuse is known without reading again.
"""

from __future__ import annotations

from typing import NamedTuple

from qapigen.diagnostics.diagnostic import Diagnostic
from qapigen.diagnostics.inference import (
    infer_edition,
    possible_editions,
    with_opponents,
)
from qapigen.diagnostics.report import Refusals, Report
from qapigen.editions import ALWAYS, LATEST, Edition
from qapigen.rules import RULES
from qapigen.rules.documents import DocumentJudge
from qapigen.schema.build import build_schema
from qapigen.schema.schema import Schema
from qapigen.syntax.loader import Read, load, read_file
from qapigen.syntax.ownership import with_owners


class Compilation(NamedTuple):
    """A schema, what its edition finds wrong with it, and what other releases would refuse.

    `refusals` are those of the next release and of today's where the edition
    was inferred; empty where it was given.
    """

    schema: Schema
    findings: list[Diagnostic]
    edition: Edition
    inferred: bool
    refusals: tuple[Refusals, ...]


def compile_schema(
    path: str, edition: Edition | None = None, read: Read = read_file
) -> Compilation:
    """Read, build and check the schema whose root is `path` ("-" is standard input).

    `read` gives the content of files that are not on disk.
    Raises `qapigen.syntax.loader.UnreadableRootError` where the root cannot be read.
    """
    report = Report(edition.lifetime if edition else ALWAYS)
    # Follow includes and parse each file, in the languages of all releases at once.
    root = load(path, report, read)
    # Give every definition its meaning.
    schema = build_schema(root, report)
    # Say what is wrong with it.
    for rule in RULES:
        report.extend(rule(schema))
    # Cut documentation comments as the releases in question do, and judge them.
    judge = DocumentJudge(schema, report)
    if edition is not None:
        judge.judge(edition.lifetime)
        findings = report.findings(edition)
        refusals: tuple[Refusals, ...] = ()
        inferred = False
    else:
        judge.judge(possible_editions(report))
        edition = infer_edition(report)
        findings = with_opponents(report.findings(edition), report, edition)
        refusals = _refusals(judge, report, edition)
        inferred = True
    schema = schema.in_edition(edition, *judge.documents(edition))
    return Compilation(schema, with_owners(findings, root), edition, inferred, refusals)


def _refusals(
    judge: DocumentJudge, report: Report, edition: Edition
) -> tuple[Refusals, ...]:
    """What the next release and today's would refuse; none for today's itself."""
    refusals = []
    for other in dict.fromkeys((edition.successor, LATEST)):
        if other is not None and other is not edition:
            judge.judge(other.lifetime)
            refusals.append(report.refusals(other, edition))
    return tuple(refusals)
