# SPDX-License-Identifier: MIT
"""Examples as a whole: directions, replies to what was asked, and where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from example_messages import schema_of, shown

from qapigen.diagnostics.diagnostic import Diagnostic
from qapigen.examples.check import judge_examples

DEFINITIONS = """
##
# @Part:
#
# @size: how big
##
{ 'struct': 'Part', 'data': { 'size': 'int' } }

##
# @query-parts:
#
# All parts.
##
{ 'command': 'query-parts', 'returns': [ 'Part' ] }

##
# @PART_LOST:
#
# One is gone.
##
{ 'event': 'PART_LOST' }
"""
COMMENT = """
##
# @do-it:
#
# Do it.
#
# .. qmp-example::
#
{}
##
{{ 'command': 'do-it' }}
"""
OK = '<- { "return": {} }'
EVENT = '{ "event": "PART_LOST", "timestamp": { "seconds": 1, "microseconds": 2 } }'


def _findings(folder: Path, *lines: str) -> list[Diagnostic]:
    comment = COMMENT.format("\n".join(f"#     {line}" for line in lines))
    return list(judge_examples(schema_of(comment + DEFINITIONS, folder)))


@pytest.mark.parametrize(
    "lines",
    [
        ('-> { "execute": "do-it" }', OK),
        ('-> { "execute": "do-it" }', f"<- {EVENT}", OK),
        (
            '-> { "execute": "query-parts" }',
            '<- { "return": [] }',
            '-> { "execute": "do-it" }',
        ),
        ('{ "execute": "do-it" }', '{ "return": {} }'),
        (OK,),
    ],
)
def test_right(tmp_path: Path, lines: tuple[str, ...]) -> None:
    """Others may take part, as long as the definition does."""
    assert _findings(tmp_path, *lines) == []


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (('<- { "execute": "do-it" }',), [("wrong-direction", '"execute"')]),
        (
            ('-> { "execute": "do-it" }', f"-> {EVENT}"),
            [("wrong-direction", '"event"')],
        ),
        (
            ('-> { "execute": "query-parts" }',),
            [("of-something-else", '"query-parts"')],
        ),
        (('-> { "execute": "do-itt" }',), [("unknown-command", '"do-itt"')]),
        (('<- { "return": [] }',), [("wrong-type", "[]")]),
    ],
)
def test_wrong(
    tmp_path: Path, lines: tuple[str, ...], expected: list[tuple[str, str]]
) -> None:
    """Each finding says in whose documentation it is."""
    findings = _findings(tmp_path, *lines)
    assert shown(findings) == expected
    for finding in findings:
        assert finding.definition is not None
        assert finding.documentation is not None
        assert finding.definition.name == finding.documentation.name == "do-it"


def test_a_reply_to_another_command_points_at_it(tmp_path: Path) -> None:
    """The request says what the reply was to be."""
    lines = ('-> { "execute": "do-it" }', OK, '-> { "execute": "query-parts" }', OK)
    [finding] = _findings(tmp_path, *lines)
    [label] = finding.labels
    assert finding.code.name == "example-wrong-type"
    assert (label.span.text, label.text) == ('"query-parts"', "in the reply to this")


def test_the_same_absence_in_several_objects_is_one_finding(tmp_path: Path) -> None:
    """The other objects are pointed at."""
    lines = ('-> { "execute": "query-parts" }', '<- { "return": [ {}, {} ] }')
    findings = _findings(tmp_path, *lines, '-> { "execute": "do-it" }')
    assert shown(findings) == [("missing-member", "{")]
    assert findings[0].labels[0].text == "here, too"
