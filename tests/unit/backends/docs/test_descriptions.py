# SPDX-License-Identifier: MIT
"""What descriptions say in passing."""

from __future__ import annotations

import pytest

from qapigen.backends.docs.descriptions import describe
from qapigen.backends.docs.passages import Line, Passage
from qapigen.source import Source
from qapigen.syntax.doc_comment import Section, SectionKind
from qapigen.syntax.nodes import DocComment

COMMENT = DocComment(None, Source("a.json", "##\n##\n"), 0, 5, True)
SECTION = Section(SectionKind.MEMBER, "x", (), 0, COMMENT)


@pytest.mark.parametrize(
    ("text", "left", "since", "default"),
    [
        ("size (since 1.2)", "size", "1.2", ""),
        ("size (Since: 1.2.1; default: 4)", "size", "1.2.1", "4"),
        ("size (default 4, since 1.2).", "size", "1.2", "4"),
        ("size.  (Since 2.12)", "size.", "2.12", ""),
        ("size (since 1.2), or not", "size (since 1.2), or not", "1.2", ""),
        ("size, defaults to 4.", "size, defaults to 4.", "", "4"),
        ("size (in bytes)", "size (in bytes)", "", ""),
        ("the default is whatever suits the weather of the day", None, "", ""),
        ("(since 3.0)", "", "3.0", ""),
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
