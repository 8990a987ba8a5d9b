# SPDX-License-Identifier: MIT
"""Reading JSON with its places, its elisions and its mistakes."""

from __future__ import annotations

import json

import pytest
from example_messages import faults, read
from hypothesis import given
from hypothesis import strategies as st

from qapigen.source import Source
from qapigen.syntax.json_nodes import has_elision, plain
from qapigen.syntax.json_reader import read_object

LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text(), VALUES), st.booleans(), st.sampled_from([None, 1, 4]))
def test_what_python_writes_is_read(
    value: dict[str, object], ascii_only: bool, indent: int | None
) -> None:
    """Any JSON object is read as Python reads it, without a fault."""
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    reading = read(text)
    assert reading.faults == ()
    assert reading.end == len(text)
    assert plain(reading.value) == json.loads(text)


@given(st.text(alphabet="{}[]:,\"'.a1- \n#|\\", max_size=60))
def test_nothing_makes_the_reader_raise(text: str) -> None:
    """Whatever follows a brace: there is an object, and places lie in the text."""
    source = Source("x", "{" + text + "\n")
    reading = read_object(source, 0)
    assert 0 < reading.end <= len(source.text)
    for fault in reading.faults:
        assert 0 <= fault.span.start <= fault.span.end <= len(source.text)


@pytest.mark.parametrize(
    "text",
    [
        '{ "a": 1, ... }',
        '{ ... "a": 1 }',
        '{ "a": ..., "b": 2 }',
        '{ "a": [ 1, 2, ... ] }',
        '{ "a": [ {"b": 1}, ... more of them ... ] }',
        '{ "a": [ {"b": 1}, {...more...}, ] }',
        '{ "a": [ {"b": 1} ... ] }',
        '{ "a": "b...c" }',
        '{ "a": [ 1, … ] }',
    ],
)
def test_elisions_are_no_fault(text: str) -> None:
    """What was left out is noticed, in objects, arrays and strings, with commas or without."""
    reading = read(text)
    assert reading.faults == ()
    assert has_elision(reading.value)


def test_what_was_left_out_is_not_made_up() -> None:
    """The plain value has what is there."""
    text = '{ "a": [ 1, ..., {"b": ...} ], "c": null, ... }'
    assert plain(read(text).value) == {"a": [1, {}], "c": None}


def test_comment_signs_are_blank() -> None:
    """Also behind indentation, with the bar of a line block, and in an empty line."""
    text = '{ "a":\n# 1,\n   #   | "b":\n\n#\n# [ 2 ] }'
    assert plain(read(text).value) == {"a": 1, "b": [2]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{ "a": 1 "b": 2 }', [("missing-comma", "1")]),
        ('{ "a": [ {} {} ] }', [("missing-comma", "}")]),
        ('{ "a": 1, }', [("trailing-comma", ",")]),
        ('{ "a": [ 1, ] }', [("trailing-comma", ",")]),
        ("{ 'a': 'b' }", [("single-quotes", "'a'")]),
        ('{ "a": 1 }, "b": 2 }', [("closed-early", "}")]),
        ('{ "a": 1 } "b": 2 }', [("closed-early", "}")]),
        ('{ "a": [ 1, 2 }', [("unclosed", "[")]),
        ('{ "a": [ 1, 2 } }', [("unclosed", "[")]),
        ('{ "a": { "b": 1 ] }', [("unclosed", "{")]),
        ('{ "a": { "b": 1', [("unclosed", "{")]),
        ('{ "a": { "b": 1 }\n# Note: text', [("unclosed", "{")]),
        ('{ "a": 1 } }', [("extra-bracket", "}")]),
        ('{ "a": 1 ] ]', [("unclosed", "{"), ("extra-bracket", "]")]),
        ('{ "a": tru }', [("not-json", "tru")]),
        ('{ "a": 01 }', [("not-json", "01")]),
        ('{ "a" 1 }', [("not-json", "1")]),
        ("{ a: 1 }", [("not-json", "a")]),
        ('{ "a": "b\n# c" }', [("not-json", '"b')]),
        ('{ "a": "\\x" }', [("not-json", '"\\x"')]),
        ('{ "a": 1, "a": 2 }', [("repeated-member", '"a"')]),
        ('{ "a":' + "[" * 200, [("not-json", "[")]),
        ('{ "a": 1 "b": 2, }', [("missing-comma", "1"), ("trailing-comma", ",")]),
    ],
)
def test_faults_are_found_at_their_token(
    text: str, expected: list[tuple[str, str]]
) -> None:
    """One mistake is one finding, and reading goes on behind it."""
    assert faults(text) == expected


@pytest.mark.parametrize(
    "text", ['{ "a": 1 }', '{ "a": 1 } and "so on"', '{ "a": 1 } {']
)
def test_prose_behind_a_message_is_no_fault(text: str) -> None:
    """A message ends with its brace."""
    assert faults(text) == []


def test_a_number_of_thousands_of_digits_is_read() -> None:
    """Python's own limit is no reason to fail."""
    assert faults('{ "a": ' + "9" * 5000 + " }") == []
