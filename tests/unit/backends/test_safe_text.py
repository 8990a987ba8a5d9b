# SPDX-License-Identifier: MIT
"""Environments print safe text only, in our templates and in those of users."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from jinja2 import TemplateAssertionError, TemplateRuntimeError
from markupsafe import Markup

from qapigen.backends.docs.markdown import MARKDOWN
from qapigen.backends.python.backend import PYTHON
from qapigen.backends.safe_text import (
    MarkdownText,
    PythonCode,
    PythonComment,
    without_controls,
)
from qapigen.backends.templating import HTML, Language, environment

HOSTILE = 'x\n"""\\`<b>\'\u2028\u202e\x1b[31m\udc80'


def rendered(language: Language, template: str, folder: Path, **values: object) -> str:
    """What a template of a user says."""
    (folder / "own.j2").write_text(template)
    return environment(language, folder).get_template("own.j2").render(values)


@pytest.mark.parametrize("language", [PYTHON, MARKDOWN], ids=lambda one: one.name)
@pytest.mark.parametrize(
    "template", ["{{ text }}", "{{ text ~ '' }}", "{{ text | upper }}", "{{ 'a' }}"]
)
def test_other_text_is_refused(
    language: Language, template: str, tmp_path: Path
) -> None:
    """Text that was not made safe, and what becomes of safe text, cannot be printed."""
    safe = language.joined("a")
    assert rendered(language, "{{ text }}{{ number }}", tmp_path, text=safe, number=7)
    value = HOSTILE if template == "{{ text }}" else safe
    with pytest.raises(TemplateRuntimeError, match="is not marked as safe to print"):
        rendered(language, template, tmp_path, text=value)


@pytest.mark.parametrize(
    ("language", "foreign"),
    [(PYTHON, MarkdownText("a")), (PYTHON, Markup("a")), (MARKDOWN, PythonCode("a"))],
)
def test_safe_elsewhere(language: Language, foreign: str, tmp_path: Path) -> None:
    """What is safe in one language is not in another."""
    with pytest.raises(TemplateRuntimeError, match="not marked"):
        rendered(language, "{{ text }}", tmp_path, text=foreign)


@pytest.mark.parametrize("language", [PYTHON, MARKDOWN, HTML], ids=lambda one: one.name)
def test_no_raw_way(language: Language, tmp_path: Path) -> None:
    """The filter `safe` does not exist."""
    with pytest.raises(TemplateAssertionError, match="No filter named 'safe'"):
        rendered(language, "{{ text | safe }}", tmp_path, text="<b>")


@pytest.mark.parametrize(
    "template",
    [
        "{{ text }}",
        "{% autoescape false %}{{ text }}{% endautoescape %}",
        "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(text) }}",
        "{% set a %}{{ text }}{% endset %}{{ a }}",
    ],
)
def test_html_is_always_escaped(template: str, tmp_path: Path) -> None:
    """And only once."""
    assert rendered(HTML, template, tmp_path, text="<b>") == "&lt;b&gt;"


@pytest.mark.parametrize("language", [PYTHON, MARKDOWN], ids=lambda one: one.name)
def test_macros_and_blocks(language: Language, tmp_path: Path) -> None:
    """What they print has been looked at, and can be printed."""
    template = (
        "{% macro m(a) %}[{{ a }}]{% endmacro %}{% set b %}{{ m(text) }}{% endset %}"
        "{{ b }}{{ b | indent }}"
    )
    found = rendered(language, template, tmp_path, text=language.joined("x"))
    assert found == "[x][x]"


def test_filters_for_python(tmp_path: Path) -> None:
    """Any text becomes a literal, a docstring or a comment."""
    template = "# {{ t | comment }}\nA = {{ t | literal }}\nclass B:\n    {{ t | docstring }}\n"
    tree = ast.parse(rendered(PYTHON, template, tmp_path, t=HOSTILE))
    literal, body = tree.body
    assert isinstance(literal, ast.Assign)
    assert ast.literal_eval(literal.value) == HOSTILE
    assert isinstance(body, ast.ClassDef)
    assert len(body.body) == 1


def test_filters_for_markdown(tmp_path: Path) -> None:
    """Any text becomes running text or code."""
    found = rendered(MARKDOWN, "{{ t | plain }} `{{ t | code }}`", tmp_path, t="*`<b>")
    assert found == r"\*\`\<b\> `*'<b>`"


def test_a_comment_stays_in_its_line() -> None:
    """Whatever could end it is escaped."""
    text = "".join(map(chr, range(0x3000))) + "\udc80"
    assert "import" in PythonComment.of("import")
    comment = PythonComment.of(text)
    assert comment.isprintable()
    assert len(f"# {comment}".splitlines()) == 1


def test_controls_of_a_document() -> None:
    """Tabs and newlines stay; letters of all languages do."""
    assert without_controls("a\tb\nü 漢\n") == "a\tb\nü 漢\n"
    for control in "\0\x1b\x7f\r\x85\u2028\u202e\u2066\ufeff\udc80":
        assert without_controls(f"a{control}b") == "a\ufffdb"
