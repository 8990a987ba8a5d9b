# SPDX-License-Identifier: MIT
"""What documents mention is there: files, commands, options and what they link to."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import click
import pytest
from package_source import CHECKOUT, PACKAGE, all_modules, imports

import qapigen
from qapigen.cli.program import program

DOCUMENTS = sorted(
    [
        *CHECKOUT.glob("*.md"),
        *CHECKOUT.glob("docs/*.md"),
        *CHECKOUT.glob("examples/*.md"),
    ]
)
# Where a document's names may begin, besides at the top.
ROOTS = (
    "",
    "qapigen",
    "qapigen/backends",
    "tests",
    "examples",
    "templates/python",
    "templates/html",
    "templates/markdown",
    "generated/html",
    "generated/markdown",
)
# Names of files that others have, or that come into being.
ELSEWHERE = {
    "../shared/qemu": "where schemas of QEMU may lie",
    "_runtime": "a part of generated packages",
    "main.json": "the root of a case of several files",
    "pyproject.toml": "that of a project",
    "clock.json": "a schema that is shown",
    "reference.md": "written with --single-page",
    "DIR/python": "a folder of the user's",
    "__init__.py": "a part of generated packages",
}
# What those that are asked for are made of, and show.
INDIRECT = {"annotated-types", "markupsafe", "pydantic-core", "typing-extensions"}
A_PATH = re.compile(
    r"`([\w./-]+\.(?:py|md|json|jsonl|toml|yaml|j2|svg|png|js|css)|[\w./-]+/)`"
)


def words(document: Path) -> str:
    """The text outside of blocks of code."""
    text = document.read_text(encoding="utf-8")
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def named(document: Path) -> str:
    """What pytest calls it."""
    return str(document.relative_to(CHECKOUT))


each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=named)


@each_document
def test_paths(document: Path) -> None:
    """A file or folder that is named exists."""
    gone = [path for path in _paths(document) if not _exists(path)]
    assert not gone, f"{named(document)} names {gone}"


def _paths(document: Path) -> Iterator[str]:
    for path in A_PATH.findall(words(document)):
        if path not in ELSEWHERE:
            yield path


def _exists(path: str) -> bool:
    """Whether it is there; a name alone stands for a module of the folder spoken of."""
    if "/" not in path and any(PACKAGE.rglob(path)):
        return True
    return any((CHECKOUT / root / path).exists() for root in ROOTS)


def test_nothing_is_excepted_in_vain() -> None:
    """What is said to be elsewhere is named, and is not here."""
    everything = "".join(map(words, DOCUMENTS))
    assert not [path for path in ELSEWHERE if f"`{path}`" not in everything]


@each_document
def test_links(document: Path) -> None:
    """A link into the project leads somewhere."""
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", words(document))
    assert not [link for link in links if not (document.parent / link).exists()]


@each_document
def test_make_targets(document: Path) -> None:
    """Every `make` command that is named."""
    makefile = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    text = document.read_text(encoding="utf-8")
    called = set(re.findall(r"(?:^\$ |`|^)make ([a-z]+)", text, re.MULTILINE))
    assert called <= targets


@each_document
def test_options(document: Path) -> None:
    """Every option of a command line that stands between words."""
    for code in re.findall(r"`qapigen ([a-z]+ [^`]*)`", words(document)):
        command: click.Command | None = program
        rest = iter(code.split())
        while isinstance(command, click.Group):
            command = command.get_command(click.Context(command), next(rest))
        assert command is not None, code
        known = {name for option in command.params for name in option.opts}
        assert {word for word in rest if word.startswith("-")} <= known, code


def test_the_library(tmp_path: Path) -> None:
    """Every public name is explained, and the program prints what is shown."""
    page = CHECKOUT / "docs" / "library.md"
    explained = set(re.findall(r"`(\w+)(?:\([^`]*\))?`", words(page)))
    assert set(qapigen.__all__) <= explained
    text = page.read_text(encoding="utf-8")
    blocks = dict(re.findall(r"^```(\w+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL))
    (tmp_path / "clock.json").write_text(blocks["json"], encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", blocks["python"]],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == blocks["text"]


def _declared() -> set[str]:
    """The packages that pyproject.toml asks for."""
    table = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [*table["project"]["dependencies"], *table["dependency-groups"]["dev"]]
    return {re.split(r"[<>=~ ]", one)[0].lower() for one in asked}


def test_every_dependency_has_a_reason() -> None:
    """A row of a table says what it is for, and no row is left of one that is gone."""
    text = words(CHECKOUT / "CONTRIBUTING.md")
    tables = text.partition("## Dependencies")[2].partition("## Words")[0]
    cells = re.findall(r"^\| ([^|]+) \|", tables, re.MULTILINE)
    named = {name for cell in cells for name in cell.split(", ")}
    assert named - {"package"} == _declared()


def test_what_is_imported_is_declared() -> None:
    """Nothing is there only because something else happens to need it."""
    homes = packages_distributions()
    known = {re.sub("[-_.]+", "-", name) for name in _declared()} | {"qapigen"}
    for module in all_modules():
        for name, line in imports(module):
            found = {
                re.sub("[-_.]+", "-", home.lower())
                for home in homes.get(name.split(".")[0], ())
            }
            assert not found or found & (
                known | INDIRECT
            ), f"{module.path}:{line}: {name}"
