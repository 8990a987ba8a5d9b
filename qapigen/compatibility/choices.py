# SPDX-License-Identifier: MIT
"""Values of enums, and with them branches of unions, and alternatives that came or went."""

from __future__ import annotations

from collections.abc import Iterator

from qapigen.compatibility.change import Kind, Observation
from qapigen.compatibility.matching import Matching
from qapigen.compatibility.pairs import Thing
from qapigen.compatibility.verdict import Severity
from qapigen.schema.model import Alternative, Member, Value
from qapigen.schema.wire import Wire, json_of

VALUE_REMOVED = Kind(
    "value-removed",
    "value '{name}' is gone",
    "Who sends it is refused; who receives the enum never sees it again.",
    send=Severity.BREAKING,
    receive=Severity.COMPATIBLE,
)
VALUE_ADDED = Kind(
    "value-added",
    "value '{name}' is new",
    "Clients that receive it should expect values that they do not know; not all do.",
    send=Severity.COMPATIBLE,
    receive=Severity.RISKY,
)
ALTERNATIVE_REMOVED = Kind(
    "alternative-removed",
    "it can no longer be of JSON type {json}",
    "Who sends such a value is refused.",
    send=Severity.BREAKING,
    receive=Severity.COMPATIBLE,
)
ALTERNATIVE_ADDED = Kind(
    "alternative-added",
    "it can now also be of JSON type {json}",
    "Clients that receive it should expect types that they do not know; not all do.",
    send=Severity.COMPATIBLE,
    receive=Severity.RISKY,
)
TAG_CHANGED = Kind(
    "tag-changed",
    "what else there is depended on '{old}' and now does on '{new}'",
    "Who sends or receives the object looks at the wrong member.",
    send=Severity.BREAKING,
    receive=Severity.BREAKING,
)


def values_came_and_went(matching: Matching) -> Iterator[Observation]:
    """Values that only one side has."""
    for found in matching.values.removed:
        assert isinstance(found.old, Value)
        yield VALUE_REMOVED.at(found, name=found.old.name)
    for found in matching.values.added:
        assert isinstance(found.new, Value)
        yield VALUE_ADDED.at(found, name=found.new.name)


def alternatives_came_and_went(matching: Matching) -> Iterator[Observation]:
    """Alternatives that only one side has."""
    for found in matching.alternatives.removed:
        yield ALTERNATIVE_REMOVED.at(found, json=_json(matching.old, found.old))
    for found in matching.alternatives.added:
        yield ALTERNATIVE_ADDED.at(found, json=_json(matching.new, found.new))


def _json(wire: Wire, alternative: Thing | None) -> str:
    assert isinstance(alternative, Alternative)
    return json_of(wire.shape(alternative.type)).value


def tags(matching: Matching) -> Iterator[Observation]:
    """Objects whose cases are told apart by another member."""
    for found in matching.tags.kept:
        assert isinstance(found.old, Member)
        assert isinstance(found.new, Member)
        yield TAG_CHANGED.at(found, old=found.old.name, new=found.new.name)
