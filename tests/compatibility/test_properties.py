# SPDX-License-Identifier: MIT
"""What must hold of every comparison, whatever the schemas: tried on invented ones."""

from __future__ import annotations

import re
from random import Random

from edits import Edit, edited, edited_widely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented import Schema, invent, rewritten, written
from noticeable import affected
from wires import changes, verdicts

from qapigen.compatibility.change import Change

RANDOMS = st.randoms(use_true_random=False)
SOME = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


# Edits after which other changes are hidden, or are reported for other users first.
_SIDE_EFFECTS = {
    "arguments-restricted",
    "arguments-unrestricted",
    "became-unstable",
    "deprecated",
}


def _changes(old: Schema, new: Schema) -> list[Change]:
    return changes(written(old), written(new))


@SOME
@given(RANDOMS)
def test_a_schema_has_no_difference_to_itself(random: Random) -> None:
    """However often it is read."""
    schema = invent(random)
    assert _changes(schema, schema) == []


@SOME
@given(RANDOMS)
def test_another_way_to_write_it_is_no_difference(random: Random) -> None:
    """Order, names of types and what is in a base are nobody's business."""
    schema = invent(random)
    other = rewritten(schema, random)
    assert verdicts(_changes(schema, other)) == []
    assert verdicts(_changes(other, schema)) == []


@SOME
@given(RANDOMS)
def test_each_edit_has_its_verdict_and_no_other(random: Random) -> None:
    """Severity, direction and kind, also where all else is written in another way."""
    edit = edited(invent(random), random)
    for new in (edit.schema, rewritten(edit.schema, random)):
        found = _changes(edit.old, new)
        verdicts = {(str(c.severity), c.direction.value, c.kind.name) for c in found}
        assert verdicts == edit.expected()
        _once_for_each_direction(found)


@SOME
@given(RANDOMS)
def test_all_that_a_client_can_notice_is_reported(random: Random) -> None:
    """For each direction exactly the commands and events where something is different."""
    edit = edited_widely(invent(random), random)
    _reported(edit, edit.schema)
    _reported(edit, rewritten(edit.schema, random))


def _reported(edit: Edit, new: Schema) -> None:
    found = _changes(edit.old, new)
    users: dict[str, set[str]] = {}
    for change in found:
        users.setdefault(change.direction.value, set()).update(change.users)
    assert users == affected(edit.old, edit.schema)
    _once_for_each_direction(found)


def _once_for_each_direction(found: list[Change]) -> None:
    """No two changes are the same; branches and other uses of an enum are not."""
    keys = [(c.direction, c.kind.name, c.old, c.new, _is_branch(c)) for c in found]
    assert len(keys) == len(set(keys))


def _is_branch(change: Change) -> bool:
    return re.search(r"\.tag=[^.]*(\.features\.|$)", change.where) is not None


@SOME
@given(RANDOMS)
def test_a_message_that_is_gone_is_one_change(random: Random) -> None:
    """Whatever types go with it."""
    schema = invent(random)
    gone = random.choice([d for d in schema if "command" in d or "event" in d])
    left = [definition for definition in schema if definition is not gone]
    name = gone.get("command") or gone.get("event")
    is_command = "command" in gone
    removed = "command-removed" if is_command else "event-removed"
    added = "command-added" if is_command else "event-added"
    assert [(c.kind.name, c.where) for c in _changes(schema, left)] == [(removed, name)]
    assert [(c.kind.name, c.where) for c in _changes(left, schema)] == [(added, name)]


@SOME
@given(RANDOMS)
def test_a_long_step_is_its_short_steps(random: Random) -> None:
    """What broke on the way and still stands is known at its end, and nothing else is."""
    first = invent(random)
    edits = [edited(first, random)]
    edits.append(edited(edits[0].schema, random))
    if edits[0].name == edits[1].name or _SIDE_EFFECTS & {e.kind for e in edits}:
        # The second might take back the first.
        return
    second, third = edits[0].schema, edits[1].schema
    steps = verdicts(_changes(first, second)) + verdicts(_changes(second, third))
    assert sorted(verdicts(_changes(first, third))) == sorted(steps)
