# SPDX-License-Identifier: MIT
"""Small schemas that all releases were asked about: we say the same as each of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from verdicts import Place, Verdict, judged

from qapigen.editions import EDITIONS, Edition, find_edition

# From this release on places are compared too: before, several mistakes were found in
# another order, and reported in another style.
PLACED = find_edition("4.2")


@pytest.mark.parametrize("name", ["probes", "generated"])
def test_probes(
    name: str, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Verdicts in every release, places in the later ones."""
    monkeypatch.chdir(tmp_path)
    wrong = []
    compared = 0
    lines = (shared / "language" / f"{name}.jsonl").read_text(encoding="utf-8")
    for number, line in enumerate(lines.splitlines()):
        probe = json.loads(line)
        folder = tmp_path / str(number)
        _lay_out(probe["files"], folder)
        monkeypatch.chdir(folder)
        for verdict in _verdicts(probe, folder):
            compared += 1
            wrong += verdict.disagreements(judged(verdict.root, verdict.edition))
    assert not wrong, f"{len(wrong)} disagreements\n" + "\n".join(wrong[:20])
    assert compared > 1000


def _lay_out(files: dict[str, str], folder: Path) -> None:
    folder.mkdir()
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


def _verdicts(probe: dict[str, Any], folder: Path) -> Iterator[Verdict]:
    for said in probe["releases"]:
        for edition in _run(said["since"], said["until"]):
            place = Place(said["file"], said["line"], said["column"])
            assert PLACED is not None
            yield Verdict(
                folder,
                probe["root"],
                edition,
                said["verdict"] == "accept",
                place if edition.rank >= PLACED.rank else Place(),
                probe["probe"],
            )


def _run(first: str, last: str) -> tuple[Edition, ...]:
    """The releases from one up to and including another."""
    begin, end = find_edition(first), find_edition(last)
    assert begin is not None
    assert end is not None
    return EDITIONS[begin.rank : end.rank + 1]
