# SPDX-License-Identifier: MIT
"""The written text of every section of a page, made in one go."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, Protocol

from docutils import nodes

from qapigen.backends.docs.descriptions import Description, dated, describe
from qapigen.backends.docs.markup import parse
from qapigen.backends.docs.messages import dedented, has_messages
from qapigen.backends.docs.outline import Heading, Item, Outline
from qapigen.backends.docs.pages import Pages
from qapigen.backends.docs.passages import Passage
from qapigen.backends.docs.references import Finder
from qapigen.backends.docs.view import NO_TEXT, Anchor, CodeText, Text
from qapigen.diagnostics.report import Report
from qapigen.schema.documentation import Documentation
from qapigen.schema.model import Alternate, Enum
from qapigen.schema.schema import Schema
from qapigen.syntax.doc_comment import Section, SectionKind

_UNWRITTEN = frozenset((SectionKind.SINCE, SectionKind.EXAMPLE, SectionKind.TODO))
_QMP_EXAMPLE = re.compile(r"^\s*\.\. qmp-example::", re.MULTILINE)


class Pen(Protocol):
    """Writes what docutils parsed in the language of the output."""

    def passage(self, node: nodes.Element, finder: Finder) -> Text:
        """A passage."""
        ...

    def example(self, text: str) -> Text:
        """An example that stands as it is."""
        ...

    def aside(self, title: str, content: Text) -> Text:
        """A box beside the run of the text."""
        ...

    def anchor(self, name: str) -> Anchor:
        """The id of a place, as templates print it."""
        ...

    def name(self, name: str) -> CodeText:
        """A name, as templates print it in code."""
        ...

    def plain(self, text: str) -> Text:
        """Text without markup, as templates print it."""
        ...


class Written(NamedTuple):
    """A section in the language of the output, and what it says in passing."""

    text: Text = NO_TEXT
    since: str = ""
    default: str = ""


class Texts:
    """All documentation of a schema in the language of a pen."""

    def __init__(
        self, outline: Outline, pages: Pages, pen: Pen, report: Report
    ) -> None:
        self.schema: Schema = outline.schema
        self.outline = outline
        self.pen = pen
        self._written: dict[Section, Written] = {}
        self._between: dict[Passage, Text] = {}
        for page in pages.pages:
            self._write(outline.items[page.module], pages, report)

    def of(self, section: Section | None) -> Written:
        """A section of a definition's documentation; nothing where there is none."""
        if section is None:
            return Written()
        if section.kind is SectionKind.EXAMPLE:
            return Written(self.pen.example(dedented(section.lines)))
        found = self._written.get(section, Written())
        if section.kind is SectionKind.NOTE:
            return Written(self.pen.aside(section.name, found.text))
        return found

    def between(self, passage: Passage) -> Text:
        """A passage between definitions."""
        return self._between[passage]

    def member(self, owner: str, name: str) -> Written:
        """The description of a member, value or alternative."""
        found = self.schema.documented.get(owner)
        return self.of(found.members.get(name)) if found else Written()

    def _write(self, items: tuple[Item, ...], pages: Pages, report: Report) -> None:
        between = [item for item in items if isinstance(item, Passage)]
        described = [
            self._described(passage)
            for item in items
            for passage in self._passages(item)
        ]
        passages = [*between, *(description.passage for description in described)]
        written = [
            self.pen.passage(node, Finder(pages, passage.owner))
            for node, passage in zip(parse(passages, report), passages, strict=True)
        ]
        self._between.update(zip(between, written, strict=False))
        for (passage, since, default), text in zip(
            described, written[len(between) :], strict=True
        ):
            self._written[passage.section] = Written(text, since, default)

    def _described(self, passage: Passage) -> Description:
        """A passage and what it says in passing; only what may be left out has a default."""
        kind = passage.section.kind
        if kind is SectionKind.FEATURE:
            return dated(passage)
        if kind is not SectionKind.MEMBER:
            return Description(passage)
        owner = self.schema.find(passage.owner)
        return (
            dated(passage) if isinstance(owner, Enum | Alternate) else describe(passage)
        )

    def _passages(self, item: Item) -> Iterator[Passage]:
        if isinstance(item, Passage | Heading):
            return
        found = self.schema.documented.get(item.name)
        for section in found.sections if found else ():
            if section.kind not in _UNWRITTEN:
                yield self.outline.passage(section, item.name)


def has_example(documentation: Documentation | None) -> bool:
    """Whether the schema itself shows messages."""
    return documentation is not None and any(
        section.kind is SectionKind.EXAMPLE
        or _QMP_EXAMPLE.search(text := "\n".join(section.lines))
        or has_messages(text)
        for section in documentation.sections
    )
