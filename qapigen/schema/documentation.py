# SPDX-License-Identifier: MIT
"""The documentation of definitions: sections of comments, found by what they are about."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from qapigen.diagnostics.report import Report
from qapigen.syntax.doc_blocks import cut_blocks
from qapigen.syntax.doc_comment import Dialect, DocText, Section, SectionKind
from qapigen.syntax.doc_lines import cut_lines
from qapigen.syntax.nodes import DocComment


class FreeForm:
    """A documentation comment of no definition: headings and text between definitions."""

    def __init__(self, comment: DocComment, sections: tuple[Section, ...]) -> None:
        self.comment = comment
        self.sections = sections


class Documentation(FreeForm):
    """The documentation of one definition.

    `sections` holds all of it, in the order of the comment.
    """

    def of_kind(self, kind: SectionKind) -> tuple[Section, ...]:
        """The sections of one kind, in order."""
        return tuple(section for section in self.sections if section.kind is kind)

    @cached_property
    def members(self) -> Mapping[str, Section]:
        """The descriptions of members, values, alternatives or parameters, by name."""
        return {section.name: section for section in self.of_kind(SectionKind.MEMBER)}

    @cached_property
    def features(self) -> Mapping[str, Section]:
        """The descriptions of features, by name."""
        return {section.name: section for section in self.of_kind(SectionKind.FEATURE)}

    @property
    def returns(self) -> Section | None:
        """What a command returns, None where nothing is said."""
        return next(iter(self.of_kind(SectionKind.RETURNS)), None)

    @property
    def since(self) -> Section | None:
        """The release that brought the definition, None where nothing is said."""
        return next(iter(self.of_kind(SectionKind.SINCE)), None)


def cut(comment: DocComment, dialect: Dialect, report: Report) -> tuple[Section, ...]:
    """The sections of a comment as the releases of a dialect cut them."""
    text = DocText(comment)
    return tuple((cut_blocks if dialect.blocks else cut_lines)(text, dialect, report))
