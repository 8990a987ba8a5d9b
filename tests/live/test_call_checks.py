# SPDX-License-Identifier: MIT
"""What `qapigen call` finds wrong before it sends anything, against real servers."""

from __future__ import annotations

from pathlib import Path

import pytest
from calling import Run
from scripted_peer import Peer, ScriptedPeer

pytestmark = pytest.mark.live


@pytest.mark.parametrize(
    ("words", "message", "advice"),
    [
        (["query-statu"], "no command 'query-statu'", "'query-status'"),
        (["query-firmware-log"], "no command", "it came with QEMU 10.2; 7.2"),
        (["stop", "now=1"], "there is no argument 'now'", ""),
        (["qom-list", "pth=/"], "no argument 'pth'", "did you mean 'path'"),
        (["qom-list"], "'path' is missing", "it is a string"),
        (["balloon", "value=much"], "'value' is an integer, not 'much'", ""),
        (["set_link", "name=a", "up=perhaps"], "'up' is true or false", ""),
        (["blockdev-add", "driver=qcow3", "node-name=a"], "no value", "'qcow2'"),
        (["blockdev-add", "driver=null-co", "filename=x"], "'filename'", "'file'"),
        (["blockdev-add", "driver=qcow2"], "'file' is missing", ""),
        (["stop", "now"], "'now' is no key=value", ""),
        (["qom-list", "path=/", "path=/"], "'path' is given twice", ""),
        (["qom-list", "--json", "{"], "no JSON", ""),
        (["qom-list", "--json", "[]"], "a JSON object", ""),
        (["qom-list", "--json", '{"path": 3}'], "is a string, not 3", ""),
        (["balloon", "value=99999999999999999999"], "at most 64 bits", ""),
        (["stop", "--wait-event", "STOPP"], "no event 'STOPP'", "'STOP'"),
    ],
)
def test_what_cannot_be_right_is_not_sent(
    call: Run, vm: str, words: list[str], message: str, advice: str
) -> None:
    """Each mistake is named with its place in the command line; the status is 2."""
    done = call(vm, *words)
    assert (done.status, done.out) == (2, "")
    assert message in done.err
    assert advice in done.err
    assert "^" in done.err


def test_the_place_is_the_smallest(call: Run, vm: str) -> None:
    """The value that is wrong, not the word around it."""
    done = call(vm, "blockdev-add", "driver=raw", "file.driver=fle")
    *_, line, marks, _ = done.err.splitlines()
    start = marks.index("^")
    assert line[start : start + marks.count("^")] == "fle"


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (["--json", '{"driver": "raw", "fil": "a"}'], '"fil"'),
        (["--json", '{"driver": "raw", "file": {"driver": "fle"}}'], '"fle"'),
        (["driver=raw", 'file={"driver": "fle"}'], '"fle"'),
        (["driver=raw", 'file={"driver": "null-co", "size": 1.5}'], "1.5"),
        (["driver=raw", 'file={"driver": "null-co", "size": [1, 2]}'], "[1, 2]"),
        (["driver=raw", 'file={"driver": "file"}'], '{"driver": "file"}'),
        (["driver=raw", "file={}}"], "{}}"),
    ],
)
def test_the_place_in_json(call: Run, vm: str, words: list[str], place: str) -> None:
    """There, too, it is the smallest."""
    done = call(vm, "blockdev-add", *words)
    assert done.status == 2
    _, line, marks, *_ = done.err.splitlines()
    start = marks.index("^")
    assert line[start : start + marks.count("^")] == place


def test_out_of_band_where_it_was_not_offered(call: Run) -> None:
    """Then nothing is sent at all."""

    def serve(peer: Peer) -> None:
        version = {"qemu": {"micro": 0, "minor": 2, "major": 7}, "package": ""}
        peer.send({"QMP": {"version": version, "capabilities": []}})
        peer.answer({})
        peer.answer([{"name": "yank"}])
        peer.refuse("CommandNotFound", "query-qmp-schema is not there")
        peer.answer([{"name": "yank"}])
        assert peer.receive() == {}

    with ScriptedPeer(serve) as address:
        done = call(f"fd:{address.detach()}", "yank", "--oob")
    assert (done.status, "nothing out of band" in done.err) == (2, True)


@pytest.mark.parametrize(
    ("words", "message", "place"),
    [
        (["max-cpu-throttle=300"], "'uint8', 0 to 255, not 300", "300"),
        (["downtime-limit=-1"], "'uint64', 0 to 18446744073709551615, not -1", "-1"),
        (["max-bandwidth=17E"], "at most 64 bits", "17E"),
        (
            ["--json", '{"multifd-channels": 256}'],
            "'uint8', 0 to 255, not 256",
            "256",
        ),
    ],
)
def test_ranges(call: Run, vm: str, words: list[str], message: str, place: str) -> None:
    """Servers say "int" of every integer; the schema's texts say which."""
    done = call(vm, "migrate-set-parameters", *words)
    assert (done.status, done.out) == (2, "")
    assert message in done.err
    _, line, marks, *_ = done.err.splitlines()
    start = marks.index("^")
    assert line[start : start + marks.count("^")] == place


def test_ranges_that_are_kept(call: Run, vm: str, shared: Path) -> None:
    """The largest values that fit are sent, and the server agrees; so are those of old schemas."""
    largest = ["max-cpu-throttle=99", "downtime-limit=2000000", "max-bandwidth=7E"]
    assert call(vm, "migrate-set-parameters", *largest).out == "{}\n"
    schema = str(shared / "qemu" / "7.2.0" / "qapi" / "qapi-schema.json")
    own = call(vm, "migrate-set-parameters", "compress-level=256", "--schema", schema)
    assert (own.status, "'uint8', 0 to 255" in own.err) == (2, True)
    assert "--schema" not in own.err


def test_devices_take_more_than_the_schema_says(call: Run, vm: str) -> None:
    """The properties of a device are its own; they reach the server."""
    done = call(vm, "device_add", "driver=e1000", "mac=52:54:00:12:34:56", "typo=1")
    assert done.status == 1
    assert "typo" in done.err
