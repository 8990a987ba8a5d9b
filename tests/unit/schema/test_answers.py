# SPDX-License-Identifier: MIT
"""Answers of servers that are not as they should be: refused, or compared, never a crash."""

from __future__ import annotations

import copy
import json
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import invent, written

from qapigen.backends.introspection import introspect
from qapigen.compatibility.comparison import compare
from qapigen.compiler import compile_schema
from qapigen.schema.answers import UnreadableAnswerError, is_answer, read_answer

ODD: tuple[Any, ...] = (None, True, 7, "0", "3", "[0]", [], {}, ["0"], {"name": []})


def _answer(random: Random) -> list[dict[str, Any]]:
    text = written(invent(random))
    return introspect(compile_schema("a", read=lambda _: text.encode()).schema)


def _spoilt(value: Any, random: Random) -> Any:
    """The value with something in it exchanged for something odd, or taken away."""
    if not isinstance(value, dict | list) or not value or random.random() < 0.1:
        return random.choice(ODD)
    key = random.choice(list(value) if isinstance(value, dict) else range(len(value)))
    if random.random() < 0.1:
        del value[key]
    else:
        value[key] = _spoilt(value[key], random)
    return value


@settings(max_examples=150, deadline=None)
@given(st.randoms(use_true_random=False))
def test_a_spoilt_answer_is_refused_or_compared(random: Random) -> None:
    """Wherever it is spoilt."""
    good = _answer(random)
    spoilt = _spoilt(copy.deepcopy(good), random)
    try:
        wire = read_answer(json.dumps(spoilt), "spoilt")
    except UnreadableAnswerError:
        return
    compare(read_answer(json.dumps(good), "good"), wire)
    compare(wire, wire)


@pytest.mark.parametrize("text", ["[]", "[{}]", '{"return": {}}', "[", "[7]", "{}"])
def test_what_is_no_answer(text: str) -> None:
    """An empty list is none either: nothing would be lost in comparing with it."""
    with pytest.raises(UnreadableAnswerError):
        read_answer(text, "none")


def test_an_object_that_is_a_case_of_itself() -> None:
    """Nobody could send it, and nobody shall follow it for ever."""
    member = {"name": "t", "type": "1"}
    entries = [
        {"name": "c", "meta-type": "command", "arg-type": "0", "ret-type": "0"},
        {"name": "0", "meta-type": "object", "members": [member], "tag": "t"},
        {"name": "1", "meta-type": "enum", "values": ["a"]},
    ]
    entries[1]["variants"] = [{"case": "a", "type": "0"}]
    with pytest.raises(UnreadableAnswerError, match="case of itself"):
        read_answer(json.dumps(entries), "circle")


def test_schemas_are_not_taken_for_answers() -> None:
    """A schema begins with a comment or a definition, an answer is a list or a reply."""
    assert is_answer(' [{"name": "c"}]')
    assert is_answer('{\n "return": []}')
    assert not is_answer("# a comment\n{ 'command': 'return' }")
    assert not is_answer("{ 'command': 'return' }")
    assert not is_answer("")
