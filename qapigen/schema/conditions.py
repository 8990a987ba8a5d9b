# SPDX-License-Identifier: MIT
"""Conditions: whether a thing is there, depending on how QEMU was configured."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never


@dataclass(frozen=True, slots=True)
class Symbol:
    """True where the preprocessor symbol is defined."""

    name: str


@dataclass(frozen=True, slots=True)
class All:
    """True where all of its parts are."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """True where one of its parts is."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """True where its part is not."""

    part: Condition


@dataclass(frozen=True, slots=True)
class Opaque:
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
        case All(parts):
            return " and ".join(map(_grouped, parts))
        case Any(parts):
            return " or ".join(map(_grouped, parts))
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


_C_TOKEN = re.compile(
    r"\s*(defined\s*\(\s*(\w+)\s*\)|defined\s+(\w+)|&&|\|\||!|\(|\)|(\w+))"
)
_MAX_C_TOKENS = 200


def parse_c(text: str) -> Condition:
    """The condition that an expression of the C preprocessor states.

    Understands ``defined(X)``, ``!``, ``&&``, ``||`` and parentheses; whatever
    else there is makes the whole an `Opaque`.
    """
    tokens: list[str | Symbol] = []
    at = 0
    stripped = text.rstrip()
    while at < len(stripped):
        match = _C_TOKEN.match(stripped, at)
        if match is None or len(tokens) == _MAX_C_TOKENS:
            return Opaque(text)
        name = match[2] or match[3] or match[4]
        tokens.append(Symbol(name) if name else match[1])
        at = match.end()
    tokens.reverse()
    condition = _any(tokens)
    return Opaque(text) if condition is None or tokens else condition


def _any(tokens: list[str | Symbol]) -> Condition | None:
    parts = _joined(tokens, "||", _all)
    if parts is None:
        return None
    return parts[0] if len(parts) == 1 else Any(parts)


def _all(tokens: list[str | Symbol]) -> Condition | None:
    parts = _joined(tokens, "&&", _single)
    if parts is None:
        return None
    return parts[0] if len(parts) == 1 else All(parts)


def _joined(
    tokens: list[str | Symbol],
    operator: str,
    operand: Callable[[list[str | Symbol]], Condition | None],
) -> tuple[Condition, ...] | None:
    parts = []
    while (part := operand(tokens)) is not None:
        parts.append(part)
        if not tokens or tokens[-1] != operator:
            return tuple(parts)
        tokens.pop()
    return None


def _single(tokens: list[str | Symbol]) -> Condition | None:
    token = tokens.pop() if tokens else None
    if isinstance(token, Symbol):
        return token
    if token == "!":
        part = _single(tokens)
        return None if part is None else Not(part)
    if token == "(":
        condition = _any(tokens)
        if condition is not None and tokens and tokens.pop() == ")":
            return condition
    return None
