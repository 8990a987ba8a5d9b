# SPDX-License-Identifier: MIT
"""Which release a schema is of, and what is said where it cannot be one alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from qapigen.compiler import Compilation, compile_schema
from qapigen.editions import LATEST, find_edition

IF = "{ 'command': 'a1', 'if': 'defined(X)' }\n"
COROUTINE = "{ 'command': 'a2', 'coroutine': true }\n"
WHITELIST = "{ 'pragma': { 'returns-whitelist': [] } }\n"
EXCEPTIONS = "{ 'pragma': { 'command-returns-exceptions': [] } }\n"
CONDITION = "{ 'command': 'a3', 'if': { 'not': 'X' } }\n"
NOTE = "##\n# @a4:\n#\n# Four.\n#\n# Note: that\n##\n{ 'command': 'a4' }\n"
LONG = f"##\n# {'x' * 80}\n##\n"
BASE = "{ 'union': 'Un1', 'data': { 'a': 'str' } }\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def compiled(text: str, edition: str | None = None) -> Compilation:
    """What becomes of a schema of this text."""
    Path("main.json").write_text(text, encoding="utf-8")
    return compile_schema("main.json", find_edition(edition) if edition else None)


@pytest.mark.parametrize(
    ("text", "edition"),
    [
        ("", LATEST.name),
        (IF, "6.1"),
        (COROUTINE, LATEST.name),
        (IF + COROUTINE, "6.1"),
        (WHITELIST, "5.2"),
        (WHITELIST + COROUTINE, "5.2"),
        (EXCEPTIONS, LATEST.name),
        (EXCEPTIONS + BASE, "6.1"),
        (CONDITION + NOTE, "9.0"),
        (LONG, "10.1"),
    ],
)
def test_the_newest_that_accepts(text: str, edition: str) -> None:
    """Dated constructs narrow the releases, dated rules choose among what is left."""
    compilation = compiled(text)
    assert compilation.edition.name == edition
    assert not compilation.findings


@pytest.mark.parametrize(
    "mistake",
    [
        "{ 'command': 'x1', 'data': 'Absent' }\n",
        "{ 'command': 'x1', 'dta': {} }\n",
        "{ 'command' 'x1' }\n",
        "{ 'command': 7 }\n",
        "{ 'command': 'x1',\n",
    ],
)
@pytest.mark.parametrize("text", [IF, CONDITION, WHITELIST + COROUTINE, NOTE])
def test_a_mistake_tells_nothing(mistake: str, text: str) -> None:
    """What every release refuses does not change how the rest is read."""
    plain, compilation = compiled(text), compiled(text + mistake)
    assert compilation.edition is plain.edition
    assert len(compilation.findings) == 1


def test_constructs_that_no_release_accepts_together() -> None:
    """One of them is a finding, and it shows the other."""
    compilation = compiled(IF + CONDITION)
    [finding] = compilation.findings
    assert finding.code.name == "condition-not-a-symbol"
    [label] = finding.labels
    assert label.span.line == 2
    assert label.text == "accepted only since QEMU 6.2"
    [note] = finding.notes
    assert note == (
        f"read as QEMU {LATEST} because of main.json:2; no release accepts both,"
        " this one is accepted only until QEMU 6.1"
    )


def test_the_majority_decides() -> None:
    """Of constructs that exclude each other the rarer ones are the mistake."""
    compilation = compiled(IF + IF.replace("a1", "b1") + CONDITION)
    assert compilation.edition.name == "6.1"
    assert [f.span.line for f in compilation.findings] == [3]


def test_what_other_releases_would_refuse() -> None:
    """The next one and today's, by code; not what the edition itself refuses."""
    compilation = compiled(NOTE + LONG + "{ 'command': 'x1', 'data': 'Absent' }\n")
    assert compilation.edition.name == "9.0"
    following, today = compilation.refusals
    assert (following.edition.name, following.counts) == (
        "9.1",
        (("doc-old-section", 1),),
    )
    assert today.edition is LATEST
    assert dict(today.counts) == {"doc-old-section": 1, "doc-line-too-long": 1}


def test_a_given_edition_is_not_discussed() -> None:
    """It is taken as it is, and nothing is said of others."""
    compilation = compiled(IF + CONDITION, "latest")
    assert compilation.edition is LATEST
    assert not compilation.inferred
    assert not compilation.refusals
    [finding] = compilation.findings
    assert not finding.labels
    assert not finding.notes
    assert not compiled(IF, "6.1.1").findings
