# SPDX-License-Identifier: MIT
"""Views of what definitions are made of: members, values, alternatives, branches, features."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from qapigen.backends.docs.pages import Pages
from qapigen.backends.docs.texts import Pen, Texts, Written
from qapigen.backends.docs.view import (
    NO_TEXT,
    BranchView,
    FeatureView,
    Link,
    Mark,
    PartView,
    TypeView,
)
from qapigen.schema.builtins import EMPTY, Builtin, Json
from qapigen.schema.conditions import Condition, in_words
from qapigen.schema.model import (
    Alternate,
    Alternative,
    Branch,
    Enum,
    Feature,
    Member,
    Struct,
    TypeUse,
    Union,
    Value,
)
from qapigen.schema.schema import Schema

SPECIAL = ("deprecated", "unstable")

_ON_THE_WIRE = {
    Json.STRING: "a string",
    Json.NUMBER: "a number",
    Json.INT: "a whole number",
    Json.BOOLEAN: "true or false",
    Json.NULL: "null",
    Json.VALUE: "any value",
}

Owned = tuple[str, Member]


class Parts:
    """Makes views of parts, with the descriptions that their owners have of them."""

    def __init__(self, schema: Schema, pages: Pages, texts: Texts) -> None:
        self.schema = schema
        self.pages = pages
        self.texts = texts
        self.pen: Pen = texts.pen

    def type(self, use: TypeUse) -> TypeView:
        """A mention of a type."""
        found = self.schema.find(use.name)
        hint = _range(found) if isinstance(found, Builtin) else ""
        address = self.pages.definition(use.name)
        return TypeView(
            link=Link(
                text=self.pen.name(use.name), address=address, hint=self.pen.plain(hint)
            ),
            is_array=use.is_array,
        )

    def link(self, name: str) -> Link:
        """A mention of a definition."""
        return Link(text=self.pen.name(name), address=self.pages.definition(name))

    def condition(self, condition: Condition | None) -> tuple[Mark, ...]:
        """When a thing is there, in words."""
        if condition is None:
            return ()
        return (self.mark("condition", f"only if {in_words(condition)}"),)

    def mark(self, kind: str, text: str = "") -> Mark:
        """A short fact; what it says is its kind, if there is no text."""
        return Mark(kind=self.pen.plain(kind), text=self.pen.plain(text or kind))

    def features(
        self, features: Iterable[Feature], owner: str, about: str
    ) -> tuple[FeatureView, ...]:
        """Features as the definition `owner` describes them; `about` begins their anchors."""
        documented = self.schema.documented.get(owner)
        sections = documented.features if documented else {}
        return tuple(
            FeatureView(
                anchor=self.pen.anchor(f"{about}!{feature.name}"),
                name=self.pen.name(feature.name),
                kind=self.pen.plain(
                    feature.name if feature.name in SPECIAL else "feature"
                ),
                text=self.texts.of(sections.get(feature.name)).text,
                marks=self.condition(feature.condition),
            )
            for feature in features
        )

    def owned_members(self, definition: Struct | Union) -> Iterator[Owned]:
        """Inherited members first, each with the name of the type that declares it."""
        for base in reversed(self.schema.lineage(definition)):
            yield from ((base.name, member) for member in base.members)
        yield from ((definition.name, member) for member in definition.own_members)

    def members(
        self, members: Iterable[Owned], shown_in: str, own: str
    ) -> tuple[PartView, ...]:
        """Members as `shown_in` shows them; those of `own` are not marked as inherited."""
        return tuple(
            replace(
                self._member(owner, member, shown_in),
                origin=self.link(owner) if owner != own else None,
            )
            for owner, member in members
        )

    def _member(self, owner: str, member: Member, shown_in: str) -> PartView:
        view = self._part(member, shown_in, owner)
        optional = (self.mark("optional"),) if member.optional else ()
        return replace(
            view,
            type=self.type(member.type),
            marks=optional + view.marks,
        )

    def _part(
        self, part: Member | Value | Alternative, shown_in: str, owner: str
    ) -> PartView:
        """A part as `shown_in` shows it and `owner` describes it."""
        written = self.texts.member(owner, part.name)
        path = f"{shown_in}.{part.name}"
        features = () if isinstance(part, Alternative) else part.features
        return PartView(
            anchor=self.pen.anchor(path),
            name=self.pen.name(part.name),
            label=self.pen.name(part.name),
            type=None,
            marks=(
                *self._warnings(features),
                *self._said(written),
                *self.condition(part.condition),
            ),
            text=written.text,
            features=self.features(features, owner, path),
            origin=None,
        )

    def _said(self, written: Written) -> Iterator[Mark]:
        """What a description says in passing."""
        if written.default:
            yield self.mark("default", f"default: {written.default}")
        if written.since:
            yield self.mark("since", f"since {written.since}")

    def _warnings(self, features: Iterable[Feature]) -> Iterator[Mark]:
        return (self.mark(f.name) for f in features if f.name in SPECIAL)

    def values(self, enum: Enum) -> tuple[PartView, ...]:
        """The values of an enum."""
        return tuple(self._part(value, enum.name, enum.name) for value in enum.values)

    def alternatives(self, alternate: Alternate) -> tuple[PartView, ...]:
        """The alternatives, by what appears on the wire."""
        name = alternate.name
        return tuple(
            replace(
                self._part(choice, name, name),
                type=self.type(choice.type),
                label=self.pen.name(self._on_the_wire(choice.type)),
            )
            for choice in alternate.alternatives
        )

    def _on_the_wire(self, use: TypeUse) -> str:
        found = self.schema.type_of(use)
        if use.is_array:
            return "an array"
        if isinstance(found, Builtin):
            return _ON_THE_WIRE[found.json]
        return "a string" if isinstance(found, Enum) else "an object"

    def branches(self, union: Union) -> tuple[BranchView, ...]:
        """All branches, those that add nothing included."""
        tag = "type" if union.is_simple else union.discriminator or ""
        return tuple(
            self._branch(union, branch, tag)
            for branch in self.schema.branches_of(union)
        )

    def _branch(self, union: Union, branch: Branch, tag: str) -> BranchView:
        found = self.schema.type_of(branch.type)
        parts: tuple[PartView, ...] = ()
        note = ""
        anchor = f"{union.name}:{branch.name}"
        is_named = not union.is_simple and branch.type.name != EMPTY
        if union.is_simple:
            parts = (self._wrapping(branch, anchor),)
        elif isinstance(found, Struct | Union):
            parts = self.members(self.owned_members(found), anchor, found.name)
            if isinstance(found, Union):
                note = "It has branches itself."
            elif not parts:
                note = "Adds no members."
        written = self.texts.member(union.name, branch.name)
        return BranchView(
            anchor=self.pen.anchor(anchor),
            tag=self.pen.name(tag),
            value=self.pen.name(branch.name),
            type=self.type(branch.type) if is_named else None,
            marks=self.condition(branch.condition),
            text=written.text,
            parts=parts,
            note=self.pen.plain(note),
        )

    def _wrapping(self, branch: Branch, shown_in: str) -> PartView:
        """The one member that a branch of a simple union adds."""
        return PartView(
            anchor=self.pen.anchor(f"{shown_in}.data"),
            name=self.pen.name("data"),
            label=self.pen.name("data"),
            type=self.type(branch.type),
            marks=(),
            text=NO_TEXT,
            features=(),
            origin=None,
        )


def _range(builtin: Builtin) -> str:
    """What a built-in type is, for those who do not know its name."""
    if builtin.minimum is None:
        return _ON_THE_WIRE[builtin.json]
    return f"a whole number from {builtin.minimum} to {builtin.maximum}"
