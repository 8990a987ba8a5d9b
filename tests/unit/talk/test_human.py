# SPDX-License-Identifier: MIT
"""The human monitor's help, read as far as it can be read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qapigen.talk.human import Entry, entries

TOLD = (
    "cont|c  -- go on\r\n"
    "move [-f] thing place -- move a thing (-f: even\r\n"
    "\t\t\t if it is heavy)\r\n"
    "add [<bus>:]<slot>\r\n"
    "[file=file][,if=type] -- add something\r\n"
    "? [cmd] -- help\r\n"
)


def test_entries() -> None:
    """Aliases are commands; what goes on in the next line is no command."""
    found = entries(TOLD)
    assert list(found) == ["cont", "c", "move", "add", "?"]
    assert found["c"] == found["cont"] == Entry("", "go on")
    assert found["move"] == Entry("[-f] thing place", "move a thing (-f: even")
    assert found["add"] == Entry("[<bus>:]<slot>", "")


def test_what_stands_behind_a_prefix() -> None:
    """What `info` can tell; lines about other things are left out."""
    told = "info status  -- how it is\ninfo block [-n] -- drives\nother -- no\n"
    assert list(entries(told, "info ")) == ["status", "block"]


@given(st.text())
def test_any_help_is_read(told: str) -> None:
    """It may be anything."""
    for name in entries(told):
        assert name
