# SPDX-License-Identifier: MIT
"""Indents that are wrong only because a name before them is misspelt."""

from __future__ import annotations

from qapigen.diagnostics.diagnostic import Diagnostic
from qapigen.diagnostics.suggestions import near_names
from qapigen.rules.features import features_of
from qapigen.schema.documentation import Documentation
from qapigen.schema.model import Definition
from qapigen.syntax.doc_comment import Section, SectionKind
from qapigen.syntax.doc_errors import UNEXPECTED_INDENT


def is_shifted(
    fault: Diagnostic, documentation: Documentation, definition: Definition
) -> bool:
    """Whether an indent is right for the name that a description was meant to have.

    Some releases want text to stand below the text behind `@name:`. A name that
    is a letter too long is reported itself; it is no reason to blame each line.
    """
    if fault.code is not UNEXPECTED_INDENT:
        return False
    text = documentation.text
    begin = fault.span.start
    index = max(i for i in range(len(text.lines)) if text.line_start(i) <= begin)
    indent = begin - text.line_start(index)
    shift = int(str(fault.facts["expected"])) - indent
    section = next(s for s in documentation.sections if s.first <= index < s.end)
    return any(
        len(section.name) - len(name) == shift
        for name in near_names(
            section.name, _missed(section, documentation, definition)
        )
    )


def _missed(
    section: Section, documentation: Documentation, definition: Definition
) -> set[str]:
    """The names that a section may be about, and no other is; none if it has a good one."""
    if section.kind is SectionKind.MEMBER:
        names = {part.name for part in definition.described}
        known = documentation.members.keys()
    else:
        names = {feature.name for feature in features_of(definition)}
        known = documentation.features.keys()
    return set() if section.name in names else names - known
