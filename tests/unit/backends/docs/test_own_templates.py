# SPDX-License-Identifier: MIT
"""Users put their own templates and styles in front; what they leave out stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from qapigen.backends.output import GeneratedFile
from qapigen.backends.targets import BACKENDS, Options
from qapigen.compiler import compile_schema

SCHEMA = "{ 'command': 'go', 'data': { 'where': 'str' } }\n"


@pytest.mark.parametrize(
    ("target", "path"), [("html", "schema.html"), ("markdown", "schema.md")]
)
@pytest.mark.parametrize("folder", ["", "target"])
def test_a_definition_looks_otherwise(
    tmp_path: Path, target: str, path: str, folder: str
) -> None:
    """One template is replaced, in the folder itself or in the target's; the page is ours."""
    extension = path.removeprefix("schema.")
    own = tmp_path / "own" / (target if folder else "")
    own.mkdir(parents=True)
    template = "<!-- {{ definition.kind }} {{ definition.name }} -->\n"
    (own / f"definition.{extension}.j2").write_text(template, encoding="utf-8")
    files = _made(tmp_path, target)
    assert "<!-- command go -->" in str(files[path])
    assert "1 command" in str(files[f"index.{extension}"])


def test_a_style_is_replaced(tmp_path: Path) -> None:
    """Files that are copied come from the user's folder if they are there."""
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "style.css").write_text("body {}\n", encoding="utf-8")
    files = _made(tmp_path, "html")
    assert files["style.css"] == "body {}\n"
    assert "ui:query" in str(files["search.js"])


def _made(folder: Path, target: str) -> dict[str, str | bytes]:
    path = folder / "schema.json"
    path.write_text(SCHEMA, encoding="utf-8")
    options = Options(templates=folder / "own")
    parts = (
        BACKENDS[target].backend().generate(compile_schema(str(path)).schema, options)
    )
    return {part.path: part.text for part in parts if isinstance(part, GeneratedFile)}
