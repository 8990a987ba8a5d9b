# SPDX-License-Identifier: MIT
"""The documentation of a whole schema, cut and judged in the dialects that are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from qapigen.diagnostics.diagnostic import Diagnostic
from qapigen.diagnostics.report import Report
from qapigen.editions import DOC_STYLE, Edition, Lifetime
from qapigen.rules.documentation import judge_documentation, judge_sections
from qapigen.rules.exceptions import stale_documentation_exceptions
from qapigen.rules.references import references
from qapigen.rules.shifts import is_shifted
from qapigen.schema.documentation import Documentation, cut
from qapigen.schema.model import Broken, Definition
from qapigen.schema.schema import Schema
from qapigen.syntax.doc_comment import DIALECTS, Dialect, DocText
from qapigen.syntax.doc_lexical import judge_markers
from qapigen.syntax.doc_style import judge_style
from qapigen.syntax.nodes import DocComment


class Documents(NamedTuple):
    """The documentation of definitions by name, and of free-form comments, in one dialect."""

    documented: dict[str, Documentation]
    free_form: dict[DocComment, Documentation]


class DocumentJudge:
    """Cuts and judges the documentation of a schema, once for each dialect."""

    def __init__(self, schema: Schema, report: Report) -> None:
        self.schema = schema
        self.report = report
        self.cuts: dict[Dialect, Documents] = {}
        self.comments: list[tuple[DocText, Definition | None]] = []
        for module in schema.modules:
            for item in module.items:
                if isinstance(item, DocComment):
                    self.comments.append((DocText(item), None))
                elif item.comment is not None:
                    definition = None if isinstance(item, Broken) else item
                    self.comments.append((DocText(item.comment), definition))
        report.extend(self._undated())

    def _undated(self) -> Iterator[Diagnostic]:
        """What is wrong however the comments are cut."""
        has_style = bool(self.report.of_interest & DOC_STYLE)
        for text, _ in self.comments:
            yield from judge_markers(text)
            yield from references(text, self.schema)
            if has_style:
                yield from judge_style(text)

    def judge(self, lifetime: Lifetime) -> None:
        """Cut and judge in each dialect of these releases, unless that was done."""
        for dialect in DIALECTS:
            if dialect.lifetime & lifetime and dialect not in self.cuts:
                self.cuts[dialect] = self._cut(dialect)

    def documents(self, edition: Edition) -> Documents:
        """The documentation as one edition reads it; it must have been judged."""
        found = self.cuts.items()
        return next(cut_ for dialect, cut_ in found if edition in dialect.lifetime)

    def _cut(self, dialect: Dialect) -> Documents:
        documents = Documents({}, {})
        findings = chain(
            self._judged(dialect, documents),
            stale_documentation_exceptions(self.schema, documents.documented),
        )
        self.report.extend(finding.during(dialect.lifetime) for finding in findings)
        return documents

    def _judged(self, dialect: Dialect, documents: Documents) -> Iterator[Diagnostic]:
        """What is wrong with the comments, cut in a dialect and added to `documents`."""
        schema = self.schema
        for text, definition in self.comments:
            faults = Report(self.report.of_interest)
            documentation = cut(text, dialect, faults)
            for fault in faults:
                if not (definition and is_shifted(fault, documentation, definition)):
                    yield fault
            yield from judge_sections(documentation)
            if definition is None:
                documents.free_form[text.comment] = documentation
            elif schema.definitions.get(definition.name) is definition:
                documents.documented[definition.name] = documentation
                if text.comment.symbol == definition.name:
                    yield from judge_documentation(definition, documentation, schema)
