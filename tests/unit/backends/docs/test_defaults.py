# SPDX-License-Identifier: MIT
"""Defaults in the sentences that describe members: what is one value, and what is not."""

from __future__ import annotations

import pytest

from qapigen.backends.docs.defaults import default_in


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("how loud (default: 11)", "11"),
        ("how loud (default 11)", "11"),
        ("how loud (default:11)", "11"),
        ("how loud (default is 11)", "11"),
        ("how loud (defaults to 11, which is a lot)", "11"),
        ("how loud (default to 11)", "11"),
        ("How loud.  Default 11.", "11"),
        ("How loud.  Default is 11.", "11"),
        ("How loud.  Default: 11; at most 12.", "11"),
        ("How loud.  The default is 11.", "11"),
        ("How loud.  The default value is 11 (since 3.1)", "11"),
        ("How loud.  Default to 11.  (Since 3.1)", "11"),
        ("How loud; defaults to 11, meaning loud", "11"),
        ("How loud.  By default, this value is 11.", "11"),
        ("How loud.  By default it is 11, the loudest.", "11"),
        ("how loud (11 by default; since 3.1)", "11"),
        ("how loud (11k default).  Takes suffixes.", "11k"),
        ("How loud.  If left out, the default value is 11.", "11"),
        ("Scale.  Defaults to 1.5. (Since 3.1)", "1.5"),
        ("Net.  Default is 10.1.0.0/16.", "10.1.0.0/16"),
        ("Net.  (default is fe80::)", "fe80::"),
        ("Size.  Defaults to 512 bytes.", "512 bytes"),
        ("Size (default: 4 MiB)", "4 MiB"),
        ("Flags (default: 0x30)", "0x30"),
        ("Colour, default 'red'.  'blue' is for those who can if they wish", "red"),
        ('Colour.  Defaults to "off"', "off"),
        ("Colour (default: 'dark blue')", "dark blue"),
        ("Colour.  Default is `red`.", "red"),
        ("Colour.  Default is @red.", "red"),
        ("Colour, set to red by default (since 3.1)", "red"),
        ('"red" (default), "blue" or "green"', "red"),
        ('as paint has it, "red" is the default.', "red"),
        ("Dry it.  If true (default), wait", "true"),
        ("If false (the default), paint again", "false"),
        ("wet (true) or dry (false; default)", "false"),
        ("where to (default: /dev/paint)", "/dev/paint"),
        ("where to (default: the painter's door, since 3.1)", "the painter's door"),
        ("where to.  Defaults to no place.", "no place"),
        ("the state (default: on, since 3.1)", "on"),
    ],
)
def test_one_value(text: str, value: str) -> None:
    """Whatever the words, a default that holds always is found, without its quotes."""
    assert default_in(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "the default colour",
        "whether the colour is the default",
        "a default policy.  Default state.",
        "restores the default, whatever that is",
        "The default is to paint.",
        "The default is used if nothing else dries.",
        "The default depends on the weather.",
        "the colour (default depends on the weather)",
        "Default is whatever suits the weather of the day and of the next",
        "the colour (default: red if it rains, else blue)",
        "the colour (default: red in winter, blue in summer)",
        "the colour (default 5 for doors, 7 for walls)",
        "Default: true on walls, false otherwise.",
        "The default value is 600, and 0 on other walls.",
        "The default value is 600, or 0 at night.",
        "Default is false for doors.",
        "Defaults to 4 unless it rains.",
        "On doors this will default to 'red'.  Otherwise it defaults to 'blue'.",
        "Defaults to this value.",
        "0 selects a default size",
        "must be a power of 2, or 0 for default",
        "By default it is given in feet, but the unit can be set",
        "By default, the wall is painted",
        'one of "red, green, blue, white, black or some other colour"; '
        'defaults to "red, green, blue, white, black or some other colour"',
        "will have default topology",
    ],
)
def test_not_one_value(text: str) -> None:
    """A default that is not said, or only under a condition, is left to the text."""
    assert default_in(text) == ""
