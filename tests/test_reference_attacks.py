# SPDX-License-Identifier: MIT
"""The text of a schema is untrusted: whatever stands in it, pages hold only what is ours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from page_inspector import Inspector
from sites import Output, made, made_of

from qapigen.editions import EDITIONS as ALL_EDITIONS
from qapigen.editions import LATEST, Edition

# Today's markup, and that of old times.
EDITIONS = (LATEST, ALL_EDITIONS[0])

SECRET = "the-secret-of-another-file"

ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "'><a href=javascript:alert(1)>x</a>",
    "</code></pre><script>alert(1)</script>",
    "`x <javascript:alert(1)>`__",
    "`x <data:text/html,<script>alert(1)</script>>`_",
    "[x](javascript:alert(1))",
    "[x]: javascript:alert(1)",
    "![x](https://example.org/x.png)",
    "<javascript:alert(1)>",
    "|pixel|",
    "``` </code> <b onclick=alert(1)>",
    ":raw-html:`<script>alert(1)</script>`",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "{{ 7 * 7 }}{% include 'head.html.j2' %}",
    "javascript:alert(1)",
    "style=background:url(https://example.org/x)",
)

DIRECTIVES = """
# .. raw:: html
#
#    <script>alert(1)</script>
#
# .. include:: secret.txt
#
# .. literalinclude:: secret.txt
#
# .. csv-table:: Stolen
#    :file: secret.txt
#
# .. figure:: https://example.org/x.png
#
# .. image:: javascript:alert(1)
#    :target: javascript:alert(1)
#
# .. |pixel| image:: https://example.org/x.png
#
# .. role:: raw-html(raw)
#    :format: html
#
# .. class:: evil"onclick="alert(1)
#
# .. meta::
#    :http-equiv=refresh: 0; url=https://example.org/
#
# .. _x: javascript:alert(1)
#
# .. container:: evil
#
#    .. raw:: html
#       :file: secret.txt
"""

SCHEMA = """
##
# {attack}
# ========
#
# {attack}
{directives}#
# |pixel| and x_
##

{{ 'pragma': {{ 'documentation-exceptions': [ '{quoted}' ] }} }}

##
# @attacked:
#
# {attack}
{directives}#
# @member: {attack} (default: {attack})
#
# Features:
#
# @feature: {attack}
#
# Returns: {attack}
#
# Errors:
#     - {attack}
#
# .. note:: {attack}
#
# .. qmp-example::
#    :title: {attack}
#
#    -> {attack}
#
# ::
#
#    {attack}
#
# | {attack}
#
# term {attack}
#    {attack}
#
# Since: {attack}
##
{{ 'command': 'attacked', 'features': [ 'feature' ], 'returns': 'str',
  'data': {{ 'member': 'str', '{quoted}': '{quoted}' }} }}
{{ 'struct': '{quoted}', 'data': {{}} }}
{{ 'enum': 'Values', 'data': [ '{quoted}' ], 'if': '{quoted}' }}
"""


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_sites_hold_nothing_foreign(
    attack: str, edition: Edition, tmp_path: Path
) -> None:
    """No element, attribute or address but those of the templates and the writer."""
    output = _attacked(tmp_path, attack, "html", edition)
    for path, text in output.texts(".html").items():
        inspector = Inspector(is_fragment=False)
        inspector.feed(text)
        assert not inspector.wrong, path
        assert SECRET not in text
        assert text.count("<script") == text.count("</script>") == 3
    index = output.text("search-index.js")
    assert index.count("\n") == 1
    assert index.startswith("window.qapigenIndex = {")


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_markdown_holds_nothing_foreign(
    attack: str, edition: Edition, tmp_path: Path
) -> None:
    """The same of Markdown, after a renderer that lets raw HTML through."""
    output = _attacked(tmp_path, attack, "markdown", edition)
    for path, text in output.texts(".md").items():
        rendered = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
        inspector = Inspector(is_fragment=True)
        inspector.feed(rendered)
        assert not inspector.wrong, path
        assert SECRET not in text


def test_file_names_are_made_safe(tmp_path: Path) -> None:
    """A module's name becomes a file's only as far as it is harmless; none meets another's."""
    names = ["<b>.json", "a'b.json", "index.json", "INDEX.json", "a b.json", "ünï.json"]
    lines = []
    for number, name in enumerate(names):
        text = f"{{ 'struct': 'Type{number}', 'data': {{}} }}\n"
        (tmp_path / name).write_text(text, encoding="utf-8")
        lines.append("{ 'include': '" + name.replace("'", "\\'") + "' }\n")
    output = made_of(tmp_path, "".join(lines))
    pages = [path for path in output.files if path.endswith(".html")]
    assert len(pages) > len(names) - 2
    assert len({path.lower() for path in pages}) == len(pages)
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+", path) for path in output.files)
    for text in output.texts(".html").values():
        inspector = Inspector(is_fragment=False)
        inspector.feed(text)
        assert not inspector.wrong


def test_pages_forbid_scripts_of_others(tmp_path: Path) -> None:
    """The policy comes before anything that it is to hold for, and allows nothing inline."""
    page = made_of(tmp_path, "{ 'command': 'go' }\n").text("index.html")
    head, _, rest = page.partition("Content-Security-Policy")
    assert "<script" not in head
    assert "<link" not in head
    policy = rest.partition(">")[0]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http:" not in policy
    assert not re.search(r"<script(?![^>]*src=)|\son[a-z]+=|\sstyle=|<style", page)


def _attacked(folder: Path, attack: str, target: str, edition: Edition) -> Output:
    (folder / "secret.txt").write_text(SECRET, encoding="utf-8")
    quoted = attack.replace("\\", "\\\\").replace("'", "\\'")
    text = SCHEMA.format(
        attack=attack, quoted=quoted, directives=DIRECTIVES.strip("\n") + "\n"
    )
    path = folder / "schema.json"
    path.write_text(text, encoding="utf-8")
    return made(path, target, edition)
