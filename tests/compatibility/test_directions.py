# SPDX-License-Identifier: MIT
"""What is sent, what is received, and what is both: a change is reported once for each."""

from __future__ import annotations

import pytest
from wires import changes, verdicts

BOTH = (
    "{'struct': 'S', 'data': {%s}} {'command': 'c', 'data': {'s': 'S'}, 'returns': 'S'}"
)
IN_BOTH = [
    (
        "'a': 'str'",
        "",
        [
            "breaking send member-removed c.arguments.s.a",
            "breaking receive member-removed c.returns.a",
        ],
    ),
    (
        "",
        "'a': 'str'",
        [
            "breaking send mandatory-member-added c.arguments.s.a",
            "compatible receive mandatory-member-added c.returns.a",
        ],
    ),
    (
        "'a': 'str'",
        "'*a': 'str'",
        [
            "breaking receive member-became-optional c.returns.a",
            "compatible send member-became-optional c.arguments.s.a",
        ],
    ),
]

UNION = """
{'enum': 'Tag', 'data': [%s]}
{'struct': 'A', 'data': {%s}}
{'union': 'U', 'base': {'kind': 'Tag'}, 'discriminator': 'kind', 'data': {'a': 'A'}}
"""
TAG_ELSEWHERE = """
{'struct': 'Q', 'data': {'tags': ['Tag']}} {'command': 'q', 'returns': 'Q'}
{'command': 'p', 'data': {'t': 'Tag'}}
{'command': 'add-it', 'data': 'U', 'boxed': true}
"""
WHOLE = [
    # A type that a command returns is received.
    (
        "{'pragma': {'command-returns-exceptions': ['c']}} {'command': 'c', 'returns': 'int'}",
        "{'pragma': {'command-returns-exceptions': ['c']}} {'command': 'c', 'returns': 'str'}",
        ["breaking receive type-changed c.returns"],
    ),
    # A branch of a union is reported beside the same value of the enum elsewhere.
    (
        UNION % ("'a'", "") + TAG_ELSEWHERE,
        UNION % ("'a', 'd'", "") + TAG_ELSEWHERE,
        [
            "risky receive value-added q.returns.tags[]=d",
            "compatible send value-added add-it.arguments.kind=d",
            "compatible send value-added p.arguments.t=d",
        ],
    ),
]


@pytest.mark.parametrize(("old", "new", "expected"), IN_BOTH)
def test_both_directions(old: str, new: str, expected: list[str]) -> None:
    """Each direction has a verdict and a path of its own."""
    assert verdicts(changes(BOTH % old, BOTH % new)) == expected


@pytest.mark.parametrize(("old", "new", "expected"), WHOLE)
def test_whole(old: str, new: str, expected: list[str]) -> None:
    """The changes of two schemas, the worst first."""
    assert verdicts(changes(old, new)) == expected
