# SPDX-License-Identifier: MIT
"""Messages judged against a schema: names, types, ranges, values, branches, alternates."""

from __future__ import annotations

from pathlib import Path

import pytest
from example_messages import judged, read, schema_of, shown

from qapigen.editions import SIMPLE_UNIONS
from qapigen.examples.judge import MessageJudge

SCHEMA = """
{ 'enum': 'Kind', 'data': [ 'round', 'flat' ] }
{ 'enum': 'QapiErrorClass', 'data': [ 'GenericError' ] }
{ 'struct': 'Part',
  'data': { 'size': 'uint8', '*note': 'str',
            'old': { 'type': 'int', 'features': [ 'deprecated' ] } } }
{ 'union': 'Shape', 'base': { 'kind': 'Kind' }, 'discriminator': 'kind',
  'data': { 'round': 'Part' } }
{ 'alternate': 'Ref', 'data': { 'name': 'str', 'part': 'Part' } }
{ 'command': 'plain' }
{ 'command': 'oob', 'allow-oob': true }
{ 'command': 'open', 'gen': false, 'data': { 'name': 'str' } }
{ 'command': 'shape', 'data': { 'shape': 'Shape', '*ref': 'Ref', '*any': 'any' },
  'returns': [ 'Part' ] }
{ 'command': 'boxed', 'boxed': true, 'data': 'Shape' }
{ 'event': 'BARE' }
{ 'event': 'FULL', 'data': { 'name': 'str' } }
"""
PART = {"size": 1, "old": 2}
TIME = {"seconds": 1, "microseconds": 2}


@pytest.fixture
def judge(tmp_path: Path) -> MessageJudge:
    """A judge for the schema above."""
    return MessageJudge(schema_of(SCHEMA, tmp_path))


ACCEPTED = [
    {"execute": "plain"},
    {"execute": "plain", "arguments": {}, "id": [1]},
    {"exec-oob": "oob", "id": 1},
    {"execute": "open", "arguments": {"name": "a", "more": 1}},
    {"execute": "shape", "arguments": {"shape": {"kind": "flat"}, "any": {"a": [1]}}},
    {"execute": "shape", "arguments": {"shape": {"kind": "round", **PART}, "ref": "r"}},
    {"execute": "shape", "arguments": {"shape": {"kind": "..."}, "ref": PART}},
    {"execute": "boxed", "arguments": {"kind": "round", **PART}},
    {"event": "BARE", "timestamp": TIME},
    {"event": "FULL", "data": {"name": "n"}, "timestamp": TIME},
    {"error": {"class": "GenericError", "desc": "d"}, "id": 1},
    {"QMP": {"version": {}, "capabilities": ["oob"]}},
]

REFUSED = [
    ({"execute": "plan"}, [("unknown-command", '"plan"')]),
    ({"execute": "FULL"}, [("unknown-command", '"FULL"')]),
    ({"event": "open", "timestamp": TIME}, [("unknown-event", '"open"')]),
    ({"execute": 1}, [("wrong-type", "1")]),
    ({"execute": "plain", "arguments": {"a": 1}}, [("unknown-member", '"a"')]),
    ({"execute": "plain", "arguments": 1}, [("wrong-type", "1")]),
    ({"execute": "open"}, [("missing-member", '"open"')]),
    ({"execute": "open", "data": {"name": "a"}}, [("unknown-member", '"data"')]),
    ({"exec-oob": "plain"}, [("not-out-of-band", '"plain"')]),
    ({"event": "FULL", "timestamp": TIME}, [("missing-member", '"FULL"')]),
    ({"event": "BARE"}, [("missing-member", "{")]),
    ({"event": "BARE", "timestamp": 1}, [("wrong-type", "1")]),
    ({"error": {"class": "Bad", "desc": "d"}}, [("unknown-value", '"Bad"')]),
    ({"error": "bad"}, [("wrong-type", '"bad"')]),
    ({"result": 1}, [("no-message", '"result"')]),
    ({}, [("no-message", "{")]),
    (
        {"execute": "shape", "arguments": {"shape": {"kind": "flat", "size": 1}}},
        [("unknown-member", '"size"')],
    ),
    (
        {"execute": "shape", "arguments": {"shape": {"kind": "square", "size": 1}}},
        [("unknown-value", '"square"')],
    ),
    (
        {"execute": "shape", "arguments": {"shape": {}}},
        [("missing-member", "{")],
    ),
    (
        {"execute": "shape", "arguments": {"shape": {"kind": "flat"}, "ref": 1}},
        [("wrong-type", "1")],
    ),
    (
        {"execute": "boxed", "arguments": {"kind": "round", "size": 256, "old": 1.5}},
        [("out-of-range", "256"), ("wrong-type", "1.5")],
    ),
    (
        {"execute": "boxed", "arguments": {"kind": "round", "sise": 1, "old": 2}},
        [("unknown-member", '"sise"')],
    ),
]


@pytest.mark.parametrize("message", ACCEPTED, ids=str)
def test_accepted(judge: MessageJudge, message: object) -> None:
    """Everything the schema and QMP allow."""
    assert judged(judge, message) == []


@pytest.mark.parametrize(("message", "expected"), REFUSED, ids=str)
def test_refused(
    judge: MessageJudge, message: object, expected: list[tuple[str, str]]
) -> None:
    """One mistake is one finding, at the token that is wrong."""
    assert shown(judged(judge, message)) == expected


def test_a_reply_is_judged_by_its_command(judge: MessageJudge) -> None:
    """An array of structs for one, an empty object for another, anything if unknown."""
    assert judged(judge, {"return": [PART]}, "shape") == []
    assert shown(judged(judge, {"return": PART}, "shape")) == [
        ("wrong-type", _text(PART))
    ]
    assert judged(judge, {"return": {}}, "plain") == []
    assert shown(judged(judge, {"return": {"a": 1}}, "plain")) == [
        ("unknown-member", '"a"')
    ]
    assert judged(judge, {"return": 1}) == []


def _text(value: object) -> str:
    return str(value).replace("'", '"')


def test_a_server_may_hide_what_is_deprecated(judge: MessageJudge) -> None:
    """It can be told to; a client cannot leave out what is mandatory."""
    part = {"size": 1}
    assert judged(judge, {"return": [part]}, "shape") == []
    request = {"execute": "boxed", "arguments": {"kind": "round", **part}}
    assert shown(judged(judge, request)) == [("missing-member", "{")]


def test_beside_an_elision_names_are_checked(judge: MessageJudge) -> None:
    """What is left out is not missed."""
    text = '{ "execute": "boxed", "arguments": { "kind": "round", "siz": 1, ... } }'
    findings = list(judge.judge(read(text).value, None))
    assert shown(findings) == [("unknown-member", '"siz"')]
    assert findings[0].help == "did you mean 'size'?"
    for elided in ("...", '{ "shape": ... }', '{ "shape": {"kind": "round", ...} }'):
        text = f'{{ "execute": "shape", "arguments": {elided} }}'
        assert not list(judge.judge(read(text).value, None))


def test_several_absent_members_are_one_finding(judge: MessageJudge) -> None:
    """They are named together."""
    request = {"execute": "boxed", "arguments": {"kind": "round"}}
    [finding] = judged(judge, request)
    assert (
        finding.message == "arguments 'size' and 'old' of command 'boxed' are missing"
    )


def test_simple_unions(tmp_path: Path) -> None:
    """Old editions wrap the data of a branch."""
    text = """
{ 'struct': 'Part', 'data': { 'size': 'int' } }
{ 'union': 'Old', 'data': { 'part': 'Part', 'number': 'int' } }
{ 'command': 'old', 'data': { 'it': 'Old' } }
"""
    edition = SIMPLE_UNIONS.editions()[-1]
    judge = MessageJudge(schema_of(text, tmp_path, edition))

    def found(value: object) -> list[tuple[str, str]]:
        return shown(judged(judge, {"execute": "old", "arguments": {"it": value}}))

    assert found({"type": "part", "data": {"size": 1}}) == []
    assert found({"type": "number", "data": 1}) == []
    assert found({"type": "number", "data": "x"}) == [("wrong-type", '"x"')]
    assert found({"type": "prt", "data": 1}) == [("unknown-value", '"prt"')]
    assert found({"type": "number"}) == [("missing-member", "{")]
    assert found({"type": "part", "size": 1}) == [
        ("unknown-member", '"size"'),
        ("missing-member", "{"),
    ]
