# SPDX-License-Identifier: MIT
"""Nothing lies about unused: each public name is used, or is the public face."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator

from package_source import Function, package_modules

import qapigen

# Names that only somebody outside the package uses, and who; a stale entry fails.
USED_OUTSIDE: dict[str, str] = {
    "get_property": "click, for a verb of qom",
    "list_properties": "click, for a verb of qom",
    "set_property": "click, for a verb of qom",
    "show_tree": "click, for a verb of qom",
    "apply_transformation": "prompt_toolkit, for what is drawn of an answer",
    "get_completions_async": "prompt_toolkit, for what is suggested",
    "concat": "jinja2, for what a template or macro printed",
    "load_bytecode": "jinja2, for a template that was compiled before",
    "dump_bytecode": "jinja2, for one that has been compiled",
    "get_command": "click, for a verb",
}


def test_no_dead_names() -> None:
    """Each function, class and method is mentioned besides its definition."""
    mentioned = Counter(
        name for module in package_modules() for name in _mentions(module.tree)
    )
    exported = set(getattr(qapigen, "__all__", []))
    dead = {
        name: module.path
        for module in package_modules()
        if module.top != "runtime"
        for name in _definitions(module.tree)
        if not mentioned[name] and name not in exported
    }
    unexpected = sorted(
        f"{dead[name]}: {name}" for name in set(dead) - set(USED_OUTSIDE)
    )
    assert not unexpected, "nobody uses:\n" + "\n".join(unexpected)
    assert not set(USED_OUTSIDE) - set(dead), "take these out of USED_OUTSIDE"


def _definitions(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            yield node.name


def _mentions(tree: ast.AST) -> Iterator[str]:
    """Every name that is read, imported, looked up, or spelt in a string."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name):
                yield name
            case ast.Constant(value=str(name)) if name.isidentifier():
                yield name
