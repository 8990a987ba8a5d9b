# SPDX-License-Identifier: MIT
"""Types of what templates print, inferred from the views that they are rendered with."""

from __future__ import annotations

import re
import types
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from jinja2 import Environment, nodes
from package_source import CHECKOUT

FOLDER = CHECKOUT / "templates"
_PRINTED = re.compile(r"\{\{ ([\w.]+)(?: \| indent(?:\(\d\))?)? \}\}")

Scope = Mapping[str, Any]


class Printed(NamedTuple):
    """One `{{ }}`: what it prints, the text before it in its line, and its types."""

    template: str
    line: int
    expression: str
    before: str
    types: frozenset[Any]


def printed(template: str, scope: Scope) -> Iterator[Printed]:
    """All that a template prints, and those that it includes, with these types of names."""
    path = FOLDER / template
    text = path.read_text(encoding="utf-8")
    tree = Environment().parse(text)
    yield from _Walk(path.parent.name, template, text.splitlines()).body(
        tree.body, scope
    )


class _Walk:
    def __init__(self, folder: str, template: str, lines: list[str]) -> None:
        self.folder = folder
        self.template = template
        self.lines = lines

    def body(self, body: list[nodes.Node], scope: Scope) -> Iterator[Printed]:
        for node in body:
            yield from self.node(node, scope)

    def node(self, node: nodes.Node, scope: Scope) -> Iterator[Printed]:
        match node:
            case nodes.Output():
                for child in node.nodes:
                    if not isinstance(child, nodes.TemplateData):
                        yield from self.output(child, scope)
            case nodes.For(target=nodes.Name(name=name)):
                (element,) = (
                    get_args(one)[0]
                    for one in _types(node.iter, scope)
                    if get_args(one)
                )
                yield from self.body(node.body, {**scope, name: element})
            case nodes.With():
                inner = {
                    target.name: _joined(_types(value, scope))
                    for target, value in zip(node.targets, node.values, strict=True)
                    if isinstance(target, nodes.Name)
                }
                yield from self.body(node.body, {**scope, **inner})
            case nodes.If():
                yield from self.body([*node.body, *node.elif_, *node.else_], scope)
            case nodes.Include(template=nodes.Const(value=name)):
                yield from printed(f"{self.folder}/{name}", scope)
            case _:
                raise AssertionError(f"{self.template}:{node.lineno}: {node}")

    def output(self, node: nodes.Expr, scope: Scope) -> Iterator[Printed]:
        plain = node.node if isinstance(node, nodes.Filter) else node
        assert plain is not None
        expression = _spelt(plain)
        line = self.lines[node.lineno - 1]
        places = [m for m in _PRINTED.finditer(line) if m[1] == expression]
        assert places, f"{self.template}:{node.lineno}: {expression}"
        for place in places:
            yield Printed(
                self.template,
                node.lineno,
                expression,
                line[: place.start()],
                frozenset(_types(plain, scope)),
            )


def _spelt(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_spelt(node.node)}.{node.attr}"
    assert isinstance(node, nodes.Name), node
    return node.name


def _types(node: nodes.Node, scope: Scope) -> set[Any]:
    """The types that an expression may have; None is what an `if` has excluded."""
    if isinstance(node, nodes.Getattr):
        (owner,) = _types(node.node, scope)
        found = get_type_hints(owner)[node.attr]
    else:
        assert isinstance(node, nodes.Name), node
        found = scope[node.name]
    is_union = get_origin(found) in (Union, types.UnionType)
    return set(get_args(found) if is_union else (found,)) - {type(None)}


def _joined(found: set[Any]) -> Any:
    (one,) = found
    return one


def all_templates() -> set[str]:
    """The paths of all templates within their folder."""
    return {str(path.relative_to(FOLDER)) for path in Path(FOLDER).rglob("*.j2")}
