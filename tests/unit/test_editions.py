# SPDX-License-Identifier: MIT
"""Editions and lifetimes: sets of releases, their names, and how they are said."""

from __future__ import annotations

from itertools import pairwise

import pytest

from qapigen.editions import (
    ALWAYS,
    EDITIONS,
    LATEST,
    NEVER,
    find_edition,
    since,
    until,
)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("7.2", "7.2"),
        ("7.2.0", "7.2"),
        ("7.2.22", "7.2"),
        ("v7.2.22", "7.2"),
        ("10.0", "10.0"),
        ("2.12.1", "2.12"),
        ("latest", LATEST.name),
    ],
)
def test_names(written: str, name: str) -> None:
    """A stable release reads the language of its branch."""
    edition = find_edition(written)
    assert edition is not None
    assert str(edition) == name


@pytest.mark.parametrize(
    "written", ["", "7", "7.3", "2.8", "x", "7.2.x", "vv7.2", "7,2", "٧.2"]
)
def test_names_of_nothing(written: str) -> None:
    """There is no such release."""
    assert find_edition(written) is None


def test_order() -> None:
    """Each edition knows its successor, the newest has none."""
    for edition, following in pairwise(EDITIONS):
        assert edition.successor is following
    assert LATEST.successor is None
    assert EDITIONS[-1] is LATEST


def test_lifetimes_are_sets() -> None:
    """Of editions, with the operations of sets."""
    old, new = until("6.1"), since("6.2")
    assert ~old == new
    assert old | new == ALWAYS
    assert old & new == NEVER
    assert not NEVER
    assert LATEST in new
    assert LATEST not in old
    assert len(ALWAYS.editions()) == len(EDITIONS)
    assert since("9.0").editions()[0].name == "9.0"
    assert LATEST.lifetime.editions() == (LATEST,)


@pytest.mark.parametrize(
    ("lifetime", "words"),
    [
        (since("5.2"), "since QEMU 5.2"),
        (until("6.1"), "until QEMU 6.1"),
        (since("6.0") & until("8.0"), "in QEMU 6.0 to 8.0"),
        (since("9.0") & until("9.0"), "in QEMU 9.0"),
        (NEVER, "in no release of QEMU"),
    ],
)
def test_words(lifetime: object, words: str) -> None:
    """As it is said in messages."""
    assert str(lifetime) == words
