# SPDX-License-Identifier: MIT
"""Conditions: whether a thing is there, depending on how QEMU was configured.

They are tuples, and no two kinds of them are ever equal.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, assert_never


class Symbol(NamedTuple):
    """True where the preprocessor symbol is defined."""

    name: str


class All(NamedTuple):
    """True where all of its parts are; `word` goes between them."""

    parts: tuple[Condition, ...]
    word: str = "and"


class Any(NamedTuple):
    """True where one of its parts is; `word` goes between them."""

    parts: tuple[Condition, ...]
    word: str = "or"


class Not(NamedTuple):
    """True where its part is not."""

    part: Condition


class Opaque(NamedTuple):
    """An expression of the C preprocessor, of old editions, that is not made of `defined`."""

    text: str


Condition = Symbol | All | Any | Not | Opaque


def holds(condition: Condition | None, is_defined: Callable[[str], bool]) -> bool:
    """Whether the condition is met, given which symbols are defined; None and opaque ones are."""
    match condition:
        case None | Opaque():
            return True
        case Symbol(name):
            return is_defined(name)
        case All(parts):
            return all(holds(part, is_defined) for part in parts)
        case Any(parts):
            return any(holds(part, is_defined) for part in parts)
        case Not(part):
            return not holds(part, is_defined)
    assert_never(condition)


def symbols(condition: Condition | None) -> frozenset[str]:
    """The names of the symbols that the condition depends on."""
    match condition:
        case None | Opaque():
            return frozenset()
        case Symbol(name):
            return frozenset((name,))
        case All(parts) | Any(parts):
            return frozenset().union(*map(symbols, parts))
        case Not(part):
            return symbols(part)
    assert_never(condition)


def in_words(condition: Condition) -> str:
    """The condition as people say it: ``CONFIG_A and (CONFIG_B or not CONFIG_C)``."""
    match condition:
        case Symbol(name):
            return name
        case Opaque(text):
            return text
        case All(parts, word) | Any(parts, word):
            return f" {word} ".join(map(_grouped, parts))
        case Not(part):
            return f"not {_grouped(part)}"
    assert_never(condition)


def _grouped(condition: Condition) -> str:
    text = in_words(condition)
    return (
        f"({text})"
        if isinstance(condition, All | Any) and len(condition.parts) > 1
        else text
    )
