# SPDX-License-Identifier: MIT
"""Conditions as old editions wrote them: expressions of the C preprocessor."""

from __future__ import annotations

import re
from collections.abc import Callable

from qapigen.schema.conditions import All, Any, Condition, Not, Opaque, Symbol

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
