# SPDX-License-Identifier: MIT
"""The catalog of codes is complete, and each code is well made."""

from __future__ import annotations

import ast
import re

from package_source import package_modules

from qapigen import catalog
from qapigen.catalog import DECLARING, codes, find_code


def test_every_declaring_module_is_in_the_catalog() -> None:
    """No code is left out, none is declared twice."""
    declared = {
        module.name: [
            node
            for node in module.tree.body
            if isinstance(node, ast.Assign) and _is_code(node.value)
        ]
        for module in package_modules()
    }
    declaring = {name for name, nodes in declared.items() if nodes}
    assert sorted(declaring) == sorted(
        DECLARING
    ), "put the module into catalog.DECLARING"
    total = sum(map(len, declared.values()))
    assert total == len(codes()), "two codes have the same name"


def _is_code(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and ast.unparse(value.func) == "Code"


def test_names_and_texts_follow_the_guide() -> None:
    """Names are kebab-case; a message begins low and has no full stop; a reason is a sentence."""
    for name, code in codes().items():
        assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name), name
        assert not code.message.endswith("."), name
        assert not code.message[:1].isupper() or code.message[:2].isupper(), name
        assert "illegal" not in code.message + code.why, name
        assert code.why.endswith("."), f"{name}: give the reason in a sentence"
        assert code.refused_by, f"{name}: no release refuses it"


def test_old_names_are_still_answered() -> None:
    """A renamed code leads to what it became; an unknown one to near names."""
    known = next(iter(codes()))
    assert find_code(known) == (codes()[known], None)
    assert all(
        new in codes() and old not in codes() for old, new in catalog.RENAMED.items()
    )
    assert find_code(f"{known}x") == (None, f"did you mean '{known}'?")
    assert find_code("qqqqqq") == (None, "'qapigen explain' lists them all")
