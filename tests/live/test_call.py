# SPDX-License-Identifier: MIT
"""`qapigen call` against real servers: replies, events, what is kept, who is not there."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from calling import Run
from listening import storage_daemon
from servers import guest_agent

pytestmark = pytest.mark.live


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


def test_what_the_server_refuses(call: Run, vm: str) -> None:
    """Class and text on standard error, status 1."""
    done = call(vm, "qom-get", "path=/nowhere", "property=x")
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("error: DeviceNotFound: ")


def test_an_event_that_follows(call: Run, vm: str) -> None:
    """It may come before the reply and is not lost."""
    done = call(vm, "cont", "--wait-event", "RESUME")
    reply, event = map(json.loads, done.out.splitlines())
    assert (reply, event["event"]) == ({}, "RESUME")
    assert call(vm, "stop", "--wait-event", "STOP").status == 0
    late = call(vm, "stop", "--wait-event", "STOP", "--timeout", "1")
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
