# SPDX-License-Identifier: MIT
"""Templates only print, and users can put their own in front."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment, UndefinedError, nodes

from qapigen.backends.python.backend import generate
from qapigen.backends.targets import Options
from qapigen.compiler import compile_schema
from qapigen.shipped import shipped

TEMPLATES = sorted(shipped("templates").glob("python/*.j2"))
PRINTING = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.For,
    nodes.If,
    nodes.Include,
    nodes.Filter,
    nodes.Const,
)
SMALL = "{ 'command': 'do', 'data': { 'a': 'str' } }\n"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_only_print(path: Path) -> None:
    """No comparison, no assignment, no call: decisions are the view's."""
    tree = Environment().parse(path.read_text(encoding="utf-8"))
    waiting: list[nodes.Node] = [tree]
    while waiting:
        node = waiting.pop()
        assert isinstance(
            node, PRINTING
        ), f"{path.name}:{node.lineno}: {type(node).__name__}"
        if isinstance(node, nodes.Filter):
            assert node.name == "indent", f"{path.name}:{node.lineno}: {node.name}"
        waiting.extend(node.iter_child_nodes())


def small(folder: Path, templates: Path | None) -> dict[str, str]:
    """The files for a small schema."""
    path = folder / "small.json"
    path.write_text(SMALL)
    schema = compile_schema(str(path)).schema
    return {f.path: f.text for f in generate(schema, Options("small", templates))}


def test_templates_of_users(tmp_path: Path) -> None:
    """One file replaces one template; the others stay."""
    own = tmp_path / "own"
    (own / "python").mkdir(parents=True)
    (own / "python" / "class.j2").write_text("# mine: {{ view.name }}\n")
    ours, theirs = small(tmp_path, None), small(tmp_path, own)
    assert "# mine: DoArguments" in theirs["small.py"]
    assert {name for name in ours if ours[name] != theirs[name]} == {"small.py"}


def test_a_name_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """A template for another version of the view does not print nothing in silence."""
    (tmp_path / "class.j2").write_text("{{ view.nothing }}\n")
    with pytest.raises(UndefinedError, match="nothing"):
        small(tmp_path, tmp_path)
