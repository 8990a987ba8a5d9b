# SPDX-License-Identifier: MIT
"""The view of a definition: everything the page says about it, in order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import takewhile
from typing import assert_never

from qapigen.backends.docs.codes import Codes
from qapigen.backends.docs.parts import SPECIAL, Parts
from qapigen.backends.docs.texts import Texts
from qapigen.backends.docs.usage import usage_of
from qapigen.backends.docs.view import (
    NO_TEXT,
    DefinitionView,
    EntryView,
    Link,
    Mark,
    PartView,
    Text,
    UsageView,
)
from qapigen.schema.documentation import Documentation
from qapigen.schema.model import (
    Alternate,
    Command,
    Definition,
    Enum,
    Event,
    Struct,
    TypeUse,
    Union,
    kind_of,
)
from qapigen.schema.schema import Schema
from qapigen.syntax.doc_comment import Section, SectionKind

_TELLING = (SectionKind.TEXT, SectionKind.NOTE, SectionKind.EXAMPLE)
_LEADING = (SectionKind.TEXT, SectionKind.NOTE)
_FLAGS = (
    ("allow_oob", "can be run out of band"),
    ("allow_preconfig", "can be run before the machine is set up (preconfig)"),
    ("coroutine", "runs in a coroutine"),
)
_MANY_USERS = 12
_NO_ANSWER = "gives no answer when it succeeds"
_FREE = "takes more arguments than the schema says"


class Definitions:
    """Makes views of definitions."""

    def __init__(
        self, schema: Schema, parts: Parts, texts: Texts, codes: Codes
    ) -> None:
        self.schema = schema
        self.parts = parts
        self.texts = texts
        self.codes = codes
        self.usage = usage_of(schema)

    def view(self, definition: Definition) -> DefinitionView:
        """A definition with all that is known of it."""
        name = definition.name
        documentation = self.schema.documentation(definition)
        lead, details = self._prose(documentation)
        view = DefinitionView(
            anchor=self.parts.pen.anchor(name),
            kind=self.parts.pen.plain(kind_of(definition)),
            name=self.parts.pen.name(name),
            marks=self.marks(definition),
            lead=lead,
            features=self.parts.features(definition.features, name, name),
            parts_title=NO_TEXT,
            parts_type=None,
            parts=(),
            branches=(),
            branch_links=(),
            returns=None,
            returns_text=NO_TEXT,
            errors=self._errors(documentation),
            details=details,
            codes=(),
            codes_note=NO_TEXT,
            flags=(),
            usage=self._usage(name),
            place=self._place(definition),
        )
        return self._with_parts(definition, view, documentation)

    def entry(self, definition: Definition) -> EntryView:
        """A definition in a list."""
        return EntryView(
            link=self.parts.link(definition.name),
            kind=self.parts.pen.plain(kind_of(definition)),
            marks=tuple(m for m in self.marks(definition) if m.kind in SPECIAL),
        )

    def marks(self, definition: Definition) -> tuple[Mark, ...]:
        """Since when, whether it is on its way out or not yet settled, and when it is there."""
        documentation = self.schema.documentation(definition)
        since = documentation.since if documentation else None
        marks = [
            self.parts.mark(feature.name)
            for feature in definition.features
            if feature.name in SPECIAL
        ]
        if since is not None and since.text.strip():
            text = f"since {' '.join(since.text.split())}"
            marks.append(self.parts.mark("since", text))
        return (*marks, *self.parts.condition(definition.condition))

    def _prose(
        self, documentation: Documentation | None
    ) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
        """The text before members and tags, and the text behind them."""
        sections = documentation.sections if documentation else ()
        lead = tuple(takewhile(lambda section: section.kind in _LEADING, sections))
        behind = sections[len(lead) :]
        details = (section for section in behind if section.kind in _TELLING)
        return self._texts(lead), self._texts(details)

    def _texts(self, sections: Iterable[Section]) -> tuple[Text, ...]:
        written = (self.texts.of(section).text for section in sections)
        return tuple(text for text in written if text)

    def _errors(self, documentation: Documentation | None) -> tuple[Text, ...]:
        if documentation is None:
            return ()
        return self._texts(documentation.of_kind(SectionKind.ERRORS))

    def _usage(self, name: str) -> tuple[UsageView, ...]:
        found = self.usage.get(name, {})
        return tuple(
            UsageView(
                relation=self.parts.pen.plain(relation),
                links=tuple(map(self.parts.link, users)),
                number=len(users),
                is_long=len(users) > _MANY_USERS,
            )
            for relation, users in found.items()
        )

    def _place(self, definition: Definition) -> Text:
        page = self.parts.pages.home(definition.name)
        if page is None:
            return NO_TEXT
        path = self.parts.pages.path(page.module)
        return self.parts.pen.plain(f"{path}:{definition.name_span.line}")

    def _with_parts(
        self,
        definition: Definition,
        view: DefinitionView,
        documentation: Documentation | None,
    ) -> DefinitionView:
        """The view with what only definitions of its kind have."""
        parts = self.parts
        match definition:
            case Enum():
                values = parts.values(definition)
                return replace(
                    view, parts_title=parts.pen.plain("Values"), parts=values
                )
            case Alternate():
                choices = parts.alternatives(definition)
                return replace(
                    view, parts_title=parts.pen.plain("On the wire"), parts=choices
                )
            case Struct():
                members = self._members(definition)
                return replace(
                    view, parts_title=parts.pen.plain("Members"), parts=members
                )
            case Union():
                return replace(
                    view,
                    parts_title=parts.pen.plain("Members"),
                    parts=self._members(definition),
                    branches=parts.branches(definition),
                )
            case Event():
                view = self._with_arguments(definition, view)
                return replace(view, parts_title=parts.pen.plain("Data"))
            case Command():
                view = self._with_arguments(definition, view)
                return self._with_answer(definition, view, documentation)
        assert_never(definition)

    def _members(self, definition: Struct | Union) -> tuple[PartView, ...]:
        owned = self.parts.owned_members(definition)
        return self.parts.members(owned, definition.name, definition.name)

    def _with_arguments(
        self, definition: Command | Event, view: DefinitionView
    ) -> DefinitionView:
        """The view with parameters, those of a named type in place."""
        name = definition.name
        codes = self.codes.of(definition)
        view = replace(view, codes=codes, codes_note=self.codes.note(definition))
        if not isinstance(definition.arguments, TypeUse):
            own = ((name, member) for member in definition.arguments)
            members = self.parts.members(own, name, name)
            return replace(view, parts=members)
        found = self.schema.type_of(definition.arguments)
        assert isinstance(found, Struct | Union), found
        owned = self.parts.owned_members(found)
        return replace(
            view,
            parts_type=self.parts.type(definition.arguments),
            parts=self.parts.members(owned, name, found.name),
            branch_links=self._branch_links(found),
        )

    def _branch_links(self, found: Struct | Union) -> tuple[Link, ...]:
        if isinstance(found, Struct):
            return ()
        branches = self.schema.branches_of(found)
        return tuple(
            Link(
                text=self.parts.pen.name(b.name),
                address=self.parts.pages.branch(found.name, b.name),
            )
            for b in branches
        )

    def _with_answer(
        self,
        command: Command,
        view: DefinitionView,
        documentation: Documentation | None,
    ) -> DefinitionView:
        """The view with what the command returns, and its flags in words."""
        returns = documentation.returns if documentation else None
        flags = [text for flag, text in _FLAGS if getattr(command, flag)]
        flags += [] if command.success_response else [_NO_ANSWER]
        flags += [] if command.gen else [_FREE]
        use = command.returns
        return replace(
            view,
            parts_title=self.parts.pen.plain("Arguments"),
            returns=self.parts.type(use) if use else None,
            returns_text=self.texts.of(returns).text,
            flags=tuple(map(self.parts.pen.plain, flags)),
        )
