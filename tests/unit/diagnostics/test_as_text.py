# SPDX-License-Identifier: MIT
"""The rendering for people: excerpts, labels, long lines and untrusted text."""

from __future__ import annotations

from inspect import cleandoc

from findings import DUPLICATE, ROOT, SUB, duplicate, odd, span_of
from hypothesis import given
from hypothesis import strategies as st

from qapigen.diagnostics import as_text
from qapigen.diagnostics.diagnostic import Diagnostic, Owner
from qapigen.editions import LATEST
from qapigen.source import Source, Span


def shown(finding: Diagnostic) -> str:
    """The rendering without the empty line at its end."""
    return "\n".join(as_text.render([finding])).rstrip("\n")


def test_everything_that_a_finding_holds() -> None:
    """Headline, place, context, excerpt with both places, note, help, include."""
    assert shown(duplicate()) == cleandoc("""
        error[duplicate-member]: member 'a' is declared twice
         --> sub.json:3:13 in struct 'Foo' (line 1)
          |
        2 |   'data': { 'a': 'int',
          |             --- first here
        3 |             'a': 'str' } }
          |             ^^^
          |
          = note: members are known by name
          = help: rename one
          = included from main.json:1:14
        """)


def test_a_label_in_another_file() -> None:
    """Its file gets an excerpt of its own."""
    finding = odd().pointing_at(span_of("'include'", ROOT), "included here")
    assert shown(finding) == cleandoc("""
        warning[odd-thing]: this is odd
         --> a.json:1:1
          |
        1 | odd
          | ^^^
         ::: main.json:1:3
          |
        1 | { 'include': 'sub.json' }
          |   --------- included here
        """)


def test_several_labels_on_one_line() -> None:
    """The last has its text beside the underline, the others hang below."""
    source = Source("a.json", "one two three\n")
    finding = DUPLICATE.at(span_of("two", source), member="x")
    finding = finding.pointing_at(span_of("one", source), "first")
    finding = finding.pointing_at(span_of("three", source), "third")
    assert shown(finding).splitlines()[3:] == [
        "1 | one two three",
        "  | --- ^^^ ----- third",
        "  | |",
        "  | first",
    ]


def test_a_span_over_several_lines() -> None:
    """Its first and its last line are shown."""
    finding = DUPLICATE.at(Span(SUB, 0, len(SUB.text) - 1), member="x")
    assert shown(finding).splitlines()[3:8] == [
        "1 | { 'struct': 'Foo',",
        "  | ^^^^^^^^^^^^^^^^^^ from here",
        "2 |   'data': { 'a': 'int',",
        "3 |             'a': 'str' } }",
        "  |             ^^^^^^^^^^^^^^ to here",
    ]


def test_tabs_and_wide_characters_keep_the_underline_in_place() -> None:
    """A tab is drawn as four columns; an ideograph takes two, an accent none."""
    source = Source("a.json", "\t漢字e\N{COMBINING ACUTE ACCENT} here\n")
    lines = shown(DUPLICATE.at(span_of("here", source), member="x")).splitlines()
    assert lines[4] == "  | " + " " * (4 + 4 + 1 + 1) + "^^^^"


def test_controls_never_reach_the_terminal() -> None:
    """Escapes and steering characters in schema, name or path are shown, not sent."""
    evil = "\x1b[31m\x07\x7f\x9b\N{RIGHT-TO-LEFT OVERRIDE}\udc80"
    source = Source(f"{evil}.json", f"{evil}\n")
    finding = DUPLICATE.at(Span(source, 0, 1), member=evil).pointing_at(
        Span(source, 1, 2), evil
    )
    finding = finding.noting(evil).helped_by(evil)
    finding = finding._replace(definition=Owner("struct", evil, Span(source, 0, 1)))
    text = shown(finding)
    assert text.replace("\n", "").isprintable()
    assert "␛[31m" in text


def test_empty_spans_and_the_end_of_the_file_are_shown() -> None:
    """A caret stands where something is missing."""
    assert shown(odd("abc\n", 3, 3)).splitlines()[3:] == ["1 | abc", "  |    ^"]
    assert shown(odd("", 0, 0)).splitlines()[3:] == ["1 |", "  | ^"]
    assert shown(odd("abc\n", 4, 4)).splitlines()[3:] == ["2 |", "  | ^"]


def test_of_megabytes_in_one_line_little_is_shown() -> None:
    """A long line is cut around the place; a long message loses its middle."""
    text = "x" * 3_000_000 + "HERE" + "y" * 3_000_000 + "\n"
    source = Source("a.json", text)
    lines = shown(
        DUPLICATE.at(span_of("HERE", source), member="z" * 1_000_000)
    ).splitlines()
    assert max(map(len, lines)) < 300
    assert lines[3].startswith("1 | …xxx")
    assert lines[4].index("^^^^") == lines[3].index("HERE")


@given(text=st.text(max_size=300), data=st.data())
def test_any_text_and_any_place_can_be_shown(text: str, data: st.DataObject) -> None:
    """Nothing raises, and nothing but line ends steers the terminal."""
    text = text.replace("\r", "\n") + "\n"
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    at = data.draw(st.integers(0, len(text)))
    source = Source("a.json", text)
    finding = DUPLICATE.at(Span(source, start, end), member=text)
    finding = finding.pointing_at(Span(source, at, at), text).noting(text)
    assert all(line.isprintable() for line in as_text.render([finding]))


def test_a_dated_finding_says_which_releases_refuse_it() -> None:
    """Another edition's language is named."""
    finding = duplicate().during(LATEST.lifetime)
    assert f"  = refused {LATEST.lifetime}" in shown(finding).splitlines()


def test_colour_only_when_asked() -> None:
    """Colours change nothing but colours."""
    from click import unstyle

    plain = list(as_text.render([duplicate(), odd()]))
    coloured = list(as_text.render([duplicate(), odd()], colour=True))
    assert plain != coloured
    assert plain == [unstyle(line) for line in coloured]


def test_the_documentation_that_a_finding_lies_in() -> None:
    """Whose documentation it is, or where a free comment begins."""
    comment = Owner("documentation", "Foo", Span(SUB, 0, 1))
    finding = odd()._replace(documentation=comment)
    assert "a.json:1:1 in the documentation of 'Foo' (line 1)" in shown(finding)
    finding = finding._replace(definition=Owner("struct", "Foo", Span(SUB, 19, 20)))
    assert "a.json:1:1 in the documentation of struct 'Foo' (line 2)" in shown(finding)
    finding = odd()._replace(documentation=comment._replace(name=""))
    assert "a.json:1:1 in the documentation (line 1)" in shown(finding)
