# SPDX-License-Identifier: MIT
"""Names: which are possible, which the style of their kind asks for, which are reserved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from qapigen.diagnostics.diagnostic import Code, Diagnostic
from qapigen.editions import (
    FLAT_BRANCH_CASE,
    FLAT_BRANCH_NAMES,
    KIND_SUFFIX_RESERVED,
    LIST_SUFFIX_FOR_ALL,
    LOOSE_FEATURE_NAMES,
    LOOSE_NAMES,
    OWNERS_BY_TYPE,
    SIMPLE_UNIONS,
    STRICT_FEATURE_NAMES,
    STRICT_NAMES,
    Lifetime,
)
from qapigen.schema.model import (
    Alternate,
    Command,
    Definition,
    Enum,
    Event,
    Feature,
    Member,
    Struct,
    Union,
    Value,
    kind_of,
)
from qapigen.schema.names import (
    implicit_arguments,
    implicit_base,
    is_camel_case,
    munge,
    stem,
)
from qapigen.schema.pragmas import Exceptions
from qapigen.schema.schema import Schema
from qapigen.source import Span

INVALID_NAME = Code(
    "invalid-name",
    "'{name}' is not a name",
    "Names begin with a letter and go on with letters, digits, '-' and '_'; '__RFQDN_' and 'x-' may"
    " come before that, and 'q_' is reserved.",
)
EVENT_STYLE = Code(
    "event-name-style",
    "event '{name}' is not in capitals with '_'",
    "Names of events are written LIKE_THIS.",
    refused_by=STRICT_NAMES,
    dating=True,
)
COMMAND_STYLE = Code(
    "command-name-style",
    "command '{name}' is not in small letters with '-'",
    "Names of commands are written like-this; older ones are named in the pragma"
    " command-name-exceptions.",
    refused_by=STRICT_NAMES,
    dating=True,
)
TYPE_STYLE = Code(
    "type-name-style",
    "{kind} '{name}' is not in CamelCase",
    "Names of types are written LikeThis, with a small letter somewhere.",
    refused_by=STRICT_NAMES,
    dating=True,
)
LIST_SUFFIX = Code(
    "list-suffix",
    "{kind} '{name}' ends in 'List'",
    "That is how the types of lists are called in C.",
)
KIND_SUFFIX = Code(
    "kind-suffix",
    "{kind} '{name}' ends in 'Kind'",
    "That is how the implicit enums of simple unions were called.",
    refused_by=KIND_SUFFIX_RESERVED,
    dating=True,
)
MEMBER_STYLE = Code(
    "member-name-style",
    "{what} '{name}' is not in small letters with '-'",
    "Names on the wire are written like-this; types with older ones are named in the pragma"
    " member-name-exceptions.",
    refused_by=STRICT_NAMES,
    dating=True,
)
MEMBER_CASE = Code(
    "member-name-case",
    "{what} '{name}' has capitals",
    "Names on the wire are in small letters; types with others are named in the pragma"
    " name-case-whitelist.",
    refused_by=LOOSE_NAMES,
)
RESERVED_NAME = Code(
    "reserved-name",
    "'{name}' cannot be a member's name",
    "'u' and names that begin with 'has' would meet what generated C structs contain.",
)
FEATURE_STYLE = Code(
    "feature-name-style",
    "feature '{name}' is not in small letters with '-'",
    "Names of features are written like-this.",
    refused_by=STRICT_FEATURE_NAMES,
)
FEATURE_CASE = Code(
    "feature-name-case",
    "feature '{name}' has capitals",
    "Names of features are in small letters.",
    refused_by=LOOSE_FEATURE_NAMES,
)

# Nearly all names on the wire; many come often.
_PLAIN = re.compile(r"[a-pr-z][a-z0-9]*(?:-[a-z0-9-]*)?")
_is_plain = lru_cache(maxsize=None)(_PLAIN.fullmatch)
_STRICT = re.compile(r"[a-z0-9-]+", re.ASCII)
# How the names of nearly all definitions look.
_USUAL_TYPE = re.compile(r"[A-Z][A-Za-z0-9]*[a-z][A-Z0-9]*").fullmatch
_USUAL = {
    Event: re.compile(r"[A-Z][A-Z0-9_]*").fullmatch,
    Command: _PLAIN.fullmatch,
}
_SUFFIXES = ("List", "Kind")


def names(schema: Schema) -> Iterator[Diagnostic]:
    """Every name is possible, of its kind's style, and not reserved."""
    for definition in schema:
        yield from _definition_name(definition, schema)
        if definition.features:
            yield from _feature_names(definition.features)
        found = list(_part_names(definition, schema.pragmas.member_names))
        if found:
            yield from _perhaps_exempt(found, definition, schema)


def _part_names(definition: Definition, exceptions: Exceptions) -> Iterator[Diagnostic]:
    """What is wrong with the names of what a definition is made of."""
    match definition:
        case Enum():
            yield from _value_names(definition.values, exceptions.exempts(definition))
        case Struct():
            exempt = exceptions.exempts(definition)
            yield from _member_names(definition.members, "member", exempt)
        case Union():
            yield from _union_names(definition, exceptions)
        case Alternate():
            while_by_type = OWNERS_BY_TYPE if exceptions.exempts(definition) else None
            for part in definition.alternatives:
                if not _is_plain(part.name):
                    yield from _styled(
                        part.name, part.span, "alternative", while_by_type
                    )
        case Command() | Event():
            exempt = implicit_arguments(definition.name) in exceptions
            while_by_type = OWNERS_BY_TYPE if exempt else None
            yield from _member_names(definition.own_members, "parameter", while_by_type)


def _perhaps_exempt(
    found: list[Diagnostic], definition: Definition, schema: Schema
) -> Iterator[Diagnostic]:
    """The findings; of those of style only the first where a misspelt exception is the mistake."""
    entry = schema.pragmas.member_names.misspelt(definition, schema.definitions)
    shown: set[str] = set()
    for finding in found:
        if entry is not None and finding.code in (MEMBER_STYLE, MEMBER_CASE):
            if finding.code.name in shown:
                continue
            shown.add(finding.code.name)
            finding = finding.pointing_at(entry, "is this meant to exempt it?")
        yield finding


def _definition_name(definition: Definition, schema: Schema) -> Iterator[Diagnostic]:
    name = definition.name
    is_usual = _USUAL.get(type(definition), _USUAL_TYPE)(name)
    if is_usual and not name.endswith(_SUFFIXES):
        return
    place = definition.name_span
    kind = kind_of(definition)
    found = stem(name)
    if found is None:
        yield INVALID_NAME.at(place, name=name)
        return
    if isinstance(definition, Event):
        if any(c.islower() or c == "-" for c in found):
            yield EVENT_STYLE.at(place, name=name)
    elif isinstance(definition, Command):
        yield from _command_style(definition, found, schema)
    elif not is_camel_case(found):
        yield TYPE_STYLE.at(place, kind=kind, name=name)
    is_type = not isinstance(definition, Command | Event)
    if name.endswith("List"):
        finding = LIST_SUFFIX.at(place, kind=kind, name=name)
        yield finding if is_type else finding.during(LIST_SUFFIX_FOR_ALL)
    elif name.endswith("Kind"):
        finding = KIND_SUFFIX.at(place, kind=kind, name=name)
        yield finding if is_type else finding.during(LOOSE_NAMES)


def _command_style(
    command: Command, found: str, schema: Schema
) -> Iterator[Diagnostic]:
    exceptions = schema.pragmas.command_names
    if exceptions.exempts(command):
        found = found.replace("_", "")
    if not _STRICT.fullmatch(found):
        finding = COMMAND_STYLE.at(command.name_span, name=command.name)
        entry = exceptions.misspelt(command, schema.definitions)
        if entry is not None:
            finding = finding.pointing_at(entry, "is this meant to exempt it?")
        yield finding


def _union_names(union: Union, exceptions: Exceptions) -> Iterator[Diagnostic]:
    if union.own_members:
        exempt = ~OWNERS_BY_TYPE if exceptions.exempts(union) else None
        if implicit_base(union.name) in exceptions:
            exempt = OWNERS_BY_TYPE if exempt is None else exempt | OWNERS_BY_TYPE
        yield from _member_names(union.own_members, "member", exempt)
    for branch in union.branches:
        if _is_plain(branch.name):
            continue
        if union.is_simple:
            # Such a union is itself refused since; its branches were names of members.
            for finding in _styled(branch.name, branch.span, "branch", None):
                yield finding.during(SIMPLE_UNIONS)
        elif stem(branch.name) is None:
            yield INVALID_NAME.at(branch.span, name=branch.name).during(
                FLAT_BRANCH_NAMES
            )
        elif branch.name.lower() != branch.name:
            finding = MEMBER_CASE.at(branch.span, what="branch", name=branch.name)
            yield finding.during(FLAT_BRANCH_CASE)


def _member_names(
    members: Iterable[Member], what: str, exempt: bool | Lifetime | None
) -> Iterator[Diagnostic]:
    for member in members:
        name = member.name
        if not _is_plain(name):
            yield from _styled(name, member.span, what, exempt)
        if name == "u" or name.startswith("has"):
            munged = munge(name)
            if munged == "u" or munged.startswith("has_"):
                finding = RESERVED_NAME.at(member.span, name=name)
                # Old releases compared the key as written, with its '*'.
                yield finding.during(STRICT_NAMES) if member.optional else finding
        if member.features:
            yield from _feature_names(member.features)


def _value_names(values: Iterable[Value], exempt: bool) -> Iterator[Diagnostic]:
    for value in values:
        name = value.name
        if not _is_plain(name):
            # A value may begin with a digit, where other names may not.
            checked = "d" + name if name[:1].isdigit() else name
            for finding in _styled(checked, value.span, "value", exempt):
                yield finding._replace(facts={**finding.facts, "name": name})
        if value.features:
            yield from _feature_names(value.features)


def _styled(
    name: str, place: Span, what: str, exempt: bool | Lifetime | None
) -> Iterator[Diagnostic]:
    """Judge the name of a member; `exempt` are the releases in which a pragma exempts its type."""
    found = stem(name)
    if found is None:
        yield INVALID_NAME.at(place, name=name)
        return
    if exempt is True:
        return
    if not _STRICT.fullmatch(found):
        finding = MEMBER_STYLE.at(place, what=what, name=name)
        suggestion = name.lower().replace("_", "-")
        finding = finding.helped_by(
            f"write '{suggestion}', or exempt the type by a pragma"
        )
        yield finding.during(~exempt) if exempt else finding
    if name.lower() != name:
        finding = MEMBER_CASE.at(place, what=what, name=name)
        yield finding.during(~exempt) if exempt else finding


def _feature_names(features: Iterable[Feature]) -> Iterator[Diagnostic]:
    for feature in features:
        name = feature.name
        if _is_plain(name):
            continue
        found = stem(name)
        if found is None:
            yield INVALID_NAME.at(feature.span, name=name)
            continue
        if not _STRICT.fullmatch(found):
            yield FEATURE_STYLE.at(feature.span, name=name)
        if name.lower() != name:
            yield FEATURE_CASE.at(feature.span, name=name)
