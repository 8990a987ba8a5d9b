# SPDX-License-Identifier: MIT
"""Flags of commands that came or went."""

from __future__ import annotations

import json

import pytest
from wires import changes, verdicts, wire

from qapigen.backends.introspection import introspect
from qapigen.compatibility.comparison import compare
from qapigen.compatibility.limits import not_compared
from qapigen.compiler import compile_schema
from qapigen.schema.answers import read_answer

FLAGS = [
    (
        "{'command': 'c', 'allow-oob': true}",
        "{'command': 'c'}",
        ["breaking send out-of-band-lost c"],
    ),
    (
        "{'command': 'c'}",
        "{'command': 'c', 'allow-oob': true}",
        ["compatible send out-of-band-gained c"],
    ),
    (
        "{'command': 'c'}",
        "{'command': 'c', 'success-response': false, 'allow-preconfig': true}",
        [
            "breaking receive response-lost c.returns",
            "compatible send preconfig-gained c",
        ],
    ),
    (
        "{'command': 'c', 'success-response': false, 'allow-preconfig': true}",
        "{'command': 'c'}",
        [
            "breaking send preconfig-lost c",
            "risky receive response-gained c.returns",
        ],
    ),
    # Without code of the generator, what is listed may not be all that is accepted.
    (
        "{'command': 'c', 'data': {'a': 'int'}, 'gen': false}",
        "{'command': 'c', 'data': {'a': 'int', 'b': 'int'}}",
        ["risky send arguments-restricted c.arguments"],
    ),
    (
        "{'command': 'c', 'data': {'a': 'int', 'b': 'int'}}",
        "{'command': 'c', 'data': {'a': 'int'}, 'gen': false}",
        ["compatible send arguments-unrestricted c.arguments"],
    ),
    (
        "{'command': 'c', 'data': {'a': 'int'}, 'gen': false}",
        "{'command': 'c', 'data': {'b': 'int'}, 'gen': false}",
        [
            "breaking send member-removed c.arguments.a",
            "breaking send mandatory-member-added c.arguments.b",
        ],
    ),
]


@pytest.mark.parametrize(("old", "new", "expected"), FLAGS)
def test_flags(old: str, new: str, expected: list[str]) -> None:
    """Each is a change, won or lost."""
    assert verdicts(changes(old, new)) == expected


def test_what_servers_do_not_report_is_not_compared() -> None:
    """They are named instead, as "no changes" would say too much."""
    text = "{'command': 'c', 'success-response': false, 'allow-preconfig': true}"
    schema = compile_schema("main.json", None, lambda _: text.encode()).schema
    answer = read_answer(json.dumps(introspect(schema)), "a server")
    own = wire("{'command': 'c'}")
    assert compare(own, answer) == compare(answer, own) == []
    names = ("integer types", "'success-response'", "'allow-preconfig'", "'gen'")
    assert not_compared(own, answer) == not_compared(answer, own)
    assert not_compared(own, answer) == ("conditions", *names)
    assert not_compared(answer, answer) == names
    assert not_compared(own, own) == ()
