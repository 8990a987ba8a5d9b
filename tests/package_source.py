# SPDX-License-Identifier: MIT
"""The project's own Python files, parsed once, for tests that look at the code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

CHECKOUT = Path(__file__).parent.parent
PACKAGE = CHECKOUT / "qapigen"
GOLDEN = CHECKOUT / "tests" / "golden"

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Module(NamedTuple):
    """One Python file: its dotted name, path, text and syntax tree."""

    name: str
    path: Path
    text: str
    tree: ast.Module

    @property
    def top(self) -> str:
        """The name below the package: the floor plan places these."""
        return [*self.name.split("."), "__init__"][1]


@cache
def package_modules() -> tuple[Module, ...]:
    """Every module of the package, sorted by path."""
    return tuple(map(_module, sorted(PACKAGE.rglob("*.py"))))


@cache
def all_modules() -> tuple[Module, ...]:
    """Those, and the modules of tests, benchmarks and pictures."""
    folders = [CHECKOUT / "tests", CHECKOUT / "benchmarks", CHECKOUT / "docs"]
    found = sorted(path for folder in folders for path in folder.rglob("*.py"))
    others = [path for path in found if GOLDEN not in path.parents]
    return package_modules() + tuple(map(_module, others))


def _module(path: Path) -> Module:
    parts = path.relative_to(CHECKOUT).with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    text = path.read_text(encoding="utf-8")
    return Module(name, path, text, ast.parse(text, path))


def imports(module: Module) -> Iterator[tuple[str, int]]:
    """The dotted names that a module imports, in functions too, with their lines."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            base = _base_of(module, node)
            for alias in node.names:
                yield f"{base}.{alias.name}", node.lineno


def _base_of(module: Module, node: ast.ImportFrom) -> str:
    """What is imported from; only what is copied elsewhere may leave out where it lies."""
    if node.level == 0:
        return node.module or ""
    is_copied = module.top == "runtime" and node.level == 1
    assert is_copied, f"{module.path}:{node.lineno}: write the whole name"
    return f"qapigen.runtime.{node.module}"


def functions(module: Module) -> Iterator[tuple[str, Function]]:
    """Every function and method of a module, with a dotted name that finds it."""
    todo: list[tuple[str, ast.AST]] = [(module.name, module.tree)]
    while todo:
        prefix, node = todo.pop()
        for child in ast.iter_child_nodes(node):
            named = isinstance(child, (Function, ast.ClassDef))
            name = f"{prefix}.{child.name}" if named else prefix
            if isinstance(child, Function):
                yield name, child
            todo.append((name, child))
