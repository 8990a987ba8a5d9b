# SPDX-License-Identifier: MIT
"""What a docstring says: the schema's own words, then marks, age and conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from textwrap import indent

from qapigen.backends.python.docstrings import plain
from qapigen.schema.conditions import Condition, in_words
from qapigen.schema.documentation import Documentation
from qapigen.schema.model import Defined, Feature
from qapigen.schema.schema import Schema
from qapigen.syntax.doc_comment import Section, SectionKind

DEPRECATED = "deprecated"
UNSTABLE = "unstable"
UNDOCUMENTED = "Undocumented."
_ARGUMENTS = "Arguments:"
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
    schema: Schema, definition: Defined, parameters: Mapping[str, str] | None = None
) -> str:
    """The text of a definition's docstring, in the order of the schema's.

    That of a method describes its parameters too: `parameters` maps the names of
    members to theirs.
    """
    found = schema.documented.get(definition.name)
    blocks = [*_written(found, parameters or {})] if found else []
    if not blocks or blocks[0].startswith(_ARGUMENTS):
        blocks.insert(0, UNDOCUMENTED)
    if found and found.since:
        blocks += _titled(found.since)
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


def _written(found: Documentation, parameters: Mapping[str, str]) -> Iterator[str]:
    """The sections but for what stands at the end; the parameters where their members stand."""
    described = [name for name in parameters if name in found.members]
    for section in found.sections:
        if section.kind is SectionKind.TEXT and (text := plain(section.text)):
            yield text
        elif section.kind is SectionKind.MEMBER and described:
            lines = [
                _entry(parameters[name], found.members[name]) for name in described
            ]
            yield "\n".join((_ARGUMENTS, *lines))
            described = []
        elif section.kind in _TITLED and section.kind is not SectionKind.SINCE:
            yield from _titled(section)


def _entry(name: str, section: Section) -> str:
    first, _, rest = plain(section.text).partition("\n")
    later = f"\n{indent(rest, ' ' * 8)}" if rest else ""
    return f"    {name}: {first}{later}"


def _titled(section: Section) -> Iterator[str]:
    title = _TITLED[section.kind]
    text = plain(section.text)
    if "\n" in text or text.startswith(("- ", "* ")):
        yield f"{title}:\n{indent(text, '    ')}"
    elif text:
        yield f"{title}: {text}"


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
