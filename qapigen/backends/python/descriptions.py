# SPDX-License-Identifier: MIT
"""What a docstring says: the schema's own words, then marks, age and conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import indent

from qapigen.backends.python.docstrings import plain
from qapigen.schema.conditions import Condition, in_words
from qapigen.schema.documentation import Documentation
from qapigen.schema.model import Defined, Feature
from qapigen.schema.schema import Schema
from qapigen.syntax.doc_comment import Section, SectionKind

DEPRECATED = "deprecated"
UNSTABLE = "unstable"
_TITLED = {
    SectionKind.RETURNS: "Returns",
    SectionKind.ERRORS: "Errors",
    SectionKind.SINCE: "Since",
    SectionKind.NOTE: "Note",
    SectionKind.EXAMPLE: "Example",
}


def is_marked(features: Iterable[Feature], name: str) -> bool:
    """Whether one of the features has this name."""
    return any(feature.name == name for feature in features)


def describe(
    schema: Schema, definition: Defined, parameters: Iterable[str] = ()
) -> str:
    """The text of a definition's docstring; of a method's, with its parameters."""
    found = schema.documented.get(definition.name)
    blocks = [*_texts(found)] or [f"{definition.name}: undocumented."]
    blocks += _parameters(found, parameters)
    blocks += _sections(found)
    blocks += _marks(definition.features, definition.condition, found)
    return "\n\n".join(blocks)


def describe_part(
    schema: Schema,
    definition: Defined,
    name: str,
    marks: tuple[tuple[Feature, ...], Condition | None],
) -> str:
    """The text on a member or value; empty where there is nothing to say."""
    found = schema.documented.get(definition.name)
    section = found.members.get(name) if found else None
    text = plain(section.text) if section else ""
    notes = _marks(*marks, found) if any(marks) else ()
    return "\n\n".join(filter(None, (text, *notes)))


def _texts(found: Documentation | None) -> Iterator[str]:
    for section in found.sections if found else ():
        if section.kind is SectionKind.TEXT and (text := plain(section.text)):
            yield text


def _parameters(found: Documentation | None, names: Iterable[str]) -> Iterator[str]:
    described = found.members if found else {}
    lines = [_entry(name, described[name]) for name in names if name in described]
    if lines:
        yield "Arguments:\n" + "\n".join(lines)


def _entry(name: str, section: Section) -> str:
    first, _, rest = plain(section.text).partition("\n")
    later = f"\n{indent(rest, ' ' * 8)}" if rest else ""
    return f"    {name}: {first}{later}"


def _sections(found: Documentation | None) -> Iterator[str]:
    for section in found.sections if found else ():
        title = _TITLED.get(section.kind)
        text = plain(section.text) if title else ""
        if text:
            separator = "\n" if "\n" in text else " "
            body = indent(text, "    ") if "\n" in text else text
            yield f"{title}:{separator}{body}"


def _marks(
    features: tuple[Feature, ...],
    condition: Condition | None,
    found: Documentation | None,
) -> Iterator[str]:
    described = found.features if found else {}
    for feature in features:
        section = described.get(feature.name)
        text = plain(section.text) if section else ""
        if feature.name in (DEPRECATED, UNSTABLE):
            mark = feature.name.capitalize()
            yield f"{mark}: {text}" if text else f"{mark}."
        else:
            yield f"Feature {feature.name}: {text}".rstrip(" :")
    if condition is not None:
        yield f"Only if {in_words(condition)}."
