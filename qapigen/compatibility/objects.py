# SPDX-License-Identifier: MIT
"""Match two objects: members that they always have, and those of the cases of their tags.

A member may stand in the object itself or in every branch of it, and so may
move from the one to the other: what counts is which members there are in a case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from qapigen.compatibility.pairs import Case, Found, Spot
from qapigen.compatibility.ways import case_step, member_step
from qapigen.schema.model import Branch, Member, Value
from qapigen.schema.wire import Enumeration, Object, Wire

if TYPE_CHECKING:
    from qapigen.compatibility.matching import Matching

Members = Mapping[str, Member]


def match_objects(matching: Matching, spot: Spot, old: Object, new: Object) -> None:
    """Sort the members of two objects, and lead to their types."""
    for name, member in old.members.items():
        if name in new.members:
            found = matching.members.sort(
                *spot.at(member_step(name)), member, new.members[name]
            )
            is_tag = name in (old.tag, new.tag)
            matching.lead(found, member.type, new.members[name].type, is_tag)
    # What an open object has besides is for the server to judge, so its members can
    # only be compared with those of another open one.
    both_open = old.is_open and new.is_open
    gone = _without(old.members, new.members)
    come = _without(new.members, old.members)
    if not both_open:
        gone = {} if new.is_open else gone
        come = {} if old.is_open else come
    moved_out = _moved(gone, matching.new, new)
    moved_in = _moved(come, matching.old, old)
    for name, member in gone.items():
        if name not in moved_out:
            matching.members.sort(*spot.at(member_step(name)), member, None)
    for name, member in come.items():
        if name not in moved_in:
            matching.members.sort(*spot.at(member_step(name)), None, member)
    if (old.cases or new.cases) and not (old.is_open or new.is_open):
        _match_cases(matching, spot, (old, new), (moved_out, moved_in))


def _without(members: Members, others: Members) -> Members:
    return {name: member for name, member in members.items() if name not in others}


def _moved(members: Members, wire: Wire, other: Object) -> Members:
    """Those of the members that the other object has in some of its cases."""
    if not members or not other.cases:
        return {}
    names = _names(wire, other)
    return {name: member for name, member in members.items() if name in names}


def _names(wire: Wire, shape: Object) -> set[str]:
    """The names of all members that there are in any case."""
    names: set[str] = set()
    for branch in shape.cases.values():
        content = wire.shape(branch.type)
        if isinstance(content, Object):
            names |= {*content.members} | _names(wire, content)
    return names


def _match_cases(
    matching: Matching,
    spot: Spot,
    objects: tuple[Object, Object],
    moved: tuple[Members, Members],
) -> None:
    """Sort what there is in each case that both have; other cases are values of the tag.

    An object without cases has the same members in each of the other's.
    """
    old, new = objects
    if old.tag and new.tag and old.tag != new.tag:
        matching.tags.sort(*spot, old.members[old.tag], new.members[new.tag])
        return
    cases: Iterable[str] = old.cases or new.cases
    if old.cases and new.cases:
        cases = [name for name in old.cases if name in new.cases]
    for name in cases:
        before, after = old.cases.get(name), new.cases.get(name)
        case = spot.at(case_step(old.tag or new.tag or "", name))
        value = Found(
            *case,
            _tag_value(matching.old, old, name),
            _tag_value(matching.new, new, name),
        )
        if before and after:
            matching.cases.append(Case(Found(*case, before, after), value))
        if before and after and not any(moved):
            matching.lead(value, before.type, after.type)
        else:
            before_content = _content(matching.old, before, moved[0])
            if before is None and not _names_cases(matching.old, old, new.tag):
                before_content = before_content._replace(is_open=True)
            content = _content(matching.new, after, moved[1])
            match_objects(matching, case, before_content, content)


def _content(wire: Wire, branch: Branch | None, moved: Members) -> Object:
    """What there is in a case: the members of its branch, and those that were moved."""
    content = wire.shape(branch.type) if branch is not None else None
    if not isinstance(content, Object):
        return Object(moved)
    return content._replace(members={**moved, **content.members})


def _names_cases(wire: Wire, shape: Object, tag: str | None) -> bool:
    """Whether a member of an object says which cases there are.

    What went with a tag that was any string, or none, was for the server to judge.
    """
    member = shape.members.get(tag or "")
    return member is not None and isinstance(wire.shape(member.type), Enumeration)


def _tag_value(wire: Wire, shape: Object, name: str) -> Value | None:
    """The value of the tag that stands for a case; None where there are no cases."""
    if shape.tag is None:
        return None
    enum = wire.shape(shape.members[shape.tag].type)
    return enum.values.get(name) if isinstance(enum, Enumeration) else None
