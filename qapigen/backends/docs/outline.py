# SPDX-License-Identifier: MIT
"""What stands on a page, in order: headings, passages between them, definitions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from qapigen.backends.docs.old_markup import translate
from qapigen.backends.docs.passages import (
    Line,
    Passage,
    without_blank_ends,
    written_lines,
)
from qapigen.editions import HEADINGS, RST_MARKUP
from qapigen.schema.model import Broken, Definition
from qapigen.schema.schema import Module, Schema
from qapigen.syntax.doc_comment import Section
from qapigen.syntax.nodes import DocComment

_OLD_HEADING = re.compile(r"(={1,5}) (\S.*)")
_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1{2,}")
_SLUG = re.compile(r"[^A-Za-z0-9]+")


class Heading(NamedTuple):
    """A heading: its level from 1, and an anchor that no definition can have."""

    level: int
    text: str
    anchor: str


Item = Heading | Passage | Definition


class Outline:
    """The items of each module; styles of headings count through the whole schema."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.styles: list[str] = []
        self.taken: set[str] = set()
        self.items: dict[Module, tuple[Item, ...]] = {
            module: tuple(self._items(module)) for module in schema.modules
        }

    def passage(self, section: Section, owner: str) -> Passage:
        """A section as it is to be marked up, in today's markup."""
        return Passage(section, owner, tuple(self._today(written_lines(section))))

    def title(self, module: Module) -> Heading | None:
        """The module's first heading of the highest level, None if it has none."""
        headings = (item for item in self.items[module] if isinstance(item, Heading))
        return min(headings, key=lambda heading: heading.level, default=None)

    def _items(self, module: Module) -> Iterator[Item]:
        for item in module.items:
            if isinstance(item, DocComment):
                found = self.schema.free_form.get(item)
                for section in found.sections if found else ():
                    yield from self._free_form(section)
            elif not isinstance(item, Broken):
                yield item

    def _free_form(self, section: Section) -> Iterator[Item]:
        lines = [Line(text.rstrip(), n) for n, text in enumerate(section.lines)]
        between: list[Line] = []
        at = 0
        while at < len(lines):
            found = self._heading(lines, at)
            if found is None:
                between.append(lines[at])
                at += 1
                continue
            yield from self._passage_of(section, between)
            between = []
            heading, length = found
            yield heading
            at += length
        yield from self._passage_of(section, between)

    def _passage_of(self, section: Section, lines: list[Line]) -> Iterator[Item]:
        lines = without_blank_ends(lines)
        if lines:
            yield Passage(section, "", tuple(self._today(lines)))

    def _today(self, lines: list[Line]) -> list[Line]:
        return lines if self.schema.edition in RST_MARKUP else translate(lines)

    def _heading(self, lines: list[Line], at: int) -> tuple[Heading, int] | None:
        """The heading that begins at a line, and how many lines it has."""
        text = lines[at].text
        if self.schema.edition in HEADINGS:
            old = _OLD_HEADING.fullmatch(text)
            if old is not None:
                return self._made(len(old[1]), old[2].strip()), 1
        if self.schema.edition not in RST_MARKUP or not text:
            return None
        following = [line.text for line in lines[at + 1 : at + 3]] + ["", ""]
        over = _ADORNMENT.fullmatch(text)
        if over and following[1] == text and following[0]:
            return self._made(self._level(over[1] * 2), following[0].strip()), 3
        under = _ADORNMENT.fullmatch(following[0])
        alone = at == 0 or not lines[at - 1].text
        if under and alone and text[0] != " " and not over:
            return self._made(self._level(under[1]), text), 2
        return None

    def _level(self, style: str) -> int:
        """The level of a style: in order of appearance."""
        if style not in self.styles:
            self.styles.append(style)
        return self.styles.index(style) + 1

    def _made(self, level: int, text: str) -> Heading:
        slug = _SLUG.sub("-", text).strip("-").lower() or "untitled"
        anchor, number = f"section:{slug}", 2
        while anchor in self.taken:
            anchor, number = f"section:{slug}-{number}", number + 1
        self.taken.add(anchor)
        return Heading(level, text, anchor)
