# SPDX-License-Identifier: MIT
"""The documentation of definitions: sections of comments, found by what they are about."""

from __future__ import annotations

from qapigen.diagnostics.report import Report
from qapigen.syntax.doc_blocks import cut_blocks
from qapigen.syntax.doc_comment import Dialect, DocText, Section, SectionKind


class Documentation:
    """A documentation comment in sections: of one definition, or free-form.

    `sections` holds all of it, in the order of the comment. `members` are the
    descriptions of members, values, alternatives or parameters by name,
    `features` those of features, `tagged` the sections with a tag (Returns:,
    Since: …). A free-form comment is one section of text.
    """

    __slots__ = ("features", "members", "sections", "tagged", "text")

    def __init__(self, text: DocText, sections: list[Section]) -> None:
        self.text = text
        self.sections = tuple(sections)
        self.tagged: list[Section] = []
        self.members: dict[str, Section] = {}
        self.features: dict[str, Section] = {}
        for section in sections:
            if section.kind is SectionKind.MEMBER:
                self.members[section.name] = section
            elif section.kind is SectionKind.FEATURE:
                self.features[section.name] = section
            elif section.kind is not SectionKind.TEXT:
                self.tagged.append(section)

    def of_kind(self, kind: SectionKind) -> tuple[Section, ...]:
        """The sections of one kind, in order."""
        return tuple(section for section in self.sections if section.kind is kind)

    @property
    def returns(self) -> Section | None:
        """What a command returns, None where nothing is said."""
        return next(iter(self.of_kind(SectionKind.RETURNS)), None)

    @property
    def since(self) -> Section | None:
        """The release that brought the definition, None where nothing is said."""
        return next(iter(self.of_kind(SectionKind.SINCE)), None)


def cut(text: DocText, dialect: Dialect, report: Report) -> Documentation:
    """The documentation as the releases of a dialect cut it; faults go to `report`."""
    if dialect.blocks:
        return Documentation(text, cut_blocks(text, dialect, report))
    # Today's schemas do without.
    from qapigen.syntax.doc_lines import cut_lines

    return Documentation(text, cut_lines(text, dialect, report))
