# SPDX-License-Identifier: MIT
"""Templates of users: they replace ours, and what is wrong with one is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from qapigen.backends import templating
from qapigen.cli.program import run

COMMAND = ["generate", "go.json", "-o", "out", "--templates", "own", "--target"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a schema, and one for templates."""
    monkeypatch.chdir(tmp_path)
    Path("go.json").write_text("{ 'command': 'go' }\n")
    for name in ("html", "markdown", "python"):
        Path("own", name).mkdir(parents=True)
    return tmp_path


def test_they_replace_ours() -> None:
    """A page includes what is ours beside what is theirs; a file that is copied is theirs."""
    page = '{% include "head.html.j2" %}\n<p>mine: {{ site.title }}</p>'
    Path("own/html/index.html.j2").write_text(page)
    Path("own/html/style.css").write_text("p { color: red }")
    assert run([*COMMAND, "html"]) == 0
    index = Path("out/index.html").read_text()
    assert "<p>mine: go.json</p>" in index
    assert index.startswith("<!doctype html>")
    assert Path("out/style.css").read_text() == "p { color: red }"


@pytest.mark.parametrize(
    ("template", "text", "fault"),
    [
        (
            "html/index.html.j2",
            "\n{{ site.nothing }}",
            "2: 'qapigen.backends.docs.view.",
        ),
        ("html/index.html.j2", "{% if %}", "1: Expected an expression, got 'end of "),
        ("html/index.html.j2", "{{ 1/0 }}", "1: division by zero"),
        ("html/index.html.j2", "{{ site|shout }}", "1: No filter named 'shout'"),
        ("html/index.html.j2", "{% include 'x.j2' %}", "1: 'x.j2' not found in "),
        (
            "html/page.html.j2",
            "\n\n{% for x in 7 %}{% endfor %}",
            "3: 'int' object is not",
        ),
        ("markdown/index.md.j2", "{{ page }}", "1: 'page' is undefined"),
        (
            "python/module.py.j2",
            "\n{{ module.source ~ '!' }}",
            "2: 'go.json!' is not marked as safe to print; use 'literal', ",
        ),
        (
            "markdown/index.md.j2",
            "{{ 'a' }}",
            "1: 'a' is not marked as safe to print; use 'plain' or 'code'",
        ),
        ("html/index.html.j2", "{{ 1 | safe }}", "1: No filter named 'safe'"),
        ("python/module.py.j2", "{{ module.no }}", "1: 'qapigen.backends.python.view."),
    ],
)
def test_faults(
    template: str, text: str, fault: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file, the line and the reason, in one line; nothing is written."""
    Path("own", template).write_text(text)
    assert run([*COMMAND, template.partition("/")[0]]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"Error: own/{template}:{fault}")
    assert told.count("\n") == 1
    assert not Path("out").exists()


def test_no_text(capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is not UTF-8 is named as well."""
    Path("own/html/index.html.j2").write_bytes(b"\xff\xfe")
    assert run([*COMMAND, "html"]) == 2
    assert "Error: own/html/index.html.j2: 'utf-8' codec" in capsys.readouterr().err


def test_our_own_mistakes_are_not_blamed_on_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What fails outside of their folder is not hidden by a message about it."""
    monkeypatch.setattr(templating, "StrictUndefined", None)
    with pytest.raises(TypeError, match="issubclass"):
        run([*COMMAND, "html"])
