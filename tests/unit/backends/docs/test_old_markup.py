# SPDX-License-Identifier: MIT
"""The markup of old times, in today's."""

from __future__ import annotations

import pytest

from qapigen.backends.docs.old_markup import translate
from qapigen.backends.docs.passages import Line


def _translated(text: str) -> str:
    lines = [Line(line, number) for number, line in enumerate(text.split("\n"))]
    return "\n".join(line.text for line in translate(lines)).strip("\n")


@pytest.mark.parametrize(
    ("old", "today"),
    [
        ("*strong* and _weak_", "**strong** and *weak*"),
        ("a_b, c_ and *d", "a_b, c\\_ and \\*d"),
        ("`x` and |y|", "\\`x\\` and \\|y\\|"),
        ("as follows::", "as follows\\::"),
        (".. note:: text", "\\.. note\\:: text"),
        ("text\n- one\n- two", "text\n\n- one\n\n- two"),
        ("- one\ngoes on", "- one\n  goes on"),
        ("1. one\n   goes on", "1. one\n   goes on"),
        ("text\n   indented", "text\nindented"),
        ("so\n| -> { }\n| <- { }", "so\n\n::\n\n    -> { }\n    <- { }"),
        ("on success\nIf not, an error", "on success\n\nIf not, an error"),
    ],
)
def test_translation(old: str, today: str) -> None:
    """A line at a time; what means nothing is escaped."""
    assert _translated(old) == today


def test_lines_remember_where_they_were() -> None:
    """Whatever is put between them."""
    lines = [Line("text", 3), Line("- item", 4)]
    assert [line.number for line in translate(lines)] == [3, 4, 4]
