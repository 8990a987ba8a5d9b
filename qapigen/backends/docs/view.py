# SPDX-License-Identifier: MIT
"""What templates print: final, safe text, booleans and tuples, nothing to decide.

People build their own templates on these classes: a field changes its meaning
only with a new number of `VIEW_VERSION`.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from qapigen.backends.safe_text import Address, MarkdownCode, MarkdownText

VIEW_VERSION = 1

Text = MarkdownText | Markup
"""Running text of the output's language."""
CodeText = MarkdownCode | Markup
"""A name, for templates to put in code."""
Anchor = Address | Markup
"""A link's target, or the name of an anchor."""

NO_TEXT = MarkdownText()
NO_ADDRESS = Address()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A name and where it leads; an empty address leads nowhere."""

    text: CodeText
    address: Anchor = NO_ADDRESS
    hint: Text = NO_TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """The title of a page, and its file; empty where there is none."""

    text: Text
    address: Anchor = NO_ADDRESS


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A short fact beside a name; `kind` is one of a few words that a style can know."""

    kind: Text
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeView:
    """A type, or an array of it."""

    link: Link
    is_array: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureView:
    """A feature; `kind` is "deprecated", "unstable" or "feature"."""

    anchor: Anchor
    name: CodeText
    kind: Text
    text: Text
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """A member, parameter, value or alternative.

    `label` is what is seen of it on the wire; `origin` the type that an
    inherited member comes from.
    """

    anchor: Anchor
    name: CodeText
    label: CodeText
    type: TypeView | None
    marks: tuple[Mark, ...]
    text: Text
    features: tuple[FeatureView, ...]
    origin: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchView:
    """A branch: with which value of the tag, and which members it adds."""

    anchor: Anchor
    tag: CodeText
    value: CodeText
    type: TypeView | None
    marks: tuple[Mark, ...]
    text: Text
    parts: tuple[PartView, ...]
    note: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeView:
    """A piece of code to copy."""

    title: Text
    language: Text
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageView:
    """Who uses a definition, and how; `is_long` if they are too many to be all shown at once."""

    relation: Text
    links: tuple[Link, ...]
    number: int
    is_long: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionView:
    """A definition with all that is known of it."""

    anchor: Anchor
    kind: Text
    name: CodeText
    marks: tuple[Mark, ...]
    lead: tuple[Text, ...]
    features: tuple[FeatureView, ...]
    parts_title: Text
    parts_type: TypeView | None
    parts: tuple[PartView, ...]
    branches: tuple[BranchView, ...]
    branch_links: tuple[Link, ...]
    returns: TypeView | None
    returns_text: Text
    errors: tuple[Text, ...]
    details: tuple[Text, ...]
    codes: tuple[CodeView, ...]
    codes_note: Text
    flags: tuple[Text, ...]
    usage: tuple[UsageView, ...]
    place: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingView:
    """A heading of the schema."""

    anchor: Anchor
    address: Anchor
    level: int
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """One thing on a page: a heading, a text or a definition; the others are empty."""

    heading: HeadingView | None = None
    text: Text = NO_TEXT
    definition: DefinitionView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """A definition in a list of a page's contents."""

    link: Link
    kind: Text
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """Definitions under one title; "3 events" is what `number` and `noun` say."""

    title: Text
    number: int
    noun: Text
    entries: tuple[EntryView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NavView:
    """A page in the list of pages; the one that is open shows its headings and groups."""

    link: PageLink
    is_open: bool
    headings: tuple[HeadingView, ...]
    groups: tuple[GroupView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetView:
    """What surrounds the content of one file of the output."""

    title: Text
    subtitle: Text
    nav: tuple[NavView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """A page: `anchor` is that of the heading that became its title.

    It `begins_bare` if its first definition comes before any heading.
    """

    file: Anchor
    path: Text
    title: Text
    anchor: Anchor
    items: tuple[ItemView, ...]
    headings: tuple[HeadingView, ...]
    groups: tuple[GroupView, ...]
    counts: Text
    begins_bare: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LackView:
    """The definitions that lack one thing."""

    title: Text
    number: int
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountView:
    """How much of a module is documented."""

    page: PageLink
    definitions: int
    lacks: tuple[LackView, ...]
    lacks_something: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """All pages of a schema; `front` stands on the index, `total` sums `coverage` up."""

    title: Text
    edition: Text
    pages: tuple[PageView, ...]
    front: tuple[ItemView, ...]
    groups: tuple[GroupView, ...]
    coverage: tuple[CountView, ...]
    total: CountView
