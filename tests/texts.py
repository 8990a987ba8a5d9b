# SPDX-License-Identifier: MIT
"""Hypothesis strategies: texts that are nearly schemas, and documentation that is nearly right."""

from __future__ import annotations

from hypothesis import strategies as st

_TOKENS = [
    *"{}[]:,'#\"\\\n\t \r\x00\u00a0\ufeff",
    "'a'",
    "'data'",
    "'struct': 'S'",
    "##",
]
_WORDS = [
    "true",
    "false",
    "null",
    "{ 'include': 'x' }",
    "{ 'pragma': {} }",
    "\n{ ",
    "# ",
]
_KINDS = ["'enum'", "'struct'", "'union'", "'alternate'", "'command'", "'event'"]
_KEYS = ["'base': ", "'if': ", "'features': ", "'returns': ", "'discriminator': "]
_PIECES = st.sampled_from(_TOKENS + _WORDS + _KINDS + _KEYS)

schema_texts = st.one_of(
    st.text(),
    st.lists(_PIECES, max_size=60).map("".join),
    st.lists(st.one_of(_PIECES, st.text(max_size=3)), max_size=40).map("".join),
)

_LINES = [
    "",
    "#",
    "# @a: text",
    "# @a:",
    "# @: text",
    "#     more",
    "#  less",
    "# Features:",
    "# @f: a feature",
    "# Since: 1.0",
    "# Returns: nothing",
    "# Errors: many",
    "# Note: that",
    "# Example::",
    "# = Heading",
    "#nothing",
    "# text @a with .  Two",
    "# One. Two",
    "  # indented",
    "text",
    "# ::",
]

doc_bodies = st.lists(
    st.one_of(st.sampled_from(_LINES), st.text(max_size=8).map("# {}".format)),
    max_size=20,
).map("\n".join)
