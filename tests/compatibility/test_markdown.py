# SPDX-License-Identifier: MIT
"""The changelog that `diff --format markdown` prints."""

from __future__ import annotations

from markdown_it import MarkdownIt

from qapigen.compatibility.as_markdown import Versions, render
from qapigen.compatibility.comparison import compare
from qapigen.compiler import compile_schema
from qapigen.schema.wire import wire_of

OLD = """
{ 'enum': 'Mode', 'data': [ 'fast', 'slow' ] }
{ 'command': 'go', 'data': { 'mode': 'Mode', '*speed': 'int', '*wait': 'int' } }
{ 'command': 'query-mode', 'returns': 'ModeInfo' }
{ 'struct': 'ModeInfo', 'data': { 'mode': 'Mode' } }
{ 'command': 'x-try' }
{ 'command': 'old', 'features': [ 'deprecated' ] }
"""
NEW = """
##
# @Mode:
#
# @fast: fast
#
# @slow: slow
#
# @warm: as `fast`, but ``slower``, e.g. for @go
#     (since 9.0)
#
# @hot: since 9.0
#
# @cold: Since 9.0
#
# Since: 1.0
##
{ 'enum': 'Mode', 'data': [ 'fast', 'slow', 'warm', 'hot', 'cold' ] }

##
# @go:
#
# Go.
#
# @mode: how
#
# @speed: how fast
#
# @why: the reason.  There may be others.
#
# Features:
#
# @deprecated: Member @other is old.  Member @speed has no effect.
#     Leave it out.  So is @other.
##
{ 'command': 'go',
  'data': { 'mode': 'Mode',
            '*speed': { 'type': 'int', 'features': [ 'deprecated' ] },
            '*why': 'str', 'must': 'int' } }

##
# @ModeInfo:
#
# @mode: how
##
{ 'struct': 'ModeInfo', 'data': { 'mode': 'Mode' } }

##
# @query-mode:
#
# Ask.
##
{ 'command': 'query-mode', 'returns': 'ModeInfo' }

##
# @stop:
#
# Stop at
# once!  Or soon.
##
{ 'command': 'stop' }

##
# @x-new:
#
# .. note:: Nothing else is said.
##
{ 'command': 'x-new' }
"""


def page(old: str, new: str, names: tuple[str, str] = ("old", "new")) -> list[str]:
    """The lines of the changelog from one schema to another."""
    schemas = [
        compile_schema(f"{name}/main.json", None, lambda _, t=text: t.encode()).schema
        for name, text in zip(names, (old, new), strict=True)
    ]
    changes = compare(*map(wire_of, schemas))
    return list(render(changes, Versions(*names, schemas[1], ())))


def test_chapters() -> None:
    """What is new comes first, what is removed last; what is unstable is apart."""
    assert [line for line in page(OLD, NEW) if line][2:] == [
        "## New",
        "### main",
        "- `stop` (command): Stop at once!",
        "- `go.arguments.mode=cold`, `=hot` (also in `query-mode`)",
        "- `go.arguments.mode=warm`: As `fast`, but `slower`, e.g. for `go`."
        " (also in `query-mode`)",
        "- `go.arguments.why`: The reason.",
        "## Deprecated",
        "These still work, and may be removed after two more releases.",
        "### main",
        "- `go.arguments.speed`: Member `speed` has no effect. Leave it out.",
        "## Changed",
        "### main",
        "- **Breaking:** `go.arguments.must`: 'must' is new and must be there"
        " (unannounced)",
        "## Removed",
        "### main",
        "- **Breaking:** `old` (command) (was deprecated)",
        "- **Breaking:** `go.arguments.wait` (unannounced)",
        "## Unstable",
        "These interfaces carry no guarantee: they may change or go at any time.",
        "### main",
        "- New: `x-new` (command)",
        "- Removed: `x-try` (command)",
    ]


def test_titles() -> None:
    """Two releases go by their numbers, all else by its name."""
    assert page(OLD, OLD)[:3] == ["# Changes from old to new", "", "No changes."]
    assert page(OLD, OLD, ("a/8.2.0", "b/v9.0.1"))[0] == "# Changes from 8.2 to 9.0"
    assert page(OLD, OLD, ("a/9.0.0", "9.0.1"))[0] == "# Changes from a/9.0.0 to 9.0.1"


def test_features_and_other_gains() -> None:
    """A feature is named, and what is no thing of its own is told in words."""
    new = """
    ##
    # @x-try:
    #
    # Try.
    #
    # Features:
    #
    # @quick: It is quick.
    ##
    { 'command': 'x-try', 'features': [ 'quick' ], 'allow-oob': true }
    """
    old = "{ 'command': 'x-try' } { 'command': 'go' }"
    plain = old.replace("'go'", "'go', 'features': [ 'odd' ], 'allow-oob': true")
    lines = page(old, new + "\n{ 'command': 'go' }\n")
    assert "- New: `x-try`: feature `quick`: It is quick." in lines
    assert "- `go`: feature `odd`" in page(old, plain)
    gained = "- `go`: command 'go' can now be executed out of band"
    assert gained in page(old, plain)


def test_hostile_text_stays_text() -> None:
    """Names and documentation make neither elements nor links, nor end a line."""
    hostile = (
        "<script>x</script> [a](http://b) ![c](d) `<i>` \\[x](y) *e* _f_ <http://g>"
    )
    new = f"##\n# @go:\n#\n# {hostile}.\n##\n{{ 'command': 'go' }}\n"
    names = ("<b>old</b>", "[new](javascript:x)")
    text = "\n".join(page("{ 'event': 'E' }\n", new, names))
    tokens = MarkdownIt("commonmark").parse(text)
    kinds = {t.type for token in tokens for t in (token, *(token.children or ()))}
    assert not kinds & {"html_inline", "html_block", "link_open", "image", "em_open"}
    assert "<script>" in "".join(
        child.content for token in tokens for child in token.children or ()
    )
