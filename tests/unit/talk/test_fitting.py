# SPDX-License-Identifier: MIT
"""What is typed becomes values of the types that a server wants, or is refused with advice."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from qapigen.backends.introspection import introspect
from qapigen.compiler import compile_schema
from qapigen.talk.fitting import Fitting
from qapigen.talk.interface import Interface
from qapigen.talk.words import command_line, tree

SCHEMA = b"""
{ 'enum': 'Color', 'data': [ 'red', 'green' ] }
{ 'enum': 'Kind', 'data': [ 'plain', 'nested' ] }
{ 'struct': 'Plain', 'data': { '*width': 'int' } }
{ 'struct': 'Deep', 'data': { '*depth': 'int' } }
{ 'union': 'Nested', 'base': { 'inside': 'Kind' }, 'discriminator': 'inside',
  'data': { 'nested': 'Deep' } }
{ 'union': 'Shape', 'base': { 'kind': 'Kind' }, 'discriminator': 'kind',
  'data': { 'plain': 'Plain', 'nested': 'Nested' } }
{ 'alternate': 'Reset', 'data': { 'number': 'int', 'nothing': 'null' } }
{ 'command': 'draw', 'data': {
    '*colors': [ 'Color' ], '*numbers': [ 'int' ], '*shape': 'Shape', '*reset': 'Reset',
    '*ratio': 'number', '*any': 'any', '*color': 'Color' } }
"""


@cache
def interface() -> Interface:
    """What a server with that schema answers."""
    compilation = compile_schema("draw.json", None, lambda _: SCHEMA)
    return Interface(introspect(compilation.schema))


def fitted(*words: str) -> tuple[Any, list[tuple[str, str | None]]]:
    """The arguments of 'draw' as they would be sent, and what is wrong with them."""
    command, *rest = command_line(["draw", *words])
    fitting = Fitting(interface())
    value = fitting.fit(
        tree(rest, command.span), interface().arguments(command.text), ()
    )
    return value, [(problem.message, problem.help) for problem in fitting.problems]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        (["numbers=1,0x10,2K"], {"numbers": [1, 16, 2048]}),
        (["numbers=7"], {"numbers": [7]}),
        (["numbers="], {"numbers": []}),
        (["colors=red,green"], {"colors": ["red", "green"]}),
        (["reset=null"], {"reset": None}),
        (["reset=3"], {"reset": 3}),
        (["ratio=3"], {"ratio": 3}),
        (["ratio=1e-1"], {"ratio": 0.1}),
        (["any.0=a", "any.1.b=2"], {"any": ["a", {"b": 2}]}),
        (["any.0=a", "any.2=b"], {"any": {"0": "a", "2": "b"}}),
        (['any={"0": {"a": []}}'], {"any": {"0": {"a": []}}}),
        (["any=red"], {"any": "red"}),
    ],
)
def test_what_fits(words: list[str], value: dict[str, Any]) -> None:
    """Lists with commas, sizes, null, whole numbers for fractions; anything as it looks."""
    assert fitted(*words) == (value, [])


@pytest.mark.parametrize(
    ("words", "message", "advice"),
    [
        (
            ["numbers.0=1", "numbers.2=1"],
            "the items of 'numbers' are numbered 0, 1, 2…",
            None,
        ),
        (["numbers=1,two"], "'numbers.1' is an integer, not 'two'", None),
        (["numbers.0.a=1"], "'numbers.0' is an integer and has no members", None),
        (['numbers={"0": "1"}'], "'numbers.0' is an integer, not \"1\"", None),
        (["color=blue"], "'color' has no value 'blue'", "there are 'red', 'green'"),
        (["color=gren"], "'color' has no value 'gren'", "did you mean 'green'?"),
        (["color.0=red"], "'color' is one of 'red', 'green' and has no members", None),
        (["colors=[{}]"], "'colors.0' is one of 'red', 'green', not an object", None),
        (["shape=plain"], "'shape' is an object, not 'plain'", None),
        (
            ["shape.kind.a=1"],
            "'shape.kind' is one of 'plain', 'nested' and has no members",
            None,
        ),
        (
            ["shape.kind=plain", "shape.depth=1"],
            "'shape' has no member 'depth'",
            "there is with 'shape.kind' 'nested'",
        ),
        (
            ["shape.kind=nested", "shape.inside=plain", "shape.width=1"],
            "'shape' has no member 'width'",
            "there is with 'shape.kind' 'plain'",
        ),
        (["ratio=x"], "'ratio' is a number, not 'x'", None),
        (["reset=x"], "'reset' is an integer, not 'x'", None),
    ],
)
def test_what_does_not_fit(words: list[str], message: str, advice: str | None) -> None:
    """Each mistake is told once, with what there is instead."""
    _, problems = fitted(*words)
    assert problems == [(message, advice)]
