# SPDX-License-Identifier: MIT
"""The whole compiler: from a path to a schema and what is wrong with it.

Findings carry the releases that refuse what they found. So one walk judges a
schema in the language of every release, the edition is inferred from what was
found, and what other releases would refuse is known without reading again.
"""

from __future__ import annotations

from itertools import chain
from typing import NamedTuple

from qapigen.diagnostics.diagnostic import Diagnostic
from qapigen.diagnostics.report import Refusals, Report
from qapigen.diagnostics.inference import infer_edition, possible_editions, with_opponents
from qapigen.editions import ALWAYS, DOC_STYLE, LATEST, Edition, Lifetime
from qapigen.rules import RULES
from qapigen.rules.documentation import judge_documentation, judge_sections
from qapigen.rules.exceptions import stale_documentation_exceptions
from qapigen.rules.references import references
from qapigen.schema.build import build_schema
from qapigen.schema.documentation import Documentation, FreeForm, cut
from qapigen.schema.model import Broken, Definition
from qapigen.schema.schema import Schema
from qapigen.syntax.doc_comment import DIALECTS, Dialect, DocText
from qapigen.syntax.doc_lexical import judge_markers
from qapigen.syntax.doc_style import judge_style
from qapigen.syntax.loader import load
from qapigen.syntax.nodes import DocComment
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


def compile_schema(path: str, edition: Edition | None = None) -> Compilation:
    """Read, build and check the schema whose root is `path` ("-" is standard input).

    Raises `qapigen.syntax.loader.RootUnreadable` where the root cannot be read.
    """
    report = Report(edition.lifetime if edition else ALWAYS)
    root = load(path, report)  # follow includes, parse each file, in all languages at once
    schema = build_schema(root, report)  # give every definition its meaning
    for rule in RULES:  # say what is wrong with it
        report.extend(rule(schema))
    documents = _Documents(schema, report)  # cut documentation comments, judge them
    if edition is not None:
        documents.judge(edition.lifetime)
        findings = report.findings(edition)
        refusals: tuple[Refusals, ...] = ()
        inferred = False
    else:
        documents.judge(possible_editions(report))
        edition = infer_edition(report)
        findings = with_opponents(report.findings(edition), report, edition)
        refusals = _refusals(documents, report, edition)
        inferred = True
    schema = schema.in_edition(edition, *documents.of(edition))
    return Compilation(schema, with_owners(findings, root), edition, inferred, refusals)


def _refusals(
    documents: _Documents, report: Report, edition: Edition
) -> tuple[Refusals, ...]:
    """What the next release and today's would refuse; none for today's itself."""
    refusals = []
    for other in dict.fromkeys((edition.successor, LATEST)):
        if other is not None and other is not edition:
            documents.judge(other.lifetime)
            refusals.append(report.refusals(other))
    return tuple(refusals)


class _Documents:
    """The documentation of a schema, cut and judged for each dialect that is asked for."""

    def __init__(self, schema: Schema, report: Report) -> None:
        self.schema = schema
        self.report = report
        self.cuts: dict[Dialect, _Cut] = {}
        self.comments: list[tuple[DocComment, Definition | None]] = []
        for module in schema.modules:
            for item in module.items:
                if isinstance(item, DocComment):
                    self.comments.append((item, None))
                elif item.comment is not None:
                    definition = None if isinstance(item, Broken) else item
                    self.comments.append((item.comment, definition))
        for comment, _ in self.comments:
            text = DocText(comment)
            report.extend(judge_markers(text))
            if report.of_interest & DOC_STYLE:
                report.extend(judge_style(text))

    def judge(self, lifetime: Lifetime) -> None:
        """Cut and judge in each dialect of these releases, unless that was done."""
        for dialect in DIALECTS:
            if dialect.lifetime & lifetime and dialect not in self.cuts:
                self.cuts[dialect] = self.cut(dialect)

    def of(self, edition: Edition) -> _Cut:
        """The documentation as one edition reads it; it must have been judged."""
        return next(cut for dialect, cut in self.cuts.items() if edition in dialect.lifetime)

    def cut(self, dialect: Dialect) -> _Cut:
        schema, report = self.schema, self.report
        cut_ = _Cut({}, {})
        for comment, definition in self.comments:
            sections = cut(comment, dialect, report)
            document = Documentation(comment, sections)
            findings = [judge_sections(document), references(document, definition, schema)]
            if definition is None:
                cut_.free_form[comment] = document
            elif schema.definitions.get(definition.name) is definition:
                cut_.documented[definition.name] = document
                if comment.symbol == definition.name:
                    findings.append(judge_documentation(definition, document, schema))
            for finding in chain(*findings):
                report.add(finding.during(dialect.lifetime))
        for finding in stale_documentation_exceptions(schema, cut_.documented):
            report.add(finding.during(dialect.lifetime))
        return cut_


class _Cut(NamedTuple):
    documented: dict[str, Documentation]
    free_form: dict[DocComment, FreeForm]
