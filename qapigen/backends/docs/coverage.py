# SPDX-License-Identifier: MIT
"""What is not documented, module by module."""

from __future__ import annotations

from collections.abc import Iterable

from qapigen.backends.docs.pages import Page, Pages
from qapigen.backends.docs.texts import Pen, has_example
from qapigen.backends.docs.view import CountView, LackView, Link
from qapigen.schema.model import Command, Definition, Event
from qapigen.schema.schema import Schema
from qapigen.syntax.doc_comment import SectionKind


class Counts:
    """Counts what the definitions of a schema lack."""

    def __init__(self, schema: Schema, pages: Pages, pen: Pen) -> None:
        self.schema = schema
        self.pages = pages
        self.pen = pen

    def view(self, page: Page) -> CountView:
        """What a module's definitions lack."""
        definitions = page.module.definitions
        spoken = (d for d in definitions if isinstance(d, Command | Event))
        lacks = (
            self._lack("No text", (d for d in definitions if not self._is_told(d))),
            self._lack("No example", (d for d in spoken if not self._is_shown(d))),
            self._lack("No since", (d for d in definitions if not self._is_dated(d))),
        )
        return CountView(
            page=Link(text=page.name, address=self.pages.file(page)),
            definitions=len(definitions),
            lacks=lacks,
            lacks_something=any(lack.links for lack in lacks),
        )

    def _lack(self, title: str, definitions: Iterable[Definition]) -> LackView:
        links = tuple(
            Link(text=self.pen.name(d.name), address=self.pages.definition(d.name))
            for d in definitions
        )
        return LackView(title=title, number=len(links), links=links)

    def _is_told(self, definition: Definition) -> bool:
        found = self.schema.documentation(definition)
        texts = found.of_kind(SectionKind.TEXT) if found else ()
        return any(section.text.strip() for section in texts)

    def _is_shown(self, definition: Definition) -> bool:
        return has_example(self.schema.documentation(definition))

    def _is_dated(self, definition: Definition) -> bool:
        found = self.schema.documentation(definition)
        return found is not None and found.since is not None
