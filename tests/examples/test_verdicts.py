# SPDX-License-Identifier: MIT
"""Every finding in the examples of real releases was read by hand; what was decided is data.

A line of ``verdicts.jsonl`` names a release, a definition and a code, whether
the example is wrong there, and the places, so that a false report or a
finding that is lost shows at once. Nothing of QEMU's text is in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import missing
from corpus import Release

from qapigen.compiler import compile_schema
from qapigen.diagnostics.diagnostic import Diagnostic
from qapigen.examples.check import judge_examples

VERDICTS = Path(__file__).with_name("verdicts.jsonl")
Key = tuple[str, str, str]


def _recorded() -> dict[Key, list[str]]:
    """The places at which examples are wrong, by release, definition and code."""
    records = map(json.loads, VERDICTS.read_text(encoding="utf-8").splitlines())
    return {
        (r["release"], r["definition"], r["code"]): r["places"]
        for r in records
        if r["verdict"] == "wrong"
    }


def _findings(release: Release) -> Iterator[Diagnostic]:
    for root in release.roots():
        yield from judge_examples(compile_schema(str(root), release.edition).schema)


def _found(release: Release) -> dict[Key, list[str]]:
    found: dict[Key, list[str]] = {}
    for finding in _findings(release):
        definition = finding.definition.name if finding.definition else ""
        key = (str(release.edition), definition, finding.code.name)
        path = Path(finding.span.source.path).resolve()
        file = path.relative_to(release.folder.resolve()).as_posix()
        line, column = finding.span.position
        found.setdefault(key, []).append(f"{file}:{line}:{column}")
    return found


def test_findings_are_those_that_were_read(qemu_releases: list[Release]) -> None:
    """No false report, and none of the true ones lost."""
    recorded = _recorded()
    known = {release for release, _, _ in recorded}
    compared = 0
    for release in qemu_releases:
        if str(release.edition) in known:
            expected = {
                k: v for k, v in recorded.items() if k[0] == str(release.edition)
            }
            assert _found(release) == expected
            compared += 1
    if not compared:
        missing("no release at hand whose findings were read")


# What was known to be wrong before there was a program to find it.
KNOWN = [
    ("10.2", "dumpdtb", "closed-early"),
    ("10.2", "set-vcpu-dirty-limit", "closed-early"),
    ("10.2", "cancel-vcpu-dirty-limit", "closed-early"),
    ("10.2", "migrate", "wrong-type"),
    ("10.2", "query-blockstats", "missing-comma"),
    ("10.2", "query-sgx-capabilities", "unknown-member"),
    ("10.2", "query-dirty-rate", "no-message"),
    ("6.2", "BLOCK_JOB_PENDING", "unknown-event"),
]


@pytest.mark.parametrize(("release", "definition", "code"), KNOWN)
def test_what_was_known_is_among_them(release: str, definition: str, code: str) -> None:
    """People had found these."""
    assert (release, definition, f"example-{code}") in _recorded()
