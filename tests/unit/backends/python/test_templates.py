# SPDX-License-Identifier: MIT
"""Templates only print, and users can put their own in front."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import UndefinedError

from qapigen.backends.python.backend import generate
from qapigen.backends.targets import Options
from qapigen.compiler import compile_schema

SMALL = "{ 'command': 'do', 'data': { 'a': 'str' } }\n"


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
    (own / "python" / "classes.j2").write_text(
        "{% for view in views %}# mine: {{ view.name }}\n{% endfor %}"
    )
    ours, theirs = small(tmp_path, None), small(tmp_path, own)
    assert "# mine: DoArguments" in theirs["small.py"]
    assert {name for name in ours if ours[name] != theirs[name]} == {"small.py"}


def test_a_name_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """A template for another version of the view does not print nothing in silence."""
    (tmp_path / "methods.j2").write_text("{{ methods.nothing }}\n")
    with pytest.raises(UndefinedError, match="nothing"):
        small(tmp_path, tmp_path)
