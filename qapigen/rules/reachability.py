# SPDX-License-Identifier: MIT
"""What is surely not meant: definitions that nobody can reach, files that are one comment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapigen.diagnostics.diagnostic import Code, Diagnostic, Severity
from qapigen.schema.model import Broken, Definition, kind_of
from qapigen.schema.schema import Schema
from qapigen.source import Span

_REFERENCE = re.compile(r"@([A-Z]\w+)\b(?!:)")

UNREACHABLE = Code(
    "unreachable-definition",
    "no command or event leads to {kind} '{name}'",
    "A type that is not part of the interface is either forgotten or connected to nothing by"
    " mistake; one that is meant to be there is referred to in some text, as @Name.",
    severity=Severity.WARNING,
)
COMMENT_ONLY = Code(
    "only-a-comment",
    "the whole file is one comment line",
    "A comment ends at the end of its line: line breaks seem to have been lost.",
    severity=Severity.WARNING,
)


def reachability(schema: Schema) -> Iterator[Diagnostic]:
    """Each type is part of what some command or event exchanges."""
    roots: list[Definition] = [*schema.commands, *schema.events]
    if not roots or _is_unsure(schema):
        return
    # What a text points its readers to is meant to be there.
    mentioned = (schema.definitions.get(name) for name in _mentioned(schema))
    roots.extend(d for d in mentioned if d is not None and not isinstance(d, Broken))
    reached = schema.reachable_from(roots)
    lost = [d for d in schema if d.name not in reached and schema.owns(d.span.source)]
    # What only other lost definitions mention is no mistake of its own.
    names = {definition.name for definition in lost}
    heads = [d for d in lost if not _users(d, schema) & names]
    covered = schema.reachable_from(heads)
    for definition in lost:
        is_covered = definition.name in covered
        if not is_covered:
            covered |= schema.reachable_from([definition])
        if not is_covered or definition in heads:
            kind = kind_of(definition)
            yield UNREACHABLE.at(definition.name_span, kind=kind, name=definition.name)


def _is_unsure(schema: Schema) -> bool:
    """Whether something is broken or unknown: what it was to lead to, nobody knows."""
    if any(isinstance(d, Broken) for d in schema.definitions.values()):
        return True
    mentions_unknown = any(
        isinstance(schema.find(name), Broken | None) for name in schema.users
    )
    return mentions_unknown or not schema.is_complete


def _mentioned(schema: Schema) -> set[str]:
    """The names of types that documentation refers to, other than to describe them."""
    return {
        name
        for module in schema.modules
        for name in _REFERENCE.findall(module.source.text)
    }


def _users(definition: Definition, schema: Schema) -> set[str]:
    """The names of the other definitions that mention it."""
    return {
        d.name for d in schema.users.get(definition.name, ()) if d is not definition
    }


def comment_files(schema: Schema) -> Iterator[Diagnostic]:
    """No file is one long comment line."""
    for module in schema.modules:
        text = module.source.text.strip()
        if text[:1] == "#" != text[1:2] and "\n" not in text:
            yield COMMENT_ONLY.at(Span(module.source, 0, min(len(text), 20)))
