# SPDX-License-Identifier: MIT
"""The whole output for two small schemas: one that uses everything, one of old times."""

from __future__ import annotations

from pathlib import Path

import pytest
from package_source import GOLDEN
from sites import Output, made

from qapigen.editions import LATEST, find_edition

SCHEMAS = {"today": LATEST, "old": find_edition("4.2")}
TARGETS = {"html": (".html", ".json"), "markdown": (".md",), "python": (".py",)}


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("name", SCHEMAS)
def test_golden(
    name: str, target: str, pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each file is as expected; assets and runtime are copied and need no golden."""
    monkeypatch.chdir(GOLDEN / name)
    output = made(Path("schema.json"), target, SCHEMAS[name])
    folder = GOLDEN / name / target
    wanted = {p.name: p.read_text(encoding="utf-8") for p in folder.glob("*")}
    paths = [p for ending in TARGETS[target] for p in output.texts(ending)]
    texts = {p: output.text(p) for p in paths if not p.startswith("_runtime/")}
    if pytestconfig.getoption("--update") and texts != wanted:
        _write(folder, texts)
        pytest.fail(f"{folder} was rewritten: read the difference")
    assert texts == wanted, "run: make update, and read the difference"


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("name", SCHEMAS)
def test_a_rerun_is_identical(name: str, target: str) -> None:
    """The output depends on nothing but the schema, not even on where it lies."""
    path = GOLDEN / name / "schema.json"
    assert _files(made(path, target)) == _files(made(path, target))


def _files(output: Output) -> dict[str, str | bytes]:
    return output.files


def _write(folder: Path, texts: dict[str, str]) -> None:
    folder.mkdir(exist_ok=True)
    for path in folder.glob("*"):
        path.unlink()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
