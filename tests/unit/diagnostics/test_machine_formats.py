# SPDX-License-Identifier: MIT
"""The renderings for programs: each says the same, each in its own exact form."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from findings import SUB, duplicate, odd

from qapigen.diagnostics import as_concise, as_github, as_json, as_sarif
from qapigen.diagnostics.diagnostic import Diagnostic, Owner
from qapigen.source import Span

SARIF_SCHEMA = Path(__file__).parents[2] / "published" / "sarif-schema-2.1.0.json"


def test_concise_is_one_line() -> None:
    """``file:line:column: severity[code]: message``, whatever the message holds."""
    assert list(as_concise.render([duplicate(), odd(path="a\nb.json")])) == [
        "sub.json:3:13: error[duplicate-member]: member 'a' is declared twice",
        "a␊b.json:1:1: warning[odd-thing]: this is odd",
    ]


def test_json_has_its_keys_in_order() -> None:
    """One object a line, with nothing left out."""
    [line] = as_json.render([duplicate()])
    assert list(json.loads(line).items()) == [
        ("file", "sub.json"),
        ("line", 3),
        ("column", 13),
        ("end_line", 3),
        ("end_column", 16),
        ("severity", "error"),
        ("code", "duplicate-member"),
        ("message", "member 'a' is declared twice"),
        (
            "definition",
            {"kind": "struct", "name": "Foo", "file": "sub.json", "line": 1},
        ),
        ("documentation", None),
        ("notes", ["members are known by name"]),
        ("help", "rename one"),
        ("included_from", [{"file": "main.json", "line": 1}]),
    ]


def test_json_of_a_bare_finding() -> None:
    """What a finding lacks is null or empty; documentation has a file and a line."""
    finding = odd("\udc80dd\n")._replace(
        documentation=Owner("documentation", "", Span(SUB, 0, 1))
    )
    [line] = as_json.render([finding])
    loaded = json.loads(line)
    assert loaded["definition"] is None
    assert loaded["documentation"] == {"file": "sub.json", "line": 1}
    assert (loaded["notes"], loaded["help"], loaded["included_from"]) == ([], None, [])
    assert line.isascii()


def test_github_escapes_what_would_end_a_property() -> None:
    comment = Owner("documentation", "", Span(SUB, 0, 1))
    finding = odd("\udc80dd\n")._replace(documentation=comment)
    finding = odd(path="a,b:c%.json").noting("100%").helped_by("two")
    assert list(as_github.render([finding])) == [
        "::warning file=a%2Cb%3Ac%25.json,line=1,endLine=1,col=1,endColumn=4,"
        "title=odd-thing::this is odd%0A100%25%0Atwo"
    ]


def test_github_gives_no_columns_over_several_lines() -> None:
    """It would refuse the place."""
    [line] = as_github.render([odd("a\nb\n", 0, 3)])
    assert line == "::warning file=a.json,line=1,endLine=2,title=odd-thing::this is odd"


@pytest.mark.parametrize(
    "findings",
    [
        [],
        [duplicate(), odd(), duplicate()],
        [odd("\udc80\n", 0, 0, "ä \udc80:[1].json")],
    ],
    ids=["none", "several", "odd bytes"],
)
def test_sarif_is_valid(findings: list[Diagnostic]) -> None:
    """Every log is what the published schema of SARIF 2.1.0 asks for."""
    log = json.loads("\n".join(as_sarif.render(findings)))
    schema = json.loads(SARIF_SCHEMA.read_text(encoding="utf-8"))
    validator = jsonschema.Draft7Validator(
        schema, format_checker=jsonschema.FormatChecker()
    )
    assert not [error.message for error in validator.iter_errors(log)]
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    for finding, result in zip(findings, run["results"], strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding.code.name
