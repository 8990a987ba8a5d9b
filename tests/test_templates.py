# SPDX-License-Identifier: MIT
"""Templates print and do nothing else: what is to be decided is decided in the views."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment, nodes
from package_source import CHECKOUT

TEMPLATES = sorted((CHECKOUT / "templates").rglob("*.j2"))

# `with` only gives what is included the name by which it knows what it prints.
ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.For,
    nodes.If,
    nodes.Include,
    nodes.With,
    nodes.Const,
)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_only_prints(path: Path) -> None:
    """No assignment, no comparison, no call; the one filter is `indent`."""
    tree = Environment().parse(path.read_text(encoding="utf-8"))
    for node in _below(tree):
        if isinstance(node, nodes.Filter):
            assert node.name == "indent", f"{path.name}:{node.lineno}: {node.name}"
        else:
            text = (
                f"{path.name}:{node.lineno}: decide {type(node).__name__} in the view"
            )
            assert isinstance(node, ALLOWED), text


def _below(node: nodes.Node) -> list[nodes.Node]:
    return [
        node,
        *(found for child in node.iter_child_nodes() for found in _below(child)),
    ]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_condition_is_a_name(path: Path) -> None:
    """An `if` asks for one thing that the view says."""
    tree = Environment().parse(path.read_text(encoding="utf-8"))
    for found in tree.find_all(nodes.If):
        assert isinstance(found.test, nodes.Name | nodes.Getattr), path.name
