# SPDX-License-Identifier: MIT
"""`qapigen call` against real servers: what it prints, refuses and remembers."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from listening import machine, storage_daemon
from scripted_peer import Peer, ScriptedPeer
from servers import guest_agent

from qapigen.cli.program import run

pytestmark = pytest.mark.live


class Done(NamedTuple):
    """How a run of the program ended."""

    status: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        """The JSON that was printed."""
        return json.loads(self.out)


Run = Callable[..., Done]


@pytest.fixture(name="call")
def _call(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Run `qapigen call`, with a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def call(*arguments: str) -> Done:
        capsys.readouterr()
        status = run(["call", *arguments])
        return Done(status, *capsys.readouterr())

    return call


@pytest.fixture(name="folder", scope="module")
def _folder() -> Iterator[Path]:
    """A folder with a name short enough for sockets."""
    with tempfile.TemporaryDirectory(prefix="qtalk") as folder:
        yield Path(folder)


@pytest.fixture(name="vm", scope="module")
def _vm(folder: Path) -> Iterator[str]:
    """The address of a machine."""
    with machine(folder, "pc,accel=tcg") as (address,):
        yield address


def test_a_reply_is_json_on_one_line(call: Run, vm: str) -> None:
    """Programs read it with one `readline`."""
    done = call(vm, "query-status")
    assert done.status == 0
    assert done.out.count("\n") == 1
    assert done.value["status"] == "prelaunch"


def test_values_are_typed_by_the_schema(call: Run, vm: str) -> None:
    """A name that looks like a number stays a string, a size is a number."""
    arguments = ["driver=null-co", "node-name=n1", "size=64M", "read-only=on"]
    assert call(vm, "blockdev-add", *arguments).status == 0
    (node,) = call(vm, "query-named-block-nodes").value
    assert (node["image"]["virtual-size"], node["ro"]) == (64 * 2**20, True)
    added = call(vm, "blockdev-add", "driver=raw", "node-name=r1", "file=n1")
    assert added.status == 0
    assert call(vm, "blockdev-del", "node-name=r1").out == "{}\n"
    nested = '{"file": {"driver": "null-co"}}'
    words = ["driver=raw", "node-name=r2", "--json", nested]
    assert call(vm, "blockdev-add", *words).status == 0
    for node in ("r2", "n1"):
        assert call(vm, "blockdev-del", f"node-name={node}").status == 0


def test_arrays_in_three_ways(call: Run, vm: str) -> None:
    """Numbered with dots, in brackets, and as JSON."""
    keys = ["vote-threshold=1", "driver=quorum", "node-name=q"]
    dotted = ["children.0.driver=null-co", "children.1.driver=null-co"]
    brackets = ["children[0].driver=null-co", "children[1].driver=null-co"]
    whole = ['children=[{"driver": "null-co"}, {"driver": "null-co"}]']
    for children in (dotted, brackets, whole):
        assert call(vm, "blockdev-add", *keys, *children).status == 0
        assert call(vm, "blockdev-del", "node-name=q").status == 0


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


def test_what_the_server_refuses(call: Run, vm: str) -> None:
    """Class and text on standard error, status 1."""
    done = call(vm, "qom-get", "path=/nowhere", "property=x")
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("error: DeviceNotFound: ")


def test_devices_take_more_than_the_schema_says(call: Run, vm: str) -> None:
    """The properties of a device are its own; they reach the server."""
    done = call(vm, "device_add", "driver=e1000", "mac=52:54:00:12:34:56", "typo=1")
    assert done.status == 1
    assert "typo" in done.err


def test_an_event_that_follows(call: Run, vm: str) -> None:
    """It may come before the reply and is not lost."""
    done = call(vm, "cont", "--wait-event", "RESUME")
    reply, event = map(json.loads, done.out.splitlines())
    assert (reply, event["event"]) == ({}, "RESUME")
    assert call(vm, "stop", "--wait-event", "STOP").status == 0
    late = call(vm, "stop", "--wait-event", "STOP", "--timeout", "0.2")
    assert late.status == 1
    assert "STOP" in late.err


def test_out_of_band(call: Run, vm: str) -> None:
    """Only what allows it is sent; what else is, is said."""
    refused = call(vm, "query-status", "--oob")
    assert (refused.status, refused.out) == (2, "")
    assert "'query-status' is not carried out out of band" in refused.err
    assert "'migrate-pause'" in refused.err
    paused = call(vm, "migrate-pause", "--oob")
    assert (paused.status, "GenericError" in paused.err) == (1, True)


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


def test_what_is_kept_is_not_believed(call: Run, vm: str, tmp_path: Path) -> None:
    """A stale or damaged answer costs a question, never a call."""
    assert call(vm, "query-status").status == 0
    (kept,) = (tmp_path / "cache" / "qapigen").iterdir()
    good = kept.read_text()
    entities = json.loads(good)
    for entity in entities:
        if entity["name"] == "qom-list":
            entity["arg-type"] = "str"
    without = [e for e in entities if e["name"] != "qom-list"]
    for stale in (json.dumps(entities), json.dumps(without), "{", "[1]", '{"a": 1}'):
        kept.write_text(stale)
        assert call(vm, "qom-list", "path=/").status == 0, stale[:40]
        assert kept.read_text() == good


def test_a_type_that_was_another(call: Run, vm: str, tmp_path: Path) -> None:
    """What was sent as the kept answer had it, and refused, is sent again as it is today."""
    assert call(vm, "query-status").status == 0
    (kept,) = (tmp_path / "cache" / "qapigen").iterdir()
    entities = json.loads(kept.read_text())
    (arguments,) = (e["arg-type"] for e in entities if e["name"] == "qom-list")
    (members,) = (e["members"] for e in entities if e["name"] == arguments)
    members[0]["type"] = "any"
    entities.append({"name": "any", "meta-type": "builtin", "json-type": "value"})
    kept.write_text(json.dumps(entities))
    done = call(vm, "qom-list", "path=3")
    assert "DeviceNotFound" in done.err, done


def test_no_writable_cache(call: Run, vm: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then every call asks the server."""
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null/nowhere")
    assert call(vm, "query-status").status == 0


def test_the_storage_daemon_is_another_server(call: Run, folder: Path, vm: str) -> None:
    """It greets like the machine and has other commands."""
    with storage_daemon(folder) as daemon:
        assert call(vm, "query-status").status == 0
        assert call(daemon, "query-version").status == 0
        assert call(daemon, "query-status").status == 2
        assert call(daemon, "quit").out == "{}\n"


def test_guest_agents(call: Run, shared: Path) -> None:
    """No greeting, and typed only where a schema is given."""
    schema = str(shared / "qemu" / "7.2.0" / "qga" / "qapi-schema.json")
    with guest_agent() as path:
        address = f"unix:{path}"
        assert call(address, "guest-ping", "--agent").out == "{}\n"
        assert call(address, "guest-sync", "--agent", "id=7").out == "7\n"
        unknown = call(address, "guest-pin", "--agent")
        assert (unknown.status, "did you mean 'guest-ping'" in unknown.err) == (2, True)
        off = call(address, "guest-shutdown", "--agent", "mode=reboot")
        assert (off.status, "is disabled on this agent" in off.err) == (2, True)
        event = call(address, "guest-ping", "--agent", "--wait-event", "STOP")
        assert (event.status, "send no events" in event.err) == (2, True)
        large = call(address, "guest-sync", "--agent", "id=4000000000")
        assert large.out == "4000000000\n"
        typed = ["--agent", "--schema", schema, "guest-sync"]
        assert call(address, *typed, "id=0x10").out == "16\n"
        wrong = call(address, *typed, "id=x")
        assert (wrong.status, "'id' is an integer" in wrong.err) == (2, True)
        excess = call(address, *typed, "id=9223372036854775808")
        assert (excess.status, "'int'" in excess.err) == (2, True)


def test_nobody_there(call: Run, folder: Path) -> None:
    """No socket, no listener, no server at all: status 3, at once."""
    file = folder / "file"
    file.write_text("")
    with socket.socket() as deaf:
        # It has a port and does not listen.
        deaf.bind(("127.0.0.1", 0))
        nobody = f"tcp:127.0.0.1:{deaf.getsockname()[1]}"
        for address in (f"unix:{folder}/absent", f"unix:{file}", nobody):
            done = call(address, "query-status")
            assert (done.status, done.out) == (3, ""), address
            assert "cannot connect" in done.err, address
            assert "Errno" not in done.err
    for number in (987, 10**20):
        done = call(f"fd:{number}", "query-status")
        assert (done.status, f"cannot use fd:{number}" in done.err) == (3, True)
    assert call("nonsense", "query-status").status == 2


def test_somebody_else_is_there(call: Run) -> None:
    """A server of another protocol is named as such."""
    ours, theirs = socket.socketpair()
    with theirs:
        theirs.sendall(b"220 mail.example ESMTP\r\n")
        done = call(f"fd:{ours.detach()}", "query-status")
    assert done.status == 3
    assert "the server sent no message" in done.err


def test_a_busy_server(call: Run, vm: str) -> None:
    """A second client is told why nothing happens, and soon."""
    with socket.socket(socket.AF_UNIX) as first:
        first.connect(vm.removeprefix("unix:"))
        first.recv(1)
        begin = time.monotonic()
        done = call(vm, "query-status")
        assert time.monotonic() - begin < 6
    assert done.status == 3
    assert "busy with another" in done.err


def test_broken_pipe(vm: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who reads the reply may leave."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    command = [sys.executable, "-m", "qapigen", "call", vm, "query-qmp-schema"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert (process.wait(20), errors) == (141, b"")
