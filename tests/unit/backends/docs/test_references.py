# SPDX-License-Identifier: MIT
"""What names in a text mean: nearest first."""

from __future__ import annotations

from pathlib import Path

import pytest
from sites import made_of

SCHEMA = """
{{ 'enum': 'Colour', 'data': [ 'red', 'size' ] }}
{{ 'enum': 'Far', 'data': [ 'away' ] }}
##
# @Door:
#
# {text}
#
# @colour: the colour
#
# @size: the size
##
{{ 'struct': 'Door', 'data': {{ 'colour': 'Colour', 'size': 'int' }} }}
"""


@pytest.mark.parametrize("text", ["see @{}", "see `{}`", "see ``{}``"])
@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("colour", "Door.colour"),
        ("size", "Door.size"),
        ("Far", "Far"),
        ("red", "Colour.red"),
        ("away", ""),
    ],
)
def test_a_name_leads_there(tmp_path: Path, text: str, name: str, address: str) -> None:
    """To a member, a definition, or a value that a member may have; else nowhere."""
    page = made_of(tmp_path, SCHEMA.format(text=text.format(name))).text("schema.html")
    code = f"<code>{name}</code>"
    linked = (
        f'see <a href="schema.html#{address}">{code}</a>' if address else f"see {code}"
    )
    assert linked in page
