# SPDX-License-Identifier: MIT
"""What people write in documentation, and what becomes of it on a page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docutils.parsers.rst import directives
from sites import Output, made_of

from qapigen.backends.docs.roles import REFUSED

COMMENT = "##\n{lines}\n##\n\n{{ 'pragma': {{ 'doc-required': false }} }}\n{{ 'command': 'go' }}\n"
HARMLESS = {
    "admonition",
    "attention",
    "caution",
    "code",
    "container",
    "danger",
    "epigraph",
    "error",
    "highlights",
    "hint",
    "important",
    "line-block",
    "list-table",
    "note",
    "parsed-literal",
    "rubric",
    "sidebar",
    "table",
    "tip",
    "topic",
    "warning",
}


MERGED = """
+---+---+
| a | b |
+---+---+
| c     |
+---+---+
| d | e |
+---+---+
"""


def _output(folder: Path, text: str, target: str = "html") -> Output:
    lines = "\n".join(f"# {line}".rstrip() for line in text.strip("\n").split("\n"))
    return made_of(folder, COMMENT.format(lines=lines), target)


def _text(folder: Path, text: str) -> str:
    page = _output(folder, text).text("schema.html")
    found = re.search(
        r'<div class="text between">(.*?)</div>\n<section', page, re.DOTALL
    )
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("plain & simple", "<p>plain &amp; simple</p>"),
        ("*so* **loud**", "<p><em>so</em> <strong>loud</strong></p>"),
        ("see `go`", '<p>see <a href="schema.html#go"><code>go</code></a></p>'),
        ("see @go.", '<p>see <a href="schema.html#go"><code>go</code></a>.</p>'),
        ("see @gone", "<p>see <code>gone</code></p>"),
        (
            "me@go.org",
            '<p><a class="outside" rel="noreferrer" href="mailto:me@go.org">',
        ),
        ("#go and #1", '<p><a href="schema.html#go"><code>go</code></a> and #1</p>'),
        (":qapi:cmd:`go`", '<p><a href="schema.html#go"><code>go</code></a></p>'),
        (":qapi:cmd:`this <go>`", "<p><code>this</code></p>"),
        (
            ".. warning:: Hot.",
            '<div class="aside warning"><p class="caption">Warning</p>',
        ),
        (".. versionadded:: 9.0\n   It came.", "<p>Since 9.0 It came.</p>"),
        (".. versionchanged:: 9.1 Less", "<p>Changed in 9.1 Less</p>"),
        (".. deprecated:: 8.1", "<p>Deprecated since 8.1</p>"),
        (":samp:`a <b>` :any:`~go`", "<p><code>a</code> <a href="),
        (MERGED, '<tr><td colspan="2"><p>c</p></td></tr>'),
        ("- a\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
        ("x\n   y", "<dl><dt>x</dt><dd><p>y</p></dd></dl>"),
        ("::\n\n   a <b>", '<pre tabindex="0"><code>a &lt;b&gt;</code></pre>'),
        ("::\n\n   -> {}\n   <- {}", '<span class="received">&lt;- {}\n</span>'),
    ],
)
def test_what_is_shown(tmp_path: Path, written: str, shown: str) -> None:
    """Today's markup, element by element."""
    assert shown in _text(tmp_path, written)


def test_tables_in_markdown(tmp_path: Path) -> None:
    """A table needs a head there, and each row as many cells."""
    page = _output(tmp_path, MERGED, "markdown").text("schema.md")
    assert "\n|  |  |\n| --- | --- |\n| a | b |\n| c |  |\n| d | e |\n" in page


def test_complaints_stand_where_they_belong(tmp_path: Path) -> None:
    """The line of the schema, whatever was dedented, translated or taken out before."""
    text = (
        "Fine.\n\n- one\n\n  - *two\n\nFine.\n\n:ref:`far`\n\n.. raw:: html\n\n   <b>"
    )
    findings = _output(tmp_path, text).findings
    assert [(f.span.line, f.message) for f in findings] == [
        (6, "inline emphasis start-string without end-string"),
        (10, "':ref:' leads out of the schema; its text is shown"),
        (12, "directive 'raw' is not part of a schema's documentation"),
    ]


def test_every_directive_of_docutils_was_looked_at() -> None:
    """A directive that a new docutils brings is refused until somebody finds it harmless."""
    known = set(vars(directives)["_directive_registry"])
    aliases = {"compound", "contents", "parsed-literal"}
    unknown = known - set(REFUSED) - HARMLESS - aliases
    assert not unknown, "put them into REFUSED, or into HARMLESS here"


def test_passages_do_not_spill_over(tmp_path: Path) -> None:
    """An unclosed block of one comment is closed by its end."""
    schema = (
        "##\n# .. note::\n#\n#    open\n##\n\n{ 'pragma': {} }\n\n"
        "##\n# Next ``literal\n##\n\n{ 'pragma': {} }\n##\n# @go:\n#\n# Last.\n##\n"
        "{ 'command': 'go' }\n"
    )
    output = made_of(tmp_path, schema)
    assert '<div class="text"><p>Last.</p></div>' in output.text("schema.html")
