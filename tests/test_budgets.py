# SPDX-License-Identifier: MIT
"""Budgets that keep files and functions readable, and the few exceptions."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from package_source import Function, all_modules, functions

FILE_LINES = 400
FUNCTION_LINES = 40
PARAMETERS = 5
NESTING = 3

# What may exceed a budget, as (budget, dotted name), and why; a stale entry fails.
ALLOWED: dict[tuple[str, str], str] = {}

BLOCKS = (
    ast.If,
    ast.For,
    ast.AsyncFor,
    ast.While,
    ast.With,
    ast.AsyncWith,
    ast.Try,
    ast.Match,
)


def test_budgets() -> None:
    """Files, functions, parameter lists and nesting stay small."""
    excesses = dict(_excesses())
    unexpected = [text for key, text in excesses.items() if key not in ALLOWED]
    assert not unexpected, "\n".join(unexpected)
    stale = sorted(set(ALLOWED) - set(excesses))
    assert not stale, f"take these out of ALLOWED, they exempt nothing: {stale}"


def _excesses() -> Iterator[tuple[tuple[str, str], str]]:
    """What exceeds a budget: the key that would allow it, and how to say it."""
    for module in all_modules():
        lines = module.text.count("\n")
        sizes = [(module.name, 1, ("lines", lines, FILE_LINES))]
        for name, function in functions(module):
            sizes += [(name, function.lineno, size) for size in _sizes(function)]
        for name, line, (budget, size, limit) in sizes:
            if size > limit:
                text = f"{module.path}:{line}: {name}: {budget} {size}, at most {limit}"
                yield (budget, name), text


def _sizes(function: Function) -> Iterator[tuple[str, int, int]]:
    """Each budget of a function: its name, how much is used, how much there is."""
    yield "lines", (function.end_lineno or 0) - function.lineno + 1, FUNCTION_LINES
    arguments = function.args
    names = [
        a.arg for a in arguments.posonlyargs + arguments.args + arguments.kwonlyargs
    ]
    yield "parameters", len(
        [name for name in names if name not in ("self", "cls")]
    ), PARAMETERS
    yield "nesting", _nesting(function.body), NESTING


def _nesting(body: list[ast.stmt]) -> int:
    return max((_depth(statement) for statement in body), default=0)


def _depth(statement: ast.stmt) -> int:
    """How many blocks lie in each other; an `elif` lies beside its `if`, not in it."""
    if not isinstance(statement, BLOCKS):
        return 0
    bodies: list[list[ast.stmt]] = []
    beside = 0
    for field in ("body", "orelse", "finalbody"):
        inner = getattr(statement, field, [])
        if field == "orelse" and len(inner) == 1 and isinstance(inner[0], ast.If):
            beside = _depth(inner[0])
        else:
            bodies.append(inner)
    for part in (*getattr(statement, "handlers", []), *getattr(statement, "cases", [])):
        bodies.append(part.body)
    return max(beside, 1 + max(map(_nesting, bodies)))
