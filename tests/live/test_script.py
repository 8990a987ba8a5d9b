# SPDX-License-Identifier: MIT
"""`qapigen shell` from a pipe: scripts, with real servers."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from listening import machine, storage_daemon
from scripted_peer import Peer, ScriptedPeer, event
from servers import guest_agent

from qapigen.cli.program import run

pytestmark = pytest.mark.live

SHELL = [sys.executable, "-m", "qapigen", "shell"]
SECONDS = 20


@pytest.fixture(name="home")
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the cache and the history are."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path


@pytest.fixture(name="vm", scope="module")
def _vm() -> Iterator[str]:
    """The address of a machine."""
    with (
        tempfile.TemporaryDirectory(prefix="qtalk") as folder,
        machine(Path(folder), "pc,accel=tcg") as (address,),
    ):
        yield address


def _script(text: str, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*SHELL, *options],
        input=text,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


def test_a_script(home: Path, vm: str) -> None:
    """A reply a line, comments left out, JSON over lines, transactions."""
    done = _script(
        'query-status\n\n# nothing\n{"execute":\n  "query-name"}\n'
        "blockdev-add driver=null-co node-name=t\n"
        "transaction(\n  block-dirty-bitmap-add node=t name=a\n"
        "  block-dirty-bitmap-add node=t name=b persistent=off\n)\n"
        "block-dirty-bitmap-remove node=t name=b\n"
        "blockdev-del node-name=t",
        vm,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len([json.loads(line) for line in done.stdout.splitlines()]) == 6


@pytest.mark.parametrize(
    ("line", "status", "text"),
    [
        ("qom-list path=/nowhere", 1, "DeviceNotFound"),
        ("query-statu", 2, "did you mean"),
        ('qom-list path="/', 2, "DeviceNotFound"),
        ("transaction(\n  abrot\n)", 2, "did you mean 'abort'"),
        ('{"execute": 1}', 2, "a request is"),
        ("{", 2, "no JSON"),
    ],
)
def test_a_script_ends_where_it_fails(
    home: Path, vm: str, line: str, status: int, text: str
) -> None:
    """What comes after a failure is not carried out, and the line is named."""
    done = _script(f"query-name\n{line}\nquery-status\n", vm)
    assert "status" not in done.stdout
    if "DeviceNotFound" not in text:
        assert (done.returncode, text in done.stderr) == (status, True), done.stderr
        assert "<standard input>:" in done.stderr
    else:
        assert done.returncode == 1


def test_places_in_a_request(home: Path, vm: str) -> None:
    """A mistake in JSON over several lines is shown where it stands."""
    request = '{"execute": "qom-list",\n "id": 5, "arguments": {"path": 3}}\n'
    done = _script(f"query-name\n{request}", vm)
    assert (done.returncode, done.stdout) == (2, "{}\n")
    message, where, line, marks = done.stderr.splitlines()
    assert message == "error: 'path' is a string, not 3"
    assert where == " --> <standard input>:3"
    assert line[marks.index("^")] == "3"
    assert _script('{"execute": "query-name", "id": 5}', vm).stdout == "{}\n"
    assert _script('{"execute": "query-name", "arguments": 5}', vm).returncode == 2


def test_a_transcript(home: Path, vm: str) -> None:
    """What was sent and what came, as the documentation of QEMU shows it."""
    log = home / "log"
    assert _script("query-name\nqom-list path=/x\n", vm, "--log", str(log)).returncode
    sent, came, again, refused = log.read_text().splitlines()
    assert sent == '-> {"execute": "query-name"}'
    assert came == '<- {"return": {}}'
    assert again.startswith('-> {"execute": "qom-list"')
    assert json.loads(refused.removeprefix("<- "))["error"]["class"]


def test_other_servers(home: Path) -> None:
    """The storage daemon, and a guest agent."""
    with tempfile.TemporaryDirectory(prefix="qtalk") as folder:
        with storage_daemon(Path(folder)) as address:
            assert '"major"' in _script("query-version\n", address).stdout
        with guest_agent() as path:
            done = _script("guest-sync id=5\nguest-ping\n", f"unix:{path}", "--agent")
            assert done.stdout == "5\n{}\n"


def test_help_for_an_agent(home: Path, shared: Path) -> None:
    """Its own schema explains its commands, which it cannot do itself."""
    schema = str(shared / "qemu" / "7.2.0" / "qga" / "qapi-schema.json")
    with guest_agent() as path:
        address = [f"unix:{path}", "--agent"]
        told = _script("help guest-exec\n", *address, "--schema", schema)
        assert "arg (an array, each a string)" in told.stdout
        untold = _script("help guest-exec\n", *address)
        assert untold.stdout == "nothing is written about 'guest-exec'\n"
        for done in (told, untold):
            assert (done.returncode, done.stderr) == (0, "")


def test_the_session_of_the_readme(home: Path) -> None:
    """What QEMU's first README types by hand: greeting, negotiation, version."""
    version = {"qemu": {"micro": 50, "minor": 13, "major": 0}, "package": ""}

    def serve(peer: Peer) -> None:
        peer.send({"QMP": {"version": version, "capabilities": []}})
        request = peer.receive()
        assert request.pop("id")
        assert request == {"execute": "qmp_capabilities"}
        peer.send({"return": {}, "id": "q0"})
        peer.answer([{"name": "query-version"}])
        peer.refuse(
            "CommandNotFound", "The command query-qmp-schema has not been found"
        )
        peer.answer([{"name": "query-version"}])
        assert peer.answer(version)["execute"] == "query-version"
        peer.wait_for_end()

    with ScriptedPeer(serve) as address:
        done = subprocess.run(
            [*SHELL, f"fd:{address.fileno()}"],
            input="query-version\n",
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
            pass_fds=[address.fileno()],
        )
        address.close()
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == version


def test_events_of_a_script(home: Path) -> None:
    """They are no replies: only the transcript has them, where they came."""

    def serve(peer: Peer) -> None:
        peer.greet()
        peer.answer([{"name": "stop"}])
        peer.refuse("CommandNotFound", "query-qmp-schema is not there")
        peer.answer([{"name": "stop"}])
        peer.answer({}, event("STOP"))
        peer.answer({"n": 2}, event("RESUME"), event("TICK", password="hunter2"))
        peer.wait_for_end()

    log = home / "log"
    with ScriptedPeer(serve) as address:
        done = subprocess.run(
            [*SHELL, f"fd:{address.fileno()}", "--log", str(log)],
            input="stop\nstop\n",
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
            pass_fds=[address.fileno()],
        )
        address.close()
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == '{}\n{"n": 2}\n'
    lines = [line.split(" ", 1) for line in log.read_text().splitlines()]
    assert [sign for sign, _ in lines] == ["->", "<-", "<-", "->", "<-", "<-", "<-"]
    told = [json.loads(text) for _, text in lines]
    assert [told[i]["event"] for i in (1, 4, 5)] == ["STOP", "RESUME", "TICK"]
    assert "hunter" not in log.read_text()


def test_the_server_goes_while_a_script_waits(home: Path) -> None:
    """Who feeds lines slowly learns of it at once; after `quit` that is no failure."""
    for last, status in (("query-name", 3), ("quit", 0)):
        with (
            tempfile.TemporaryDirectory(prefix="qtalk") as folder,
            machine(Path(folder), count=2) as (first, second),
            subprocess.Popen(
                [*SHELL, first],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            ) as process,
        ):
            assert process.stdin
            assert process.stdout
            assert process.stderr
            process.stdin.write(f"{last}\n")
            process.stdin.flush()
            assert process.stdout.readline() == "{}\n"
            if status:
                assert run(["call", second, "quit"]) == 0
            assert process.wait(SECONDS) == status
            assert ("connection lost" in process.stderr.read()) == bool(status)


def test_a_script_for_the_human_monitor(home: Path, vm: str) -> None:
    """Passwords stay out of the transcript, in whatever is said about them."""
    log = home / "log"
    script = (
        "info status\nset_password vnc hunter2\nobject_add secret,id=q,data=hunter3\n"
    )
    done = _script(f"{script}qom-get /objects/q data\n", vm, "--hmp", "--log", str(log))
    assert (done.returncode, done.stderr) == (0, "")
    assert "VM status: " in done.stdout
    text = log.read_text()
    assert "-> info status\n<- VM status: " in text
    assert "-> set_password ***\n" in text
    assert "-> object_add secret,id=q,data=***\n" in text
    assert "hunter" not in text


def test_a_broken_pipe(home: Path, vm: str) -> None:
    """Who reads the replies may leave; the script ends quietly."""
    with subprocess.Popen(
        [*SHELL, vm],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        process.stdin.write("query-status\n" * 3)
        process.stdin.close()
        assert process.stderr.read() == ""
        assert process.wait(SECONDS) == 141
