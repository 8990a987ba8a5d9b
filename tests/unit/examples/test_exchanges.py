# SPDX-License-Identifier: MIT
"""What examples show of which definition, and what is handed on to others."""

from __future__ import annotations

from pathlib import Path

import pytest
from example_messages import schema_of

from qapigen.examples.exchanges import exported, shown_definitions
from qapigen.schema.schema import Schema

SCHEMA = """
##
# @count:
#
# Count.
#
# .. qmp-example::
#
#     -> { "execute": "count", "id": 7 }
#     <- { "event": "COUNTED",
#          "timestamp": { "seconds": 1, "microseconds": 2 } }
#     <- { "return": [ 1, 2, ... ], "id": 7 }
#
# .. qmp-example::
#
#     -> { "execute": "count" }
#     <- { "return": "wrong" }
##
{ 'command': 'count', 'returns': [ 'int' ] }

##
# @silent:
#
# Say nothing.
##
{ 'command': 'silent' }

##
# @COUNTED:
#
# All are counted.
##
{ 'event': 'COUNTED' }

{ 'pragma': { 'command-returns-exceptions': [ 'count' ] } }
"""


@pytest.fixture
def schema(tmp_path: Path) -> Schema:
    """The schema above."""
    return schema_of(SCHEMA, tmp_path)


def test_what_shows_a_definition_stands_in_its_own_comment(schema: Schema) -> None:
    """An event in a command's example does not document the event."""
    shown = {d.name: len(found) for d, found in shown_definitions(schema)}
    assert shown == {"count": 2, "silent": 0, "COUNTED": 0}


def test_only_what_is_right_is_exported(schema: Schema) -> None:
    """A request with its reply, an event alone; what was left out is left out."""
    counted, event = exported(schema)
    assert counted["definition"] == "count"
    assert counted["request"] == {"execute": "count", "id": 7}
    assert counted["reply"] == {"return": [1, 2], "id": 7}
    assert counted["elided"] is True
    assert event["definition"] == "COUNTED"
    assert event["request"] is None
    assert event["line"] == 10
    assert str(event["file"]).endswith("schema.json")
