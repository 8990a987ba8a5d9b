# SPDX-License-Identifier: MIT
"""What the shell suggests, on the full schema."""

from __future__ import annotations

import pytest
from full_schema import interface, schema
from hypothesis import given
from hypothesis import strategies as st

from qapigen.talk.completing import candidates
from qapigen.talk.hints import hint, page
from qapigen.talk.interface import untyped
from qapigen.talk.texts import Texts


def suggested(text: str) -> list[str]:
    """The texts that are suggested at the end of `text`."""
    return [candidate.text for candidate in candidates(text, interface())]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("query-stat", ["query-status", "query-stats"]),
        ("trans", ["transaction(", "transaction"]),
        ("blockdev-add ", ["driver=", "node-name="]),
        ("blockdev-add dr", ["driver="]),
        ("blockdev-add driver=qc", ["qcow", "qcow2"]),
        ("blockdev-add driver=qcow2 fil", ["file=", "file."]),
        ("blockdev-add driver=qcow2 file.driver=nb", ["nbd"]),
        ("blockdev-add driver=nbd server.", ["server.type="]),
        ("blockdev-add driver=nbd server.type=inet server.ho", ["host="]),
        ("blockdev-add driver=quorum children.0.driver=nul", ["null-co", "null-aio"]),
        ("blockdev-add driver=quorum children[0].driver=nul", ["null-co"]),
        ("set_link name=a up=", ["true", "false"]),
        ("transaction(\nblockdev-sna", ["blockdev-snapshot", "blockdev-snapshot-sync"]),
        ("transaction(\nblockdev-snapshot ", ["node=", "overlay="]),
        ("transaction(\nabort\nblockdev-snapshot ov", ["overlay="]),
        ("help query-stat", ["query-status"]),
        ("help SHUTD", ["SHUTDOWN"]),
    ],
)
def test_what_fits_is_suggested(typed: str, expected: list[str]) -> None:
    """Commands, names of arguments, branches chosen by tags, and values."""
    found = suggested(typed)
    wanted = [text.removeprefix("server.") for text in expected]
    assert [text for text in wanted if text not in found] == []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("{", ['"execute": ', '"exec-oob": ', '"arguments": ']),
        ('{"ex', ['execute": ', 'exec-oob": ']),
        ('{"execute": ', ['"query-status"']),
        ('{"execute": "query-stat', ['query-status"', 'query-stats"']),
        ('{"execute": "stop", ', ['"arguments": ']),
        ('{"execute": "qom-list", "arguments": {', ['"path": ']),
        ('{"execute": "qom-list", "arguments": {"pa', ['path": ']),
        ('{"execute": "qom-list", "arguments": ', []),
        ('qom-list {"pa', ['path": ']),
        ('blockdev-add {"driver": "qc', ['qcow"', 'qcow2"']),
        ('blockdev-add {"driver": "qcow2", ', ['"file": ']),
        ('blockdev-add {"driver": "qcow2",\n "file": {\n"dri', ['driver": ']),
        ('blockdev-add {"driver": "qcow2", "file": ', ["{"]),
        ('blockdev-add driver=qcow2 file={"driver": "nb', ['nbd"']),
        ('blockdev-add driver=nbd server={"type": "inet", "ho', ['host": ']),
        ('blockdev-add {"driver": "quorum", "children": ', ["["]),
        (
            'blockdev-add {"driver": "quorum", "children": [{"driver": "raw"}, {"dr',
            ['driver": '],
        ),
        ('blockdev-add driver=null-co {"read-', ['read-only": ', 'read-zeroes": ']),
        ('set_link {"name": "a", "up": ', ["true", "false"]),
        ('transaction {"actions": [{"type": "blockdev-snapshot-sy', ['sync"']),
        (
            'transaction {"actions": [{"type": "abort"}, {"type": "blockdev-snapshot",'
            ' "data": {"ov',
            ['overlay": '],
        ),
        ('transaction(\nblockdev-snapshot {"ov', ['overlay": ']),
    ],
)
def test_json_is_completed(typed: str, expected: list[str]) -> None:
    """Names with their colon, texts with the quote that is missing; by the types all the way."""
    found = suggested(typed)
    for text in expected:
        assert any(one.endswith(text) for one in found), (text, found[:10])
    assert found or not expected


@pytest.mark.parametrize(
    "typed",
    [
        'blockdev-add {"driver": "null-co"',
        'blockdev-add {"driver"',
        'blockdev-add {"driver": "null-co"}',
        'blockdev-add {"driver": "null-co", "filename": ',
        'blockdev-add {"node-name": "',
        '{"execute": "nonsense", "arguments": {',
        '{"arguments": {',
        '{"id": ',
        "blockdev-add ]}",
        'blockdev-add {"a": 1}}}',
        "nonsense x=",
        "stop x=",
        "qom-list path==",
    ],
)
def test_nothing_is_suggested(typed: str) -> None:
    """Where nothing is known."""
    assert suggested(typed) == []


def test_needed_arguments_come_first() -> None:
    """What must be given is not below what may be."""
    kinds = [c.kind for c in candidates("blockdev-mirror ", interface())]
    assert kinds[0] == "needed"
    assert kinds == sorted(kinds, reverse=True)


def test_what_is_given_is_not_suggested_again() -> None:
    """An argument has one value."""
    assert "path=" not in suggested("qom-get path=/ ")
    assert "property=" in suggested("qom-get path=/ ")


def test_what_stands_behind_the_cursor_counts() -> None:
    """Who goes back to add an argument sees what the others leave."""
    after = " driver=nbd server.type=inet"
    found = candidates("blockdev-add ", interface(), after)
    assert "driver=" not in {candidate.text for candidate in found}
    found = candidates("blockdev-add server.", interface(), after)
    assert "host=" in {candidate.text for candidate in found}


@given(st.text(st.sampled_from('{}[]:," \nab0\\')))
def test_any_json_has_a_place(text: str) -> None:
    """Unfinished or malformed: looking at it never fails."""
    for before in (text, f"blockdev-add {text}", f"blockdev-add a={{{text}"):
        candidates(before, interface(), text)


def test_hints() -> None:
    """The word under the cursor is explained, wherever it is."""
    texts = Texts(schema)
    line = "blockdev-add driver=qcow2 node-name=x file.driver=file"

    def at(word: str) -> str:
        return hint(line, line.index(word) + 1, interface(), texts)

    assert at("blockdev-add") == texts.description("blockdev-add")
    assert at("node-name").startswith("node-name: ")
    assert at("file.driver").startswith("file.driver: ")
    line = (
        'blockdev-add {"driver": "qcow2", "node-name": "x", "file": {"driver": "nbd"}}'
    )
    assert at("node-name").startswith("node-name: ")
    assert hint(line, line.rindex("driver"), interface(), texts).startswith("file.dr")
    line = "set_link name=a up=on"
    assert at("up=").endswith("(true or false; needed)")
    line = "transaction(\nblockdev-snapshot-sync node-name=a mode=existing"
    assert at("node-name").startswith("node-name: ")
    assert "one of 'existing', 'absolute-paths'" in at("mode")
    assert at("blockdev-snap") == texts.description("blockdev-snapshot-sync")
    assert at("transaction") == texts.description("transaction")
    line = "transaction(\nblockdev-snapshot-sync "
    told = texts.description("blockdev-snapshot-sync")
    assert hint(line, len(line), interface(), texts) == told
    line = "blockdev-add driver=qcow2 file."
    assert at("file.").startswith("file: ")
    line = '{"execute": "qom-list", "arguments": {"path": "/"}}'
    assert at("qom-list") == texts.description("qom-list")
    assert at("path").startswith("path: ")
    assert "\n" in "\n".join(page("qom-set", interface(), texts))
    assert list(page("qom-sett", interface(), texts)) == [
        "there is no 'qom-sett'; did you mean 'qom-set' or 'qom-get'?"
    ]
    told = list(page("qom-set", untyped(["stop"]), texts))
    assert told[-1] == "this server does not have it"
