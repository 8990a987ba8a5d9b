# SPDX-License-Identifier: MIT
"""The closing line: counts, the inferred edition, and what others would refuse."""

from __future__ import annotations

from findings import duplicate, odd

from qapigen.diagnostics.report import Refusals
from qapigen.diagnostics.summary import counts, reading
from qapigen.editions import EDITIONS, LATEST


def test_counts() -> None:
    """Numbers agree with their nouns."""
    assert counts([], 1) == "no findings in 1 file"
    assert counts([duplicate()], 2) == "1 error in 2 files"
    assert (
        counts([duplicate(), odd(), odd()], 46) == "1 error and 2 warnings in 46 files"
    )


def test_reading() -> None:
    """What was inferred, then what was not asked but matters."""
    before = EDITIONS[-2]
    refusals = [Refusals(LATEST, (("doc-line-too-long", 312), ("odd-thing", 1)))]
    told = f"{LATEST} would refuse: doc-line-too-long (312), odd-thing (1)"
    assert reading(before, refusals) == f"read as QEMU {before}; {told}"
    assert reading(None, refusals) == told
    assert reading(LATEST, [Refusals(LATEST, ())]) == f"read as QEMU {LATEST}"
    assert reading(None, []) == ""
