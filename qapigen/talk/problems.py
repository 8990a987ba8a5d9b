# SPDX-License-Identifier: MIT
"""What is wrong with what somebody typed: where, what, and what helps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from qapigen.diagnostics.excerpt import LEFT_OUT, excerpt, marks_of
from qapigen.diagnostics.suggestions import did_you_mean
from qapigen.diagnostics.visible import visible
from qapigen.source import Span


class Problem(NamedTuple):
    """One mistake.

    `path` leads to an unknown name, the name itself last: the schema's texts
    may know it although the server does not.
    """

    span: Span
    message: str
    help: str | None = None
    path: tuple[str, ...] = ()


class RefusedError(Exception):
    """What was typed cannot be sent."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = tuple(problems)


def unknown(
    span: Span, message: str, path: tuple[str, ...], known: Iterable[str]
) -> Problem:
    """The problem that the last name of `path` is none of the `known`."""
    return Problem(span, message, did_you_mean(path[-1], known), path)


def listed(names: Sequence[str], most: int = 8) -> str:
    """Names in a message, not too many of them."""
    shown = ", ".join(f"'{name}'" for name in names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown


def rendered(problems: Sequence[Problem]) -> Iterator[str]:
    """The lines that show problems: message, the line typed with the place, and help."""
    for problem in problems:
        yield f"error: {visible(problem.message)}"
        source, line = problem.span.source, problem.span.line
        if line > 1:
            yield f" --> {visible(source.path)}:{line}"
        for row in excerpt(source, marks_of(problem.span, "", True)):
            text = "..." if row is LEFT_OUT else "".join(text for text, _ in row.pieces)
            yield f"  {text}".rstrip()
        if problem.help:
            yield f"  = help: {visible(problem.help)}"
