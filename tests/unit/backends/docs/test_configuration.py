# SPDX-License-Identifier: MIT
"""A reference for one configuration shows what is there in it."""

from __future__ import annotations

import pytest

from qapigen.backends.output import GeneratedFile
from qapigen.backends.targets import BACKENDS, Options
from qapigen.compiler import compile_schema

SCHEMA = b"""
{ 'struct': 'Rare', 'if': 'RARE', 'data': { 'n': 'int' } }
{ 'command': 'look-closer', 'if': 'RARE', 'returns': 'Rare' }
{ 'command': 'go',
  'data': { '*where': 'str', '*secretly': { 'type': 'bool', 'if': 'RARE' } } }
"""


@pytest.mark.parametrize("target", ["html", "markdown"])
@pytest.mark.parametrize("rare", [True, False])
def test_what_is_not_there_is_not_shown(target: str, rare: bool) -> None:
    """On no page, in no index."""
    schema = compile_schema("schema.json", None, lambda _: SCHEMA).schema
    options = Options(is_defined=lambda name: rare)
    parts = BACKENDS[target].backend().generate(schema, options)
    text = "\n".join(str(p.text) for p in parts if isinstance(p, GeneratedFile))
    assert ("look-closer" in text, "Rare" in text, "secretly" in text) == (
        rare,
        rare,
        rare,
    )
    assert "where" in text
