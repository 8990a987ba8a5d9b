# SPDX-License-Identifier: MIT
"""Members of objects that came, went, or may now be left out, or may not."""

from __future__ import annotations

from collections.abc import Iterator

from qapigen.compatibility.change import Kind, Observation
from qapigen.compatibility.matching import Matching
from qapigen.compatibility.verdict import Severity
from qapigen.schema.model import Member

MEMBER_REMOVED = Kind(
    "member-removed",
    "'{name}' is gone",
    "Who sends it is refused; who receives the object and relies on it fails.",
    send=Severity.BREAKING,
    receive=Severity.BREAKING,
)
OPTIONAL_MEMBER_REMOVED = Kind(
    "optional-member-removed",
    "'{name}', which was optional, is gone",
    "Who sends it is refused. Who receives the object could never rely on it, but"
    " may have liked to know.",
    send=Severity.BREAKING,
    receive=Severity.RISKY,
)
MANDATORY_MEMBER_ADDED = Kind(
    "mandatory-member-added",
    "'{name}' is new and must be there",
    "Who sends the object without it, as before, is refused.",
    send=Severity.BREAKING,
    receive=Severity.COMPATIBLE,
)
OPTIONAL_MEMBER_ADDED = Kind(
    "optional-member-added",
    "'{name}' is new and optional",
    "Who sends the object need not know of it, and who receives it passes over it.",
    send=Severity.COMPATIBLE,
    receive=Severity.COMPATIBLE,
)
BECAME_MANDATORY = Kind(
    "member-became-mandatory",
    "'{name}' was optional and must be there now",
    "Who sends the object without it, which was right, is refused.",
    send=Severity.BREAKING,
    receive=Severity.COMPATIBLE,
)
BECAME_OPTIONAL = Kind(
    "member-became-optional",
    "'{name}' had to be there and is optional now",
    "A client that receives the object and relies on the member fails. One that sends"
    " the object may go on as before.",
    send=Severity.COMPATIBLE,
    receive=Severity.BREAKING,
)


def members_came_and_went(matching: Matching) -> Iterator[Observation]:
    """Members that only one side has."""
    for found in matching.members.removed:
        assert isinstance(found.old, Member)
        kind = OPTIONAL_MEMBER_REMOVED if found.old.optional else MEMBER_REMOVED
        yield kind.at(found, name=found.old.name)
    for found in matching.members.added:
        assert isinstance(found.new, Member)
        kind = OPTIONAL_MEMBER_ADDED if found.new.optional else MANDATORY_MEMBER_ADDED
        yield kind.at(found, name=found.new.name)


def optionality(matching: Matching) -> Iterator[Observation]:
    """Members that may be left out on one side only."""
    for found in matching.members.kept:
        old, new = found.old, found.new
        assert isinstance(old, Member)
        assert isinstance(new, Member)
        if old.optional and not new.optional:
            yield BECAME_MANDATORY.at(found, name=old.name)
        if new.optional and not old.optional:
            yield BECAME_OPTIONAL.at(found, name=old.name)
