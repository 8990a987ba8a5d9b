# SPDX-License-Identifier: MIT
"""What is surely not meant: definitions that nobody can reach, files that are one comment."""

from __future__ import annotations

from collections.abc import Iterator

from qapigen.diagnostics.diagnostic import Code, Diagnostic, Severity
from qapigen.schema.model import Broken, Command, Event, kind_of
from qapigen.schema.schema import Schema
from qapigen.source import Span

UNREACHABLE = Code(
    "unreachable-definition",
    "no command or event leads to {kind} '{name}'",
    "A type that is not part of the interface is either forgotten or connected to nothing by"
    " mistake.",
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
    roots = [*schema.commands, *schema.events]
    if not roots or any(isinstance(d, Broken) for d in schema.definitions.values()):
        return
    reached = schema.reachable_from(iter(roots))
    for definition in schema:
        if definition.name not in reached and not isinstance(definition, Command | Event):
            yield UNREACHABLE.at(
                definition.name_span, kind=kind_of(definition), name=definition.name
            )


def comment_files(schema: Schema) -> Iterator[Diagnostic]:
    """No file is one long comment line."""
    for module in schema.modules:
        text = module.source.text.strip()
        if text.startswith("#") and "\n" not in text:
            yield COMMENT_ONLY.at(Span(module.source, 0, min(len(text), 20)))
