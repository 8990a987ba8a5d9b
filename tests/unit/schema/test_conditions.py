# SPDX-License-Identifier: MIT
"""Conditions: what they mean, how they are said, and C expressions of old editions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qapigen.schema.c_conditions import parse_c
from qapigen.schema.conditions import (
    All,
    Any,
    Condition,
    Not,
    Opaque,
    Symbol,
    holds,
    in_words,
    symbols,
)

A, B, C = Symbol("A"), Symbol("B"), Symbol("C")


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("defined(A)", A),
        ("defined A", A),
        (" defined ( A ) ", A),
        ("A", A),
        ("!defined(A)", Not(A)),
        ("!!A", Not(Not(A))),
        ("defined(A) && defined(B)", All((A, B))),
        ("A || B && C", Any((A, All((B, C))))),
        ("(A || B) && C", All((Any((A, B)), C))),
        ("((A))", A),
    ],
)
def test_c_expressions(text: str, condition: Condition) -> None:
    """Those made of `defined` are understood."""
    assert parse_c(text) == condition


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "A &&",
        "&& A",
        "(A",
        "A)",
        "()",
        "!",
        "A B",
        "A & B",
        "A == 1",
        "\x00",
        "é(",
    ],
)
def test_others_are_opaque(text: str) -> None:
    """What is not understood is kept as it is."""
    assert parse_c(text) == Opaque(text)


@pytest.mark.parametrize(
    "text", ["(" * 100_000, "!" * 100_000, "A||" * 100_000, "(A" * 9999]
)
def test_hostile_text_is_opaque(text: str) -> None:
    """No text exhausts the stack, nor much time."""
    assert parse_c(text) == Opaque(text)


@given(st.text(alphabet="AB()!&| ", max_size=40))
def test_parsing_never_fails(text: str) -> None:
    """And what was understood can be said, and asked."""
    condition = parse_c(text)
    assert in_words(condition) is not None
    assert holds(condition, lambda name: name == "A") in (True, False)
    assert symbols(condition) <= set(text.replace("|", " ").split()) | {"A", "B"} | {
        name for name in symbols(condition) if set(name) <= {"A", "B"}
    }


@pytest.mark.parametrize(
    ("condition", "defined", "met"),
    [
        (None, "", True),
        (Opaque("x == 1"), "", True),
        (A, "A", True),
        (A, "", False),
        (Not(A), "", True),
        (All((A, B)), "A", False),
        (All((A, B)), "AB", True),
        (All(()), "", True),
        (Any((A, B)), "B", True),
        (Any((A, B)), "", False),
        (Any(()), "", False),
    ],
)
def test_holding(condition: Condition | None, defined: str, met: bool) -> None:
    """Given what is defined."""
    assert holds(condition, lambda name: name in defined) is met


def test_symbols() -> None:
    """All that a condition depends on."""
    assert symbols(None) == symbols(Opaque("x")) == frozenset()
    assert symbols(All((A, Any((B, Not(C)))))) == {"A", "B", "C"}


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (A, "A"),
        (Opaque("x > 1"), "x > 1"),
        (All((A, Any((B, Not(C))))), "A and (B or not C)"),
        (Not(All((A, B))), "not (A and B)"),
        (Any((All((A,)), B)), "A or B"),
    ],
)
def test_words(condition: Condition, words: str) -> None:
    """As people say it, with the parentheses that are needed."""
    assert in_words(condition) == words
