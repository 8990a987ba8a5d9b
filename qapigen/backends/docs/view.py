# SPDX-License-Identifier: MIT
"""What templates print: final strings, booleans and tuples, nothing to decide.

People build their own templates on these classes: a field changes its meaning
only with a new number of `VIEW_VERSION`.
"""

from __future__ import annotations

from dataclasses import dataclass

VIEW_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A name and where it leads; an empty address leads nowhere."""

    text: str
    address: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A short fact beside a name; `kind` is one of a few words that a style can know."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeView:
    """A type, or an array of it."""

    link: Link
    is_array: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureView:
    """A feature; `kind` is "deprecated", "unstable" or "feature"."""

    anchor: str
    name: str
    kind: str
    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """A member, parameter, value or alternative.

    `label` is what is seen of it on the wire; `origin` the type that an
    inherited member comes from.
    """

    anchor: str
    name: str
    label: str
    type: TypeView | None
    marks: tuple[Mark, ...]
    text: str
    features: tuple[FeatureView, ...]
    origin: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchView:
    """A branch: with which value of the tag, and which members it adds."""

    anchor: str
    tag: str
    value: str
    type: TypeView | None
    marks: tuple[Mark, ...]
    text: str
    parts: tuple[PartView, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeView:
    """A piece of code to copy."""

    title: str
    language: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageView:
    """Who uses a definition, and how; `is_long` if they are too many to be all shown at once."""

    relation: str
    links: tuple[Link, ...]
    number: int
    is_long: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionView:
    """A definition with all that is known of it."""

    anchor: str
    kind: str
    name: str
    marks: tuple[Mark, ...]
    lead: tuple[str, ...]
    features: tuple[FeatureView, ...]
    parts_title: str
    parts_type: TypeView | None
    parts: tuple[PartView, ...]
    branches: tuple[BranchView, ...]
    branch_links: tuple[Link, ...]
    returns: TypeView | None
    returns_text: str
    errors: tuple[str, ...]
    details: tuple[str, ...]
    codes: tuple[CodeView, ...]
    codes_note: str
    flags: tuple[str, ...]
    usage: tuple[UsageView, ...]
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingView:
    """A heading of the schema."""

    anchor: str
    address: str
    level: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """One thing on a page: a heading, a text or a definition; the others are empty."""

    heading: HeadingView | None = None
    text: str = ""
    definition: DefinitionView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """A definition in a list of a page's contents."""

    link: Link
    kind: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """Definitions under one title; "3 events" is what `number` and `noun` say."""

    title: str
    number: int
    noun: str
    entries: tuple[EntryView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NavView:
    """A page in the list of pages; the one that is open shows its headings and groups."""

    link: Link
    is_open: bool
    headings: tuple[HeadingView, ...]
    groups: tuple[GroupView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetView:
    """What surrounds the content of one file of the output."""

    title: str
    subtitle: str
    nav: tuple[NavView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """A page: `anchor` is that of the heading that became its title.

    It `begins_bare` if its first definition comes before any heading.
    """

    file: str
    path: str
    title: str
    anchor: str
    items: tuple[ItemView, ...]
    headings: tuple[HeadingView, ...]
    groups: tuple[GroupView, ...]
    counts: str
    begins_bare: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LackView:
    """The definitions that lack one thing."""

    title: str
    number: int
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountView:
    """How much of a module is documented."""

    page: Link
    definitions: int
    lacks: tuple[LackView, ...]
    lacks_something: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """All pages of a schema; `front` stands on the index, `total` sums `coverage` up."""

    title: str
    edition: str
    pages: tuple[PageView, ...]
    front: tuple[ItemView, ...]
    groups: tuple[GroupView, ...]
    coverage: tuple[CountView, ...]
    total: CountView
