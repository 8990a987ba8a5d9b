# SPDX-License-Identifier: MIT
"""Documentation: it fits the definition, says each thing once, and leaves nothing out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapigen.diagnostics.diagnostic import Code, Diagnostic
from qapigen.diagnostics.suggestions import near_names
from qapigen.editions import (
    ALL_DOCUMENTED_MEMBERS_CHECKED,
    BLOCK_DIALECT,
    ERRORS_SECTION,
    FEATURES_CHECKED,
    MEMBERS_DOCUMENTED,
    NOTE_SECTIONS,
    RETURNS_NEEDS_RETURNS,
)
from qapigen.rules.features import features_of
from qapigen.schema.documentation import Documentation
from qapigen.schema.model import (
    Command,
    Definition,
    Enum,
    Event,
    Union,
)
from qapigen.schema.schema import Schema
from qapigen.syntax.doc_comment import Section, SectionKind
from qapigen.syntax.doc_errors import (
    DUPLICATE_NAME,
    DUPLICATE_SECTION,
    EMPTY_NAME,
    EMPTY_SECTION,
    OPTIONAL_TAG,
)

RETURNS_OF_OTHER = Code(
    "doc-returns-of-other",
    "'{tag}' describes a command, and this is none",
    "Only commands return something or fail.",
)
RETURNS_NOTHING = Code(
    "doc-returns-nothing",
    "'Returns' describes a command that returns nothing",
    "What is said to be returned has to be in the schema as 'returns'.",
    refused_by=RETURNS_NEEDS_RETURNS,
)
UNKNOWN_MEMBER = Code(
    "doc-unknown-member",
    "'{name}' is described, but this defines no such {noun}",
    "Descriptions are of what the definition itself writes: inherited members, branches and members"
    " of a named type are described where they are defined.",
)
UNKNOWN_FEATURE = Code(
    "doc-unknown-feature",
    "feature '{name}' is described, but does not exist",
    "Under Features: the features of the definition, its members and values are described.",
    refused_by=FEATURES_CHECKED,
)
UNDOCUMENTED_MEMBER = Code(
    "undocumented-member",
    "{noun} '{name}' is not described",
    "A definition that is documented describes all that it defines; older ones are named in the"
    " pragma documentation-exceptions.",
    refused_by=MEMBERS_DOCUMENTED,
)
UNDOCUMENTED_FEATURE = Code(
    "undocumented-feature",
    "feature '{name}' is not described",
    "A feature tells that a behaviour is there: only its description says which.",
    refused_by=FEATURES_CHECKED,
)

_ONCE = (SectionKind.RETURNS, SectionKind.ERRORS, SectionKind.SINCE)


def judge_documentation(
    definition: Definition, documentation: Documentation, schema: Schema
) -> Iterator[Diagnostic]:
    """What is wrong with the documentation of one definition."""
    yield from _returns(definition, documentation)
    names = {part.name for part in definition.described}
    if documentation.members.keys() != names:
        yield from _unknown_members(definition, documentation, schema)
        if not schema.pragmas.documentation.exempts(definition):
            yield from _missing_members(definition, documentation, schema)
    if "#optional" in documentation.text.body:
        for name, section in documentation.members.items():
            if "#optional" in section.text:
                yield OPTIONAL_TAG.at(section, name=name)
    if documentation.features or _has_features(definition):
        yield from _features(definition, documentation)


def _unknown_members(
    definition: Definition, documentation: Documentation, schema: Schema
) -> Iterator[Diagnostic]:
    names = {part.name for part in definition.described}
    if isinstance(definition, Union) and definition.is_simple:
        # On the wire it has the members 'type' and 'data'; releases let the first be described.
        names.add("type")
    features = {feature.name for feature in features_of(definition)}
    unchecked = isinstance(definition, Enum) or (
        isinstance(definition, Command | Event) and not names
    )
    unknown = documentation.members.keys() - names - {""}
    if not unknown:
        return
    unknown -= _told_by(definition, schema)
    # One set for all findings: the search for near names keeps an index of it.
    undescribed = frozenset(names - documentation.members.keys())
    for name, section in documentation.members.items():
        if name in unknown:
            finding = UNKNOWN_MEMBER.at(section, name=name, noun=definition.part_noun)
            finding = finding.suggesting(name, lambda: undescribed)
            if unchecked:
                finding = finding.during(ALL_DOCUMENTED_MEMBERS_CHECKED)
            if name in features and name not in documentation.features:
                # It is missed there.
                finding = finding.during(~FEATURES_CHECKED)
            yield finding


def _missing_members(
    definition: Definition, documentation: Documentation, schema: Schema
) -> Iterator[Diagnostic]:
    """The parts that are not described: all of them, unless this comes of something else."""
    parts, noun = definition.described, definition.part_noun
    unknown = documentation.members.keys() - {part.name for part in parts}
    text = ""
    if _is_disordered(documentation):
        # A description that lost a sign is text, and those behind it have been reported.
        text = "\n".join(s.text for s in documentation.of_kind(SectionKind.TEXT))
    entry = schema.pragmas.documentation.misspelt(definition, schema.definitions)
    for part in parts:
        if part.name in documentation.members or _is_line_of(text, part.name):
            continue
        # A misspelt description is reported where it stands.
        if unknown and near_names(part.name, unknown):
            continue
        finding = UNDOCUMENTED_MEMBER.at(part, noun=noun, name=part.name)
        if entry is not None:
            yield finding.pointing_at(entry, "is this meant to exempt it?")
            return
        yield finding


def _is_line_of(text: str, name: str) -> bool:
    """Whether a line of a text begins with a name."""
    pattern = rf"^@?{re.escape(name)}\b"
    return bool(text) and re.search(pattern, text, re.MULTILINE) is not None


def _is_disordered(documentation: Documentation) -> bool:
    """Whether descriptions come after something else than descriptions and first words."""
    kinds = [section.kind for section in documentation.sections]
    described = [at for at, kind in enumerate(kinds) if kind is SectionKind.MEMBER]
    return bool(described) and described[-1] - described[0] >= len(described)


def _told_by(definition: Definition, schema: Schema) -> set[str]:
    """The names by which unions tell branches with this definition: reported there if wrong."""
    told: set[str] = set()
    for union in schema:
        if not isinstance(union, Union) or union.is_simple:
            continue
        if union is definition or any(
            base is definition for base in schema.lineage(union)
        ):
            told.add(union.discriminator or "")
        elif schema.tag_enum_of(union) is definition:
            told.update(branch.name for branch in union.branches)
    return told


def _has_features(definition: Definition) -> bool:
    return next(features_of(definition), None) is not None


def judge_sections(documentation: Documentation) -> Iterator[Diagnostic]:
    """Sections that come twice, have no name or no text."""
    lines = documentation.text.lines
    firsts: dict[str, list[Section]] = {}
    for section in documentation.sections:
        kind, name, _, at, _, column = section
        if kind is SectionKind.TEXT:
            continue
        is_plain = name not in firsts and name and not lines[at][column:].isspace()
        if is_plain and len(lines[at]) > column:
            firsts[name] = [section]
            continue
        namesakes = firsts.setdefault(name, [])
        first = next((s for s in namesakes if s.kind is kind), section)
        if first is section:
            namesakes.append(section)
        # Line by line, releases found these while cutting, and at other places.
        for finding in _judge_section(section, first):
            yield finding.during(BLOCK_DIALECT)


def _judge_section(section: Section, first: Section) -> Iterator[Diagnostic]:
    """What is wrong with a section; `first` is the first of its kind and name."""
    kind, name = section.kind, section.name
    is_first = first is section
    is_description = kind in (SectionKind.MEMBER, SectionKind.FEATURE)
    if is_description and not name:
        yield EMPTY_NAME.at(section)
    elif is_description and not is_first:
        yield DUPLICATE_NAME.at(section, name=name).pointing_at(first, "the first")
    elif kind in _ONCE and not is_first:
        yield DUPLICATE_SECTION.at(section, tag=name).pointing_at(first, "the first")
    elif section.is_empty:
        finding = EMPTY_SECTION.at(section, what=_described(section))
        is_old = kind in (SectionKind.NOTE, SectionKind.EXAMPLE)
        yield finding.during(NOTE_SECTIONS) if is_old else finding


def _described(section: Section) -> str:
    if section.kind in (SectionKind.MEMBER, SectionKind.FEATURE):
        return f"the description of '{section.name}'"
    return f"the section '{section.name}'"


def _returns(
    definition: Definition, documentation: Documentation
) -> Iterator[Diagnostic]:
    for section in documentation.tagged:
        if section.kind not in (SectionKind.RETURNS, SectionKind.ERRORS):
            continue
        if not isinstance(definition, Command):
            finding = RETURNS_OF_OTHER.at(section, tag=section.name)
            is_new = section.kind is SectionKind.ERRORS
            yield finding.during(ERRORS_SECTION) if is_new else finding
        elif section.kind is SectionKind.RETURNS and definition.returns is None:
            yield RETURNS_NOTHING.at(section)


def _features(
    definition: Definition, documentation: Documentation
) -> Iterator[Diagnostic]:
    described = documentation.features
    features = {feature.name: feature for feature in features_of(definition)}
    for name, section in described.items():
        if name and name not in features:
            finding = UNKNOWN_FEATURE.at(section, name=name)
            yield finding.suggesting(name, lambda: features)
    unknown = described.keys() - features.keys()
    late = documentation.members if _is_disordered(documentation) else {}
    for name, feature in features.items():
        if name in late:
            continue
        # A misspelt description is reported where it stands.
        if name not in described and not (unknown and near_names(name, unknown)):
            yield UNDOCUMENTED_FEATURE.at(feature, name=name)
