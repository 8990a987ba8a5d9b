# SPDX-License-Identifier: MIT
"""`qapigen explain`: one code, the list of all, and the index page."""

from __future__ import annotations

import re

import pytest
from click.shell_completion import ShellComplete

from qapigen.catalog import codes
from qapigen.cli.program import program, run
from qapigen.compatibility.kinds import kinds


def test_one_code(capsys: pytest.CaptureFixture[str]) -> None:
    """Message, reason, releases, and an example with what is said about it."""
    assert run(["explain", "duplicate-key"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("error[duplicate-key]: key '…' has a second value\n")
    assert "Seen by every release." in text
    assert "            'x': 'int' } }" in text
    assert "    error[duplicate-key]: key 'x' has a second value" in text


def test_a_dated_code_says_since_when(capsys: pytest.CaptureFixture[str]) -> None:
    """The releases that refuse it are named."""
    run(["explain", "doc-line-too-long"])
    assert f"Seen {codes()['doc-line-too-long'].refused_by}." in capsys.readouterr().out


def test_an_unknown_code_is_a_wrong_command(capsys: pytest.CaptureFixture[str]) -> None:
    """Near codes are named."""
    assert run(["explain", "duplicate-kee"]) == 2
    assert "did you mean 'duplicate-key'" in capsys.readouterr().err


def test_a_kind_of_change(capsys: pytest.CaptureFixture[str]) -> None:
    """Message, reason, and how bad it is for whom; one that is misspelt is near."""
    assert run(["explain", "command-removed"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("change[command-removed]: command '…' is gone\n")
    assert text.endswith("\n\nWhere the thing is sent: breaking.\n")
    assert run(["explain", "command-remove"]) == 2
    assert "did you mean 'command-removed'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("pasted", "start"),
    [
        ("error[unknown-type]", "error[unknown-type]: "),
        ("error[unknown-type]:", "error[unknown-type]: "),
        ("[unknown-type]", "error[unknown-type]: "),
        ("risky[value-added]", "change[value-added]: "),
    ],
)
def test_a_code_as_it_stands_in_a_finding(
    pasted: str, start: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is copied from the screen is understood."""
    assert run(["explain", pasted]) == 0
    assert capsys.readouterr().out.startswith(start)


def test_completion() -> None:
    """Shells offer codes and kinds of change."""
    complete = ShellComplete(program, {}, "qapigen", "_QAPIGEN_COMPLETE")
    offered = [item.value for item in complete.get_completions(["explain"], "value-")]
    assert {"value-added", "value-removed"} <= set(offered)
    assert all(name.startswith("value-") for name in offered)


def test_all_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    """The list has a line for each, the page a heading and a reason for each."""
    names = [*codes(), *kinds()]
    run(["explain"])
    listed = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert listed == names
    run(["explain", "--all"])
    page = capsys.readouterr().out
    assert re.findall(r"^## ([a-z0-9-]+)$", page, re.MULTILINE) == names
    for thing in (*codes().values(), *kinds().values()):
        assert f"\n{thing.why}\n" in page
