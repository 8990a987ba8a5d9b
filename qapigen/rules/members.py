# SPDX-License-Identifier: MIT
"""Members, values and features that stand side by side have names that C can tell apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from qapigen.diagnostics.diagnostic import Code, Diagnostic
from qapigen.schema.model import Enum, Struct
from qapigen.schema.names import munge
from qapigen.schema.schema import Schema
from qapigen.source import Span

DUPLICATE_MEMBER = Code(
    "duplicate-member",
    "{what} '{name}' meets another {other}",
    "Names side by side must differ by more than '-' and '_', inherited ones included: on the wire"
    " and in C they are one object.",
)


class Named(Protocol):
    """What has a name and a place."""

    @property
    def name(self) -> str:
        """The name on the wire."""
        ...

    @property
    def span(self) -> Span:
        """The place."""
        ...


def clashes(
    own: Iterable[Named], what: str, taken: dict[str, Named] | None = None
) -> Iterator[Diagnostic]:
    """Each of `own` whose name meets an earlier one, or one of `taken` (by munged name)."""
    seen = dict(taken) if taken else {}
    for item in own:
        first = seen.setdefault(munge(item.name), item)
        if first is not item:
            finding = DUPLICATE_MEMBER.at(item, what=what, name=item.name, other=what)
            yield finding.pointing_at(first, f"'{first.name}' is here")


def distinct_names(schema: Schema) -> Iterator[Diagnostic]:
    """No two members, values or features of one thing have the same name in C."""
    for definition in schema:
        if definition.features:
            yield from clashes(definition.features, "feature")
        if isinstance(definition, Enum):
            yield from clashes(definition.values, "value")
            continue
        own = definition.own_members
        if not own:
            continue
        taken: dict[str, Named] | None = None
        if isinstance(definition, Struct) and definition.base is not None:
            inherited = schema.members_of(definition)[: -len(own)]
            taken = {munge(member.name): member for member in inherited}
        yield from clashes(own, definition.part_noun, taken)
        for member in own:
            if member.features:
                yield from clashes(member.features, "feature")
