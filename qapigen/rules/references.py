# SPDX-License-Identifier: MIT
"""References in documentation: an ``@name`` is the name of something."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapigen.diagnostics.diagnostic import Code, Diagnostic, Severity
from qapigen.diagnostics.suggestions import did_you_mean
from qapigen.rules.features import features_of
from qapigen.schema.builtins import BUILTINS, QTYPE
from qapigen.schema.model import Alternate, Command, Definition, Enum, Event, Struct, Union
from qapigen.schema.documentation import FreeForm
from qapigen.schema.schema import Schema
from qapigen.source import Span
from qapigen.syntax.doc_comment import DocText

UNKNOWN_REFERENCE = Code(
    "doc-unknown-reference",
    "'@{name}' is the name of nothing that is known here",
    "An '@' before a word refers to a definition, or to a member, value or feature of this one.",
    severity=Severity.WARNING,
)

_REFERENCE = re.compile(r"(?<![\w@.\\`'\"<-])@([A-Za-z_][A-Za-z0-9_-]*[A-Za-z0-9])(?![\w@])")


def references(
    documentation: FreeForm, definition: Definition | None, schema: Schema
) -> Iterator[Diagnostic]:
    """References in a comment, of `definition` if it has one, that resolve to nothing."""
    body = DocText(documentation.comment).body
    if "@" not in body:
        return
    own: set[str] | None = None
    for match in _REFERENCE.finditer(body):
        name = match[1]
        if name in schema.definitions or name in BUILTINS or name == QTYPE:
            continue
        if own is None:
            own = names_within(definition, schema) if definition is not None else set()
        if name not in own and name not in schema.member_names:
            source = documentation.comment.source
            begin = source.text.index("\n", documentation.comment.start) + 1 + match.start()
            finding = UNKNOWN_REFERENCE.at(Span(source, begin, begin + len(match[0])), name=name)
            yield finding.helped_by(did_you_mean(name, [*own, *schema.definitions]))


def names_within(definition: Definition, schema: Schema) -> set[str]:
    """The names of all that belongs to a definition, inherited members and branches included."""
    names = {feature.name for feature in features_of(definition)}
    match definition:
        case Enum():
            names.update(value.name for value in definition.values)
        case Struct():
            names.update(member.name for member in schema.members_of(definition))
        case Union():
            names.update(member.name for member in schema.members_of(definition))
            names.update(branch.name for branch in schema.branches_of(definition))
        case Alternate():
            names.update(alternative.name for alternative in definition.alternatives)
        case Command() | Event():
            names.update(member.name for member in schema.arguments_of(definition))
    return names


