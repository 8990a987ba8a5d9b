# SPDX-License-Identifier: MIT
"""Build the schema: give every expression of the loaded files its meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapigen.diagnostics.diagnostic import Diagnostic
from qapigen.diagnostics.report import Report
from qapigen.editions import PLAIN_COMMENT_BUG
from qapigen.schema.arrays import with_named_arrays
from qapigen.schema.builtins import BUILTINS, QTYPE
from qapigen.schema.errors import (
    DOC_FREE_FORM,
    DOC_NOT_FOLLOWED,
    DOC_OF_OTHER,
    DOC_PLAIN_COMMENT,
    DOC_REQUIRED,
    DUPLICATE_DEFINITION,
    PREDEFINED,
)
from qapigen.schema.model import BROKEN, Broken, Definition, kind_of
from qapigen.schema.pragmas import Pragmas, read_pragma
from qapigen.schema.reading import read_definition
from qapigen.schema.schema import Item, Module, Schema
from qapigen.source import Span
from qapigen.syntax.doc_comment import DocText
from qapigen.syntax.loader import LoadedFile
from qapigen.syntax.nodes import DocComment, Expression, Object

_DESCRIPTION = r"(?m)^# @\S+:"
_PLAIN_COMMENT = re.compile(r"\s*#(?!#)")
_PRAGMA = r"\{\s*['\"]?pragma\b"


def build_schema(root: LoadedFile, report: Report) -> Schema:
    """The schema that `root` and its includes write; every fault of shape goes to `report`."""
    builder = _Builder(report)
    builder.read(root)
    builder.judge_documentation()
    modules = tuple(builder.modules.values())
    schema = Schema(modules, builder.definitions, builder.pragmas, builder.is_complete)
    return with_named_arrays(schema, report)


class _Builder:
    def __init__(self, report: Report) -> None:
        self.report = report
        self.modules: dict[str, Module] = {}
        self.definitions: dict[str, Definition | Broken] = {}
        self.pragmas = Pragmas()
        self.is_complete = True
        self.minds_plain_comments = bool(report.of_interest & PLAIN_COMMENT_BUG)

    def read(self, file: LoadedFile) -> None:
        """Read one file, and each included one where it is first mentioned."""
        self.modules[file.source.path] = Module(file.source, (), ())
        items: list[Item] = []
        includes: list[str] = []
        comment: DocComment | None = None
        for item in file.items:
            if isinstance(item, Expression) and not _is_pragma(item):
                items.extend(self.define(item, comment))
                comment = None
                continue
            items.extend(self.unattached(comment))
            comment = None
            if isinstance(item, DocComment):
                if self.minds_plain_comments:
                    self.judge_plain_comment(item)
                comment = item
            elif isinstance(item, Expression):
                self.set_pragma(item)
            elif item.file is not None:
                includes.append(item.file.source.path)
                self.include(item.file)
            else:
                self.is_complete = False
        items.extend(self.unattached(comment))
        self.modules[file.source.path] = Module(
            file.source, tuple(items), tuple(includes)
        )

    def set_pragma(self, item: Expression) -> None:
        """Carry out a pragma; one that could not be read may have exempted anything."""
        if not item.complete:
            self.pragmas.lose()
        if isinstance(item.value, Object):
            read_pragma(item.value, self.pragmas, self.report)

    def include(self, file: LoadedFile) -> None:
        if file.source.path not in self.modules:
            self.read(file)

    def unattached(self, comment: DocComment | None) -> Iterator[DocComment]:
        """The comment, if there is one; it stands by itself, which only a free-form one may."""
        if comment is not None:
            if comment.symbol:
                self.report.add(
                    DOC_NOT_FOLLOWED.at(comment.opening, name=comment.symbol)
                )
            yield comment

    def judge_plain_comment(self, comment: DocComment) -> None:
        """One release choked on plain comments directly behind documentation."""
        source, _, end = comment.span
        if found := _PLAIN_COMMENT.match(source.text, end):
            after = Span(source, found.end() - 1, found.end())
            place = comment.opening if comment.symbol else after
            self.report.add(
                DOC_PLAIN_COMMENT.at(place).pointing_at(after, "the plain comment")
            )

    def define(
        self, expression: Expression, comment: DocComment | None
    ) -> list[Definition | Broken]:
        """Read a definition and enter it."""
        definitions = read_definition(expression, comment, self.report)
        for definition in definitions:
            self.enter(definition)
        return definitions

    def enter(self, definition: Definition | Broken) -> None:
        """Enter a definition under its name; the first of a name wins."""
        name = definition.name
        if isinstance(definition, Broken):
            self.definitions.setdefault(name, definition)
            self.is_complete = self.is_complete and name != BROKEN
            return
        known = self.definitions.get(name)
        if known is None:
            self.definitions[name] = definition
            if name in BUILTINS or name == QTYPE:
                self.report.add(PREDEFINED.at(definition.name_span, name=name))
        elif not isinstance(known, Broken):
            finding = DUPLICATE_DEFINITION.at(definition.name_span, name=name)
            self.report.add(finding.pointing_at(known.name_span, "first defined here"))

    def judge_documentation(self) -> None:
        """Whether each definition has documentation, and its own."""
        for definition in list(self.definitions.values()):
            comment = definition.comment
            if isinstance(definition, Broken):
                continue
            if comment is None:
                if self.pragmas.doc_required:
                    self.report.add(_undocumented(definition))
            elif comment.symbol is None:
                self.judge_free_form(definition, comment)
            elif comment.symbol and comment.symbol != definition.name:
                finding = DOC_OF_OTHER.at(
                    definition.name_span,
                    name=definition.name,
                    documented=comment.symbol,
                )
                place = DocText(comment).name_span(0, comment.symbol)
                self.report.add(finding.pointing_at(place, "documented here"))
                # One of the two names is a slip: whoever uses either is not to blame.
                self.definitions.setdefault(
                    comment.symbol, Broken(name=comment.symbol, span=comment.span)
                )

    def judge_free_form(self, definition: Definition, comment: DocComment) -> None:
        """Refuse a comment without a symbol before a definition, unless more is wrong with it."""
        described = re.search(_DESCRIPTION, comment.span.text)
        if comment.closed and not comment.has_junk and not described:
            finding = DOC_FREE_FORM.at(comment.opening, name=definition.name)
            finding = finding.pointing_at(definition.name_span, "defined here")
            self.report.add(finding)


def _undocumented(definition: Definition) -> Diagnostic:
    return DOC_REQUIRED.at(
        definition.name_span, kind=kind_of(definition), name=definition.name
    ).helped_by(
        f"write a comment between two '##' lines that begins with '@{definition.name}:'"
    )


def _is_pragma(expression: Expression) -> bool:
    value = expression.value
    if not expression.complete:
        return re.match(_PRAGMA, expression.span.text) is not None
    return isinstance(value, Object) and value.find("pragma") is not None
