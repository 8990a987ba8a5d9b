# SPDX-License-Identifier: MIT
"""What descriptions say in passing."""

from __future__ import annotations

import pytest

from qapigen.backends.docs.descriptions import dated, describe
from qapigen.backends.docs.passages import Line, Passage
from qapigen.source import Source, Span
from qapigen.syntax.doc_comment import Section, SectionKind
from qapigen.syntax.nodes import DocComment

COMMENT = DocComment(None, Span(Source("a.json", "##\n##\n"), 0, 5), True)
SECTION = Section(SectionKind.MEMBER, "x", (), 0, COMMENT)


@pytest.mark.parametrize(
    ("text", "left", "since", "default"),
    [
        ("size (since 1.2)", "size", "1.2", ""),
        ("size (Since: 1.2.1; default: 4)", "size", "1.2.1", "4"),
        ("size (default 4, since 1.2).", "size", "1.2", "4"),
        ("size.  (Since 2.12)", "size.", "2.12", ""),
        ("size (since 1.2), or not", None, "1.2", ""),
        ("size, defaults to 4.", None, "", "4"),
        ("size (in bytes)", None, "", ""),
        ("the default is whatever suits the weather of the day", None, "", ""),
        ("(since 3.0)", "", "3.0", ""),
        ("size (default: 4) (since 1.2)", "size", "1.2", "4"),
        ("size (Since 1.2).  (default: '4')", "size", "1.2", "4"),
        ("size (default: 4, in kB; since 1.2)", None, "1.2", "4"),
        ("size (default: 4 if wet, since 1.2)", None, "", ""),
        ("size.  Since 1.2.", None, "1.2", ""),
        ("size (since 1.2 on doors)", None, "", ""),
    ],
)
def test_facts(text: str, left: str | None, since: str, default: str) -> None:
    """Parentheses that say nothing else are taken out; what is within a sentence stays."""
    found = describe(Passage(SECTION, "Thing", (Line(text, 0),)))
    shown = "".join(line.text for line in found.passage.lines)
    assert (shown, found.since, found.default) == (
        text if left is None else left,
        since,
        default,
    )


def test_facts_over_lines() -> None:
    """Parentheses may begin on one line and end on the next."""
    lines = (Line("the size", 0), Line("of it (default:", 1), Line("4, since 1.2)", 2))
    found = describe(Passage(SECTION, "Thing", lines))
    assert found.passage.lines == (Line("the size", 0), Line("of it", 1))
    assert (found.since, found.default) == ("1.2", "4")


def test_values_have_no_default() -> None:
    """What a text says of the default stays in the text of a value of an enum."""
    text = "no colour (default: off)"
    found = dated(Passage(SECTION, "Thing", (Line(f"{text} (since 1.2)", 0),)))
    assert found.passage.lines == (Line(text, 0),)
    assert (found.since, found.default) == ("1.2", "")
