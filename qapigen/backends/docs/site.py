# SPDX-License-Identifier: MIT
"""The view of a whole schema: its pages, and lists of what is on them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Protocol

from qapigen.backends.docs.codes import CodePen, Codes
from qapigen.backends.docs.coverage import Counts, total_of
from qapigen.backends.docs.definitions import Definitions
from qapigen.backends.docs.outline import Heading, Item, Outline
from qapigen.backends.docs.pages import Page, Pages
from qapigen.backends.docs.parts import Parts
from qapigen.backends.docs.passages import Passage
from qapigen.backends.docs.texts import Texts
from qapigen.backends.docs.view import (
    NO_ADDRESS,
    EntryView,
    GroupView,
    HeadingView,
    ItemView,
    PageView,
    SiteView,
)
from qapigen.backends.safe_text import Address, MarkdownText
from qapigen.diagnostics.report import Report
from qapigen.schema.model import Command, Definition, Event
from qapigen.schema.schema import Schema

_GROUPS = {Command: "Commands", Event: "Events"}


class WritingPen(CodePen, Protocol):
    """What writes everything in the language of an output."""


class Site:
    """Makes the views of a schema's pages."""

    def __init__(
        self, schema: Schema, pages: Pages, pen: WritingPen, report: Report
    ) -> None:
        self.schema = schema
        self.pages = pages
        self.pen = pen
        self.outline = Outline(schema)
        self.texts = Texts(self.outline, pages, pen, report)
        parts = Parts(schema, pages, self.texts)
        self.definitions = Definitions(schema, parts, self.texts, Codes(schema, pen))
        self.counts = Counts(schema, pages, self.texts)

    def view(self) -> SiteView:
        """The whole."""
        pages = tuple(map(self.page, self.pages.pages))
        spoken: list[Definition] = [*self.schema.commands, *self.schema.events]
        coverage = tuple(map(self.counts.view, self._with_definitions()))
        return SiteView(
            title=self.pen.plain(os.path.basename(self.schema.modules[0].path)),
            # Digits and dots mean nothing in any language.
            edition=MarkdownText(self.schema.edition.name),
            pages=tuple(page for page in pages if page.groups),
            front=tuple(i for page in pages if not page.groups for i in page.items),
            groups=self.groups(sorted(spoken, key=_alphabetic)),
            coverage=coverage,
            total=total_of(coverage, self.pen.plain("All")),
        )

    def _with_definitions(self) -> Iterable[Page]:
        return (page for page in self.pages.pages if page.module.definitions)

    def page(self, page: Page) -> PageView:
        """A page with everything on it."""
        found = self.outline.items[page.module]
        title = self.outline.title(page.module)
        headings = [i for i in found if isinstance(i, Heading) and i is not title]
        definitions = page.module.definitions
        groups = self.groups(sorted(definitions, key=_alphabetic))
        return PageView(
            file=self.pages.file(page),
            path=self.pen.plain(self.pages.path(page.module)),
            title=self.pen.plain(title.text if title else page.name),
            anchor=self.pen.anchor(title.anchor) if title else NO_ADDRESS,
            items=tuple(
                self._item(item, page)
                for item in found
                if item is not title or not definitions
            ),
            headings=tuple(self._heading(heading, page) for heading in headings),
            groups=groups,
            counts=self.pen.plain(
                " · ".join(f"{group.number} {group.noun}" for group in groups)
            ),
            begins_bare=_begins_bare(item for item in found if item is not title),
        )

    def groups(self, definitions: Iterable[Definition]) -> tuple[GroupView, ...]:
        """Commands, events and types apart."""
        entries: dict[str, list[EntryView]] = {
            "Commands": [],
            "Events": [],
            "Types": [],
        }
        for definition in definitions:
            title = _GROUPS.get(type(definition), "Types")
            entries[title].append(self.definitions.entry(definition))
        return tuple(
            self._group(title, found) for title, found in entries.items() if found
        )

    def _group(self, title: str, entries: list[EntryView]) -> GroupView:
        noun = title.lower().removesuffix("s" if len(entries) == 1 else "")
        return GroupView(
            title=self.pen.plain(title),
            number=len(entries),
            noun=self.pen.plain(noun),
            entries=tuple(entries),
        )

    def _item(self, item: Item, page: Page) -> ItemView:
        if isinstance(item, Heading):
            return ItemView(heading=self._heading(item, page))
        if isinstance(item, Passage):
            return ItemView(text=self.texts.between(item))
        return ItemView(definition=self.definitions.view(item))

    def _heading(self, heading: Heading, page: Page) -> HeadingView:
        return HeadingView(
            anchor=self.pen.anchor(heading.anchor),
            address=Address(
                f"{self.pages.file(page)}#{self.pen.anchor(heading.anchor)}"
            ),
            level=heading.level,
            text=self.pen.plain(heading.text),
        )


def _begins_bare(items: Iterable[Item]) -> bool:
    """Whether a definition comes before any heading."""
    headed = (isinstance(i, Heading) for i in items if not isinstance(i, Passage))
    return not next(headed, True)


def _alphabetic(definition: Definition) -> tuple[str, str]:
    return definition.name.lower(), definition.name
