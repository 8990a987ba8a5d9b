# SPDX-License-Identifier: MIT
"""What is typed: words and values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qapigen.source import Source
from qapigen.talk.line import is_complete, pieces, statements, words_of
from qapigen.talk.problems import RefusedError
from qapigen.talk.scalars import guess, integer, number, parsed
from qapigen.talk.words import Keys, Text, command_line, tree


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("-12", -12),
        ("0x1F", 31),
        ("64M", 64 * 2**20),
        ("1.5GiB", 3 * 2**29),
        ("4k", 4096),
        ("1.3K", None),
        ("", None),
        ("M", None),
        ("1 K", None),
        ("1e3", None),
        ("0x", None),
    ],
)
def test_integers(text: str, value: int | None) -> None:
    """Decimal, hexadecimal and sizes; nothing else."""
    assert integer(text) == value


def test_numbers_and_guesses() -> None:
    """What JSON cannot say is no number."""
    assert (number("1e3"), number("nan"), number("inf"), number("x")) == (
        1e3,
        *[None] * 3,
    )
    assert [guess(x) for x in ("3", "true", "{", "NaN", '"3"')] == [
        3,
        True,
        "{",
        "NaN",
        "3",
    ]
    with pytest.raises(ValueError, match="twice"):
        parsed('{"a": 1, "a": 2}')
    with pytest.raises(ValueError, match="deep"):
        parsed("[" * 100_000)


def values(keys: Keys) -> dict[str, object]:
    """A tree as plain dictionaries."""
    return {
        name: (
            values(child.node)
            if isinstance(child.node, Keys)
            else getattr(child.node, "text", None)
        )
        for name, child in keys.children.items()
    }


def plain(*words: str, dotted: frozenset[str] = frozenset()) -> dict[str, object]:
    """The tree of a command line."""
    line = command_line(["c", *words])
    return values(tree(line[1:], line[0].span, dotted))


def test_trees() -> None:
    """Dots and brackets are the same; a value may hold any sign."""
    assert plain("a.b=1", "a.c=x=y", "d=") == {"a": {"b": "1", "c": "x=y"}, "d": ""}
    assert plain("a[0].b=1", "a.1.b=2") == {"a": {"0": {"b": "1"}, "1": {"b": "2"}}}
    name = "__com.redhat_x"
    assert plain(f"{name}=1", f"a.{name}.b=2", dotted=frozenset({name})) == {
        name: "1",
        "a": {name: {"b": "2"}},
    }


@pytest.mark.parametrize(
    "words",
    [["a"], ["=1"], ["a=1", "a=2"], ["a=1", "a.b=2"], ["a.b=2", "a=1"], [".=1"]],
)
def test_what_is_no_tree(words: list[str]) -> None:
    """Contradictions are refused."""
    with pytest.raises(RefusedError):
        plain(*words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a b=1 # c", ["a", "b=1"]),
        ('a b=\'x y\' c="d \\" e"', ["a", "b=x y", 'c=d " e']),
        ('a b={"c": [1, "}"]} d=1', ["a", 'b={"c": [1, "}"]}', "d=1"]),
        ('{"execute":\n "x"}', ['{"execute":\n "x"}']),
        ("a[0].b=1", ["a[0].b=1"]),
        ("", []),
    ],
)
def test_lines(text: str, words: list[str]) -> None:
    """Quotes keep blanks, brackets keep JSON."""
    assert [word.text for word in words_of(Source("s", text))] == words
    assert is_complete(text)


@pytest.mark.parametrize(
    "text", ["{", 'a="b', "a='b", "a=[1,\n2", "transaction(\nabort\n"]
)
def test_unfinished_lines(text: str) -> None:
    """More is to come."""
    assert not is_complete(text)


def test_statements() -> None:
    """What is pasted: a line each, unless something is still open."""
    text = 'stop\n\n{"execute":\n "cont"}\ntransaction(\n abort\n)\na="b'
    assert [(n, s.strip()) for n, s in statements(text) if s.strip()] == [
        (1, "stop"),
        (3, '{"execute":\n "cont"}'),
        (5, "transaction(\n abort\n)"),
        (8, 'a="b'),
    ]


@given(st.text(st.sampled_from("a=.[]{}\"'\\ \n#(")))
def test_any_line_is_cut(text: str) -> None:
    """Nothing that is typed makes the shell stumble, and nothing is cut twice."""
    end = 0
    for piece in pieces(text):
        assert end <= piece.start < piece.end <= len(text)
        end = piece.end
    words = words_of(Source("s", text + "\n"))
    if words:
        try:
            keys = tree(words[1:], words[0].span)
        except RefusedError:
            return
        assert all(isinstance(c.node, Keys | Text) for c in keys.children.values())
