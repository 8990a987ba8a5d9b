# SPDX-License-Identifier: MIT
"""query-qmp-schema: our answer is a server's; in all releases it holds together."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from corpus import Release

from qapigen.backends.introspection import introspect
from qapigen.compiler import compile_schema
from qapigen.editions import find_edition

SERVERS = {
    "qemu-system-x86_64": ("qapi", "live-qemu-system-x86_64-q35-tcg"),
    "qemu-storage-daemon": ("storage-daemon/qapi", "live-qemu-storage-daemon"),
}


@pytest.mark.parametrize("server", SERVERS)
def test_the_answer_is_that_of_a_running_server(server: str, shared: Path) -> None:
    """Equal list for list: names, numbers, order, features."""
    folder, answer = SERVERS[server]
    root = shared / "qemu" / "7.2.0" / folder / "qapi-schema.json"
    schema = compile_schema(str(root), find_edition("7.2")).schema
    live = shared / "live" / "introspection"
    symbols = json.loads((live / f"symbols-{server}.json").read_text(encoding="utf-8"))
    theirs = json.loads((live / f"{answer}.json").read_text(encoding="utf-8"))
    ours = introspect(schema, frozenset(symbols["unset"]))
    assert json.loads(json.dumps(ours)) == theirs


def test_references_resolve_and_numbers_have_no_gap(
    qemu_releases: list[Release],
) -> None:
    """In every schema of every release, masked; no name is there twice."""
    for release in qemu_releases:
        for root in release.roots():
            schema = compile_schema(str(root), release.edition).schema
            entities: list[dict[str, Any]] = json.loads(json.dumps(introspect(schema)))
            names = [entity["name"] for entity in entities]
            assert len(set(names)) == len(names)
            numbers = sorted(int(name) for name in names if name.isdecimal())
            assert numbers == list(range(len(numbers)))
            assert set(_references(entities)) <= set(names), root


def _references(entities: list[dict[str, Any]]) -> Iterator[str]:
    for entity in entities:
        for key in ("arg-type", "ret-type", "element-type"):
            if key in entity:
                yield entity[key]
        for part in (*entity.get("members", ()), *entity.get("variants", ())):
            if "type" in part:
                yield part["type"]
