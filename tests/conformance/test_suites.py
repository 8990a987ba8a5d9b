# SPDX-License-Identifier: MIT
"""QEMU's own test schemas: accepted or rejected as there, and rejected at the same place."""

from __future__ import annotations

from pathlib import Path

import pytest
from verdicts import Verdict, expected_verdicts, judged

FINDINGS_PER_CASE = 1.3


@pytest.fixture(scope="module")
def verdicts(qemu_releases: object) -> list[Verdict]:
    """Every case of the suites of all releases at hand."""
    assert qemu_releases
    return list(expected_verdicts())


def test_each_case_has_the_verdict_and_place_of_its_release(
    verdicts: list[Verdict], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A finding, or the definition or comment that it names, is at the line that QEMU gives."""
    wrong = []
    counts = []
    for verdict in verdicts:
        monkeypatch.chdir(verdict.folder)
        found = judged(verdict.root, verdict.edition)
        wrong += verdict.disagreements(found)
        if found.errors:
            counts.append(len(found.errors))
    assert not wrong, "\n".join(wrong)
    assert len(verdicts) > 100
    assert sum(counts) <= FINDINGS_PER_CASE * len(counts)


def test_a_checkout_with_error_files_is_understood(tmp_path: Path) -> None:
    """Without expected.jsonl, the .err files beside the schemas say what is expected."""
    suite = tmp_path / "tests" / "qapi-schema"
    suite.mkdir(parents=True)
    (tmp_path / "VERSION").write_text("10.2.50\n")
    (suite / "good.json").write_text("{ 'command': 'stop' }\n")
    (suite / "good.err").write_text("")
    (suite / "bad.json").write_text("\n{ 'command' 'stop' }\n")
    (suite / "bad.err").write_text("bad.json:2:13: expected ':'\n")
    (suite / "worse.json").write_text("{ 'command': 'a', 'data': 'B' }\n")
    (suite / "worse.err").write_text(
        "worse.json: In command 'a':\nworse.json:2: command's 'data' uses ...\n"
    )
    (suite / "included.json").write_text("{ 'command': 'b' }\n")
    found = {verdict.root: verdict for verdict in expected_verdicts(tmp_path)}
    assert sorted(found) == ["bad.json", "good.json", "worse.json"]
    complaints = {
        name: list(verdict.disagreements(judged(str(suite / name), verdict.edition)))
        for name, verdict in found.items()
    }
    assert not complaints["good.json"]
    assert not complaints["bad.json"]
    assert complaints["worse.json"], "the line is another"
