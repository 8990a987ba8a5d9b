# SPDX-License-Identifier: MIT
"""Examples: who says what, and the colours of JSON and of calls."""

from __future__ import annotations

from qapigen.backends.docs.html_pen import HtmlPen
from qapigen.backends.docs.messages import RECEIVED, REMARK, SENT, tokens, turns

EXAMPLE = """1. Once

-> { "execute": "go",
     "arguments": { "a": 1 } }
<- { "return": {

} }
2. Again
-> { "execute": "go" }"""


def test_turns() -> None:
    """A message goes on until its braces end; what is left is a remark."""
    found = [(turn.speaker, turn.text) for turn in turns(EXAMPLE)]
    assert [speaker for speaker, _ in found] == [REMARK, SENT, RECEIVED, REMARK, SENT]
    assert "\n".join(text for _, text in found) == EXAMPLE
    assert found[2][1] == '<- { "return": {\n\n} }'


def test_tokens() -> None:
    """Nothing is lost; keys and strings are told apart."""
    text = '{ "a": [ "b\\"c", -1.5e3, true, nulls ] }'
    found = list(tokens(text))
    assert "".join(token.text for token in found) == text
    assert [token for token in found if token.kind] == [
        ("key", '"a"'),
        ("string", '"b\\"c"'),
        ("number", "-1.5e3"),
        ("word", "true"),
    ]


def test_calls() -> None:
    """An argument has the same colours whether or not it may be left out."""
    call = "f(\n    a='',\n    a='',\n)"
    for value in ('"text"', "7", "True", "None"):
        text = call.replace("''", value)
        _, needed, extra, _ = HtmlPen().code(text, "python", range(2, 3)).split("\n")
        assert "<span class=" in needed
        assert extra == f'<span class="pale">{needed}</span>'
