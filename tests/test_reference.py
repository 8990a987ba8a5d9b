# SPDX-License-Identifier: MIT
"""Every schema of every release becomes a reference in which nothing is missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import missing
from corpus import Release, releases
from sites import Output, dangling, ids, made, misnested, tables_of

from qapigen.schema.model import Alternative, Branch, Struct, Union
from qapigen.schema.schema import Module, Schema

LARGEST = 1_500_000
ROOTS = [(release, root) for release in releases() for root in release.roots()]


def _name(value: object) -> str:
    return "-".join(value.parts[-3:]) if isinstance(value, Path) else str(value)


@pytest.mark.parametrize(("release", "root"), ROOTS, ids=_name)
def test_a_site_is_whole(release: Release, root: Path) -> None:
    """All of the schema has its place, counted from the schema; no link leads nowhere."""
    output = made(root, "html", release.edition)
    pages = output.texts(".html")
    found = Counter(name for page in pages.values() for name in ids(page))
    wanted = Counter(_anchors(output.schema))
    assert len(wanted) > 100
    assert not wanted - found
    assert all(found[anchor] == 1 for anchor in wanted)
    assert not dangling(output, ".html")
    assert max(map(len, pages.values())) < LARGEST


@pytest.mark.parametrize(("release", "root"), ROOTS[:1] + ROOTS[-1:], ids=_name)
def test_pages_are_well_formed(release: Release, root: Path) -> None:
    """Elements lie in each other as they may, whatever a text holds."""
    for text in made(root, "html", release.edition).texts(".html").values():
        assert not misnested(text)


@pytest.mark.parametrize("single", [False, True], ids=["files", "single"])
@pytest.mark.parametrize(("release", "root"), ROOTS, ids=_name)
def test_markdown_is_whole(release: Release, root: Path, single: bool) -> None:
    """The same of Markdown, in one file or in many."""
    output = made(root, "markdown", release.edition, single)
    found = Counter(i for page in output.texts(".md").values() for i in ids(page))
    wanted = Counter(_anchors(output.schema))
    assert not wanted - found
    assert all(found[anchor] == 1 for anchor in wanted)
    assert not dangling(output, ".md")
    assert not single or list(output.files) == ["reference.md"]
    tables = [t for text in output.texts(".md").values() for t in tables_of(text)]
    assert max(map(len, tables)) == 2 + len(_pages(output)) + 1
    for table in tables:
        assert len({_cells(row) for row in table}) == 1, table[0]


def _pages(output: Output) -> list[Module]:
    return [module for module in output.schema.modules if module.definitions]


def _cells(row: str) -> int:
    assert row.startswith("| ")
    assert row.endswith(" |")
    return len(re.findall(r"(?<!\\)\|", row))


def test_releases_are_at_hand() -> None:
    """Without schemas of QEMU the tests above test nothing."""
    if not ROOTS:
        missing("no schemas of QEMU; QAPIGEN_QEMU may name a checkout")


def _anchors(schema: Schema) -> Iterator[str]:
    """The place of each definition, part and feature."""
    for definition in schema:
        name = definition.name
        yield name
        yield from (f"{name}!{feature.name}" for feature in definition.features)
        for part in definition.parts:
            if isinstance(part, Branch):
                continue
            yield f"{name}.{part.name}"
            if not isinstance(part, Alternative):
                yield from (f"{name}.{part.name}!{f.name}" for f in part.features)
        if isinstance(definition, Union):
            branches = schema.branches_of(definition)
            yield from (f"{name}:{branch.name}" for branch in branches)
        if isinstance(definition, Struct | Union):
            inherited = (m for base in schema.lineage(definition) for m in base.members)
            yield from (f"{name}.{member.name}" for member in inherited)
