# SPDX-License-Identifier: MIT
"""Build the schema: give every expression of the loaded files its meaning."""

from __future__ import annotations

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
from qapigen.schema.model import Broken, Definition, kind_of
from qapigen.schema.pragmas import Pragmas, read_pragma
from qapigen.schema.reading import read_definition
from qapigen.schema.schema import Module, Schema
from qapigen.source import Span
from qapigen.syntax.loader import LoadedFile
from qapigen.syntax.nodes import DocComment, Expression, Object


def build_schema(root: LoadedFile, report: Report) -> Schema:
    """The schema that `root` and its includes write; every fault of shape goes to `report`."""
    builder = _Builder(report)
    builder.read(root)
    builder.judge_documentation()
    definitions = with_named_arrays(builder.definitions, report)
    modules = tuple(
        (
            module._replace(
                items=tuple(_current(item, definitions) for item in module.items)
            )
            if definitions is not builder.definitions
            else module
        )
        for module in builder.modules.values()
    )
    return Schema(modules, definitions, builder.pragmas)


class _Builder:
    def __init__(self, report: Report) -> None:
        self.report = report
        self.modules: dict[str, Module] = {}
        self.definitions: dict[str, Definition | Broken] = {}
        self.pragmas = Pragmas()

    def read(self, file: LoadedFile) -> None:
        """Read one file, and each included one where it is first mentioned."""
        self.modules[file.source.path] = Module(file.source, (), ())
        items: list[Definition | Broken | DocComment] = []
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
                self.judge_plain_comment(item)
                comment = item
            elif isinstance(item, Expression):
                assert isinstance(item.value, Object)
                read_pragma(item.value, self.pragmas, self.report)
            elif item.file is not None:
                includes.append(item.file.source.path)
                self.include(item.file)
        items.extend(self.unattached(comment))
        self.modules[file.source.path] = Module(
            file.source, tuple(items), tuple(includes)
        )

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
        offset = comment.plain_comment
        if offset is not None and self.report.of_interest & PLAIN_COMMENT_BUG:
            after = Span(comment.source, offset, offset + 1)
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
                finding = DOC_FREE_FORM.at(comment.opening, name=definition.name)
                self.report.add(
                    finding.pointing_at(definition.name_span, "defined here")
                )
            elif comment.symbol and comment.symbol != definition.name:
                finding = DOC_OF_OTHER.at(
                    definition.name_span,
                    name=definition.name,
                    documented=comment.symbol,
                )
                self.report.add(finding.pointing_at(comment.opening, "documented here"))
                # One of the two names is a slip: whoever uses either is not to blame.
                self.definitions.setdefault(
                    comment.symbol, Broken(name=comment.symbol, span=comment.span)
                )


def _undocumented(definition: Definition) -> Diagnostic:
    return DOC_REQUIRED.at(
        definition.name_span, kind=kind_of(definition), name=definition.name
    ).helped_by(
        f"write a comment between two '##' lines that begins with '@{definition.name}:'"
    )


def _is_pragma(expression: Expression) -> bool:
    value = expression.value
    return isinstance(value, Object) and any(
        e.key.value == "pragma" for e in value.entries
    )


def _current(
    item: Definition | Broken | DocComment, definitions: dict[str, Definition | Broken]
) -> Definition | Broken | DocComment:
    if isinstance(item, DocComment | Broken):
        return item
    current = definitions[item.name]
    return current if current.span == item.span else item
