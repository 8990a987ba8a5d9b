# SPDX-License-Identifier: MIT
"""What is not documented, module by module."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qapigen.backends.docs.pages import Page, Pages
from qapigen.backends.docs.texts import Texts, has_example
from qapigen.backends.docs.view import CountView, LackView, Link, PageLink, Text
from qapigen.backends.safe_text import Address
from qapigen.schema.model import Branch, Command, Definition, Event
from qapigen.schema.schema import Schema
from qapigen.syntax.doc_comment import SectionKind


class Counts:
    """Counts what the definitions of a schema lack."""

    def __init__(self, schema: Schema, pages: Pages, texts: Texts) -> None:
        self.schema = schema
        self.pages = pages
        self.texts = texts

    def view(self, page: Page) -> CountView:
        """What a module's definitions lack."""
        definitions = page.module.definitions
        spoken = (d for d in definitions if isinstance(d, Command | Event))
        parts = (link for d in definitions for link in self._untold_parts(d))
        lacks = (
            self._lack("No text", (d for d in definitions if not self._is_told(d))),
            _lack_of(self.texts.pen.plain("No text for a part"), parts),
            self._lack("No example", (d for d in spoken if not self._is_shown(d))),
            self._lack("No since", (d for d in definitions if not self._is_dated(d))),
        )
        return _count(
            PageLink(
                text=self.texts.pen.plain(page.name), address=self.pages.file(page)
            ),
            len(definitions),
            lacks,
        )

    def _lack(self, title: str, definitions: Iterable[Definition]) -> LackView:
        return _lack_of(
            self.texts.pen.plain(title),
            (
                self._link(definition.name, self.pages.definition(definition.name))
                for definition in definitions
            ),
        )

    def _link(self, name: str, address: Address) -> Link:
        return Link(text=self.texts.pen.name(name), address=address)

    def _untold_parts(self, definition: Definition) -> Iterable[Link]:
        """The members, values and alternatives of which nothing is said."""
        owner = definition.name
        return (
            self._link(f"{owner}.{part.name}", self.pages.part(owner, part.name))
            for part in definition.parts
            if not isinstance(part, Branch)
            and not self.texts.member(owner, part.name).text
        )

    def _is_told(self, definition: Definition) -> bool:
        found = self.schema.documentation(definition)
        texts = found.of_kind(SectionKind.TEXT) if found else ()
        return any(section.text.strip() for section in texts)

    def _is_shown(self, definition: Definition) -> bool:
        return has_example(self.schema.documentation(definition))

    def _is_dated(self, definition: Definition) -> bool:
        found = self.schema.documentation(definition)
        return found is not None and found.since is not None


def total_of(counts: Sequence[CountView], title: Text) -> CountView:
    """All modules together: numbers without names."""
    columns = zip(*(count.lacks for count in counts), strict=True)
    lacks = tuple(
        LackView(title=column[0].title, number=sum(c.number for c in column), links=())
        for column in columns
    )
    return _count(
        PageLink(text=title), sum(count.definitions for count in counts), lacks
    )


def _lack_of(title: Text, found: Iterable[Link]) -> LackView:
    links = tuple(found)
    return LackView(title=title, number=len(links), links=links)


def _count(page: PageLink, definitions: int, lacks: tuple[LackView, ...]) -> CountView:
    return CountView(
        page=page,
        definitions=definitions,
        lacks=lacks,
        lacks_something=any(lack.links for lack in lacks),
    )
