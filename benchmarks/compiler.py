# SPDX-License-Identifier: MIT
"""What it costs to start, to check the schemas of releases, and to compare them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import QAPIGEN, Row, cost
from benchmarks.schemas import invented, newest, releases


def rows() -> Iterator[Row]:
    """All rows: each release at hand, and schemas that grow."""
    yield Row("qapigen --help", cost((*QAPIGEN, "--help")))
    for name, schema in list(releases()) or [newest()]:
        yield from _check(name, schema)
    yield _ends()
    yield from _growth()


def _check(name: str, schema: Path) -> Iterator[Row]:
    """A release's main schema, its edition given and inferred, without and with examples."""
    given = cost((*QAPIGEN, "check", str(schema), "--edition", name))
    asked = "<= 15 starts, <= 40 MiB" if (name, schema) == newest() else ""
    yield Row(f"check {name}, edition given", given, asked)
    inferred = cost((*QAPIGEN, "check", str(schema)))
    ratio = f"{inferred.seconds / given.seconds:.2f} x given, <= 2"
    yield Row(f"check {name}, edition inferred", inferred, ratio)
    examples = cost((*QAPIGEN, "examples", "check", str(schema), "--edition", name))
    ratio = f"{examples.seconds / given.seconds:.2f} x check, <= 1.5"
    yield Row(f"examples check {name}", examples, ratio)


def _ends() -> Row:
    """The oldest release against the newest."""
    found = list(releases())
    if len(found) < 2:
        return Row("diff", None, "no two releases at hand")
    (old, old_schema), (new, new_schema) = found[0], found[-1]
    checks = [cost((*QAPIGEN, "check", str(s))) for s in (old_schema, new_schema)]
    both = cost((*QAPIGEN, "diff", str(old_schema), str(new_schema)))
    ratio = both.seconds / sum(check.seconds for check in checks)
    return Row(f"diff {old} {new}", both, f"{ratio:.2f} x checking both, <= 3")


def _growth() -> Iterator[Row]:
    """The same kind of schema, and ten times as much of it."""
    with TemporaryDirectory() as folder:
        costs = []
        for parts in (300, 3000):
            schema = Path(folder) / f"{parts}.json"
            schema.write_text(invented(parts), encoding="utf-8")
            command = (*QAPIGEN, "check", str(schema), "--edition", "latest")
            costs.append(cost(command, runs=5))
            asked = f"{costs[-1].seconds / costs[0].seconds:.1f} x the first, <= 11"
            yield Row(f"check {3 * parts} invented definitions", costs[-1], asked)
