# SPDX-License-Identifier: MIT
"""What each change of a schema is: a table of before, after, and what is said."""

from __future__ import annotations

from itertools import pairwise

import pytest
from wires import changes, verdicts

from qapigen.compatibility.verdict import Announced

# A struct that is sent, received, or both, around the members under test.
SENT = "{'command': 'c', 'data': {%s}}"
RECEIVED = "{'struct': 'S', 'data': {%s}} {'command': 'c', 'returns': 'S'}"
EVENT = "{'event': 'E', 'data': {%s}}"

MEMBERS = [
    (SENT, "'a': 'str'", "", "breaking send member-removed c.arguments.a"),
    (SENT, "'*a': 'str'", "", "breaking send optional-member-removed c.arguments.a"),
    (SENT, "", "'a': 'str'", "breaking send mandatory-member-added c.arguments.a"),
    (SENT, "", "'*a': 'str'", "compatible send optional-member-added c.arguments.a"),
    (
        SENT,
        "'*a': 'str'",
        "'a': 'str'",
        "breaking send member-became-mandatory c.arguments.a",
    ),
    (
        SENT,
        "'a': 'str'",
        "'*a': 'str'",
        "compatible send member-became-optional c.arguments.a",
    ),
    (RECEIVED, "'a': 'str'", "", "breaking receive member-removed c.returns.a"),
    (
        RECEIVED,
        "'*a': 'str'",
        "",
        "risky receive optional-member-removed c.returns.a",
    ),
    (
        RECEIVED,
        "",
        "'a': 'str'",
        "compatible receive mandatory-member-added c.returns.a",
    ),
    (
        RECEIVED,
        "'*a': 'str'",
        "'a': 'str'",
        "compatible receive member-became-mandatory c.returns.a",
    ),
    (
        RECEIVED,
        "'a': 'str'",
        "'*a': 'str'",
        "breaking receive member-became-optional c.returns.a",
    ),
    (EVENT, "'a': 'str'", "", "breaking receive member-removed E.data.a"),
]

TYPES = [
    (SENT, "'str'", "'int'", "breaking send type-changed"),
    (SENT, "'int'", "'number'", "compatible send type-widened"),
    (SENT, "'number'", "'int'", "breaking send type-narrowed"),
    (SENT, "'any'", "'str'", "breaking send type-narrowed"),
    (SENT, "'str'", "['str']", "breaking send type-changed"),
    (SENT, "'str'", "'Color'", "risky send string-became-enum"),
    (SENT, "'Color'", "'str'", "compatible send enum-became-string"),
    (SENT, "'str'", "'StrOrNull'", "compatible send type-widened"),
    (SENT, "'StrOrNull'", "'str'", "breaking send type-narrowed"),
    (SENT, "'StrOrNull'", "'bool'", "breaking send type-changed"),
    (SENT, "'uint64'", "'uint8'", "risky send range-narrowed"),
    (SENT, "'int8'", "'uint8'", "risky send range-moved"),
    (SENT, "'uint8'", "'uint64'", "compatible send range-widened"),
    (SENT, "'size'", "'uint64'", None),
    (EVENT, "'str'", "'int'", "breaking receive type-changed"),
    (EVENT, "'int'", "'number'", "breaking receive type-widened"),
    (EVENT, "'any'", "'str'", "compatible receive type-narrowed"),
    (EVENT, "'str'", "'Color'", "compatible receive string-became-enum"),
    (EVENT, "'Color'", "'str'", "risky receive enum-became-string"),
    (EVENT, "'str'", "'StrOrNull'", "breaking receive type-widened"),
    (EVENT, "'uint64'", "'uint8'", "compatible receive range-narrowed"),
    (EVENT, "'int8'", "'uint8'", "risky receive range-moved"),
    (EVENT, "'uint8'", "'uint64'", "risky receive range-widened"),
]
SOME_TYPES = """
{'enum': 'Color', 'data': ['red', 'green']}
{'alternate': 'StrOrNull', 'data': {'s': 'str', 'n': 'null'}}
"""

UNION = """
{'enum': 'Tag', 'data': [%s]}
{'struct': 'A', 'data': {%s}}
{'union': 'U', 'base': {'kind': 'Tag'}, 'discriminator': 'kind', 'data': {'a': 'A'}}
"""
CONDITIONAL = """
{'enum': 'Tag', 'data': ['a']} {'struct': 'A', 'data': {'x': 'int'}}
{'union': 'U', 'base': {'kind': 'Tag'}, 'discriminator': 'kind', 'data': {'a': %s}}
{'command': 'd', 'data': 'U', 'boxed': true}
"""
TAGGED = """
{'enum': 'Tag', 'data': ['a', 'b']} {'struct': 'A', 'data': {'x': 'int'}}
{'union': 'U', 'base': {'kind': 'Tag', 'other': 'Tag'}, 'discriminator': '%s',
 'data': {'a': 'A'}}
{'command': 'c', 'data': 'U', 'boxed': true}
"""
SYMBOLS = ", ".join(f"'S{number}'" for number in range(20))
MANY_SYMBOLS = f"{{'command': 'c', 'if': {{'all': [{SYMBOLS}]}}}}"
WHOLE = [
    (
        "{'command': 'c'} {'event': 'E'}",
        "{'command': 'd'} {'event': 'F'}",
        [
            "breaking send command-removed c",
            "risky receive event-removed E",
            "compatible receive event-added F",
            "compatible send command-added d",
        ],
    ),
    (
        TAGGED % "kind",
        TAGGED % "other",
        ["breaking send tag-changed c.arguments"],
    ),
    (
        UNION % ("'a', 'b'", "") + "{'command': 'c', 'data': 'U', 'boxed': true}",
        UNION % ("'a', 'd'", "'x': 'int'")
        + "{'command': 'c', 'data': 'U', 'boxed': true}",
        [
            "breaking send mandatory-member-added c.arguments.kind=a.x",
            "breaking send value-removed c.arguments.kind=b",
            "compatible send value-added c.arguments.kind=d",
        ],
    ),
    (
        UNION % ("'a', 'b'", "'*x': 'int'") + "{'event': 'E', 'data': {'it': ['U']}}",
        UNION % ("'a', 'd'", "") + "{'event': 'E', 'data': {'it': ['U']}}",
        [
            "risky receive optional-member-removed E.data.it[].kind=a.x",
            "risky receive value-added E.data.it[].kind=d",
            "compatible receive value-removed E.data.it[].kind=b",
        ],
    ),
    (
        "{'alternate': 'R', 'data': {'s': 'str', 'n': 'null'}}"
        "{'command': 'c', 'data': {'r': 'R'}}",
        "{'alternate': 'R', 'data': {'i': 'int', 's': 'str'}}"
        "{'command': 'c', 'data': {'r': 'R'}}",
        [
            "breaking send alternative-removed c.arguments.r|null",
            "compatible send alternative-added c.arguments.r|number",
        ],
    ),
    (
        "{'command': 'c', 'features': ['fast', 'deprecated']}",
        "{'command': 'c', 'features': ['unstable']}",
        [
            "risky send feature-removed c.features.fast",
            "risky send became-unstable c.features.unstable",
            "compatible send no-longer-deprecated c.features.deprecated",
        ],
    ),
    (
        "{'command': 'c', 'if': 'ONE'} {'command': 'd'}",
        "{'command': 'c'} {'command': 'd', 'if': {'any': ['ONE', 'TWO']}}",
        ["risky send condition-narrowed d", "compatible send condition-widened c"],
    ),
    # A feature, and a branch whose value of the tag is there anyway.
    (
        "{'command': 'c', 'features': ['fast']}" + CONDITIONAL % "'A'",
        "{'command': 'c', 'features': [{'name': 'fast', 'if': 'ONE'}]}"
        + CONDITIONAL % "{'type': 'A', 'if': 'ONE'}",
        [
            "risky send condition-narrowed c.features.fast",
            "risky send condition-narrowed d.arguments.kind=a",
        ],
    ),
    # What is no plain condition, or has too many symbols to try, implies only what always holds.
    (
        "{'command': 'c', 'if': 'B > 2'} {'command': 'd', 'if': 'B > 2'}",
        "{'command': 'c'} {'command': 'd', 'if': 'defined(A)'}",
        ["risky send condition-narrowed d", "compatible send condition-widened c"],
    ),
    (
        MANY_SYMBOLS,
        "{'command': 'c', 'if': 'S1'}",
        ["risky send condition-narrowed c"],
    ),
    # One cause, one finding, whoever uses the type; in both directions.
    (
        "{'struct': 'S', 'data': {'a': 'int'}} {'command': 'c', 'data': 'S'}"
        "{'command': 'd', 'data': {'list': ['S']}, 'returns': 'S'}",
        "{'struct': 'S', 'data': {}} {'command': 'c', 'data': 'S'}"
        "{'command': 'd', 'data': {'list': ['S']}, 'returns': 'S'}",
        [
            "breaking send member-removed c.arguments.a",
            "breaking receive member-removed d.returns.a",
        ],
    ),
]


@pytest.mark.parametrize(("frame", "old", "new", "expected"), MEMBERS)
def test_members(frame: str, old: str, new: str, expected: str) -> None:
    """One change, its severity, direction, kind and path."""
    assert verdicts(changes(frame % old, frame % new)) == [expected]


@pytest.mark.parametrize(("frame", "old", "new", "expected"), TYPES)
def test_types(frame: str, old: str, new: str, expected: str | None) -> None:
    """A member, and a list of them, that is of another type."""
    for shape in ("%s", "[%s]"):
        if shape != "%s" and "[" in old + new:
            continue
        before, after = (
            SOME_TYPES + frame % f"'t': {shape % text}" for text in (old, new)
        )
        told = [line.rpartition(" ")[0] for line in verdicts(changes(before, after))]
        assert told == ([] if expected is None else [expected])


@pytest.mark.parametrize(("old", "new", "expected"), WHOLE)
def test_whole(old: str, new: str, expected: list[str]) -> None:
    """The changes of two schemas, the worst first."""
    assert verdicts(changes(old, new)) == expected


def test_types_in_words() -> None:
    """Types are told by what they are, not by their names."""
    types = SOME_TYPES + "{'struct': 'S', 'data': {'a': 'int'}}"
    use = "{'command': 'c', 'data': {'t': %s}}"
    names = ("'bool'", "'Color'", "'S'", "'StrOrNull'", "['int']")
    told = [
        change.message
        for old, new in pairwise(names)
        for change in changes(types + use % old, types + use % new)
    ]
    assert told == [
        "it was a boolean and is one of some values now",
        "it was one of some values and is an object now",
        "it was an object and is a choice of types now",
        "it was a choice of types and is a list now",
    ]


INVISIBLE = [
    # A base, inline or by name, and a boxed struct.
    (
        "{'struct': 'B', 'data': {'a': 'int'}}"
        "{'struct': 'S', 'base': 'B', 'data': {'b': 'str'}} {'command': 'c', 'data': 'S'}",
        "{'command': 'c', 'data': {'b': 'str', 'a': 'int'}}",
    ),
    # A member of the union itself, or of each branch.
    (
        "{'enum': 'K', 'data': ['x', 'y']} {'struct': 'X', 'data': {'m': 'int'}}"
        "{'union': 'U', 'base': {'k': 'K'}, 'discriminator': 'k',"
        " 'data': {'x': 'X', 'y': 'X'}} {'command': 'c', 'data': {'it': 'U'}}",
        "{'enum': 'K', 'data': ['y', 'x']}"
        "{'union': 'V', 'base': {'m': 'int', 'k': 'K'}, 'discriminator': 'k',"
        " 'data': {}} {'command': 'c', 'data': {'it': 'V'}}",
    ),
    # A simple union of old, and what it was rewritten to.
    (
        "{'struct': 'A', 'data': {'x': 'int'}}"
        "{'union': 'U', 'data': {'a': 'A', 's': 'str', 'l': ['int']}}"
        "{'command': 'c', 'data': {'it': 'U'}}",
        "{'struct': 'A', 'data': {'x': 'int'}} {'struct': 'AWrapper', 'data': {'data': 'A'}}"
        "{'struct': 'SW', 'data': {'data': 'str'}}"
        "{'struct': 'LW', 'data': {'data': ['int']}} {'enum': 'K', 'data': ['a', 'l', 's']}"
        "{'union': 'U', 'base': {'type': 'K'}, 'discriminator': 'type',"
        " 'data': {'a': 'AWrapper', 's': 'SW', 'l': 'LW'}} {'command': 'c', 'data': {'it': 'U'}}",
    ),
    # Conditions that say the same in other words.
    (
        "{'command': 'c', 'if': 'defined(A) && !defined(B)'}",
        "{'command': 'c', 'if': {'not': {'any': ['B', {'not': 'A'}]}}}",
    ),
    # What a name has always said.
    (
        "{'command': 'x-c'}",
        "{'command': 'x-c', 'features': ['unstable']}",
    ),
    # A type that nobody mentions, and one that mentions itself.
    (
        "{'struct': 'N', 'data': {'*n': 'N'}} {'command': 'c', 'data': {'n': 'N'}}",
        "{'struct': 'M', 'data': {'*n': 'M'}} {'struct': 'N', 'data': {'n': 'int'}}"
        "{'command': 'c', 'data': {'n': 'M'}}",
    ),
]


@pytest.mark.parametrize(("old", "new"), INVISIBLE)
def test_invisible(old: str, new: str) -> None:
    """Another way to write the same wire is no change, in either direction."""
    assert verdicts(changes(old, new)) == []
    assert verdicts(changes(new, old)) == []


ANNOUNCED = [
    ("{'command': 'c'}", Announced.UNANNOUNCED),
    ("{'command': 'c', 'features': ['deprecated']}", Announced.DEPRECATED),
    ("{'command': 'x-c'}", Announced.UNSTABLE),
    (
        "{'command': 'c', 'features': ['deprecated', 'unstable']}",
        Announced.UNSTABLE,
    ),
    (
        "{'command': 'k', 'data': {'a': {'type': 'int', 'features': ['deprecated']}}}",
        Announced.DEPRECATED,
    ),
    # All users must have been told.
    (
        "{'struct': 'S', 'data': {'a': 'int'}}"
        "{'command': 'x-k', 'data': 'S'} {'command': 'k', 'data': 'S'}",
        Announced.UNANNOUNCED,
    ),
    (
        "{'struct': 'S', 'data': {'a': 'int'}} {'command': 'x-k', 'data': 'S'}"
        "{'command': 'k', 'data': 'S', 'features': ['deprecated']}",
        Announced.DEPRECATED,
    ),
]
NOTHING = "{'command': 'k'} {'command': 'x-k'}"


@pytest.mark.parametrize(("old", "announced"), ANNOUNCED)
def test_announced(old: str, announced: Announced) -> None:
    """What users of the thing that is gone had been told."""
    [change] = [c for c in changes(old, NOTHING) if c.kind.name.endswith("-removed")]
    assert change.announced is announced
