# SPDX-License-Identifier: MIT
"""Near names: enough to help, never a guess out of nowhere."""

from __future__ import annotations

import pytest

from qapigen.diagnostics.suggestions import did_you_mean, near_names

KNOWN = ["BlockInfo", "BlockStats", "block-info", "uint8", "uint16", "uint32"]


@pytest.mark.parametrize(
    ("name", "help_text"),
    [
        ("BlokStats", "did you mean 'BlockStats'?"),
        ("BlokStatz", "did you mean 'BlockStats'?"),
        ("blockstats", "did you mean 'BlockStats'?"),
        ("block_info", "did you mean 'block-info'?"),
        ("Blocks", "did you mean 'BlockStats' or 'BlockInfo'?"),
        ("Machine", None),
        ("", None),
        ("B" * 1_000_000, None),
    ],
)
def test_did_you_mean(name: str, help_text: str | None) -> None:
    """One near name, several, or none."""
    assert did_you_mean(name, KNOWN) == help_text


def test_order_does_not_depend_on_the_input() -> None:
    """The same names in another order give the same answer."""
    assert near_names("uint64", KNOWN) == near_names("uint64", KNOWN[::-1])


def test_among_thousands() -> None:
    """Those around the name are looked at, however capital letters fall."""
    many = [*(f"Block{number}" for number in range(5000)), *KNOWN]
    assert near_names("blockinfo", many) == ["BlockInfo"]
    assert near_names("BlockStatz", many)[0] == "BlockStats"
    assert near_names("uint9", many) == near_names("uint9", KNOWN)
    assert near_names("uint64", many) == near_names("uint64", many[::-1])
