# SPDX-License-Identifier: MIT
"""`qapigen qom`, `wait` and `events` against a real machine."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from listening import machine
from scripted_peer import Peer, ScriptedPeer, event

from qapigen.cli.program import run

pytestmark = pytest.mark.live

SECONDS = 20
Capture = pytest.CaptureFixture[str]


@pytest.fixture(name="monitors", scope="module")
def _monitors() -> Iterator[list[str]]:
    """The addresses of a machine's two monitors."""
    with (
        tempfile.TemporaryDirectory(prefix="qtalk") as folder,
        machine(Path(folder), "pc,accel=tcg", 2) as addresses,
    ):
        yield addresses


@pytest.fixture(autouse=True)
def _cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep answers elsewhere than in the user's cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


def _started(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "qapigen", *arguments]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_qom_list(monitors: list[str], capsys: Capture) -> None:
    """Properties with types; several paths with headings."""
    assert run(["qom", "list", monitors[0]]) == 0
    assert "type (string)\n" in capsys.readouterr().out
    assert run(["qom", "list", monitors[0], "/machine", "/objects"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("/machine:\n")
    assert "usb (bool)" in out
    assert "\n/objects:\n" in out


def test_qom_get_and_set(monitors: list[str], capsys: Capture) -> None:
    """Values are typed as the property is."""
    address = monitors[0]
    assert run(["qom", "get", address, "/machine/type", "/machine.usb"]) == 0
    assert capsys.readouterr().out == '"pc-i440fx-7.2-machine"\nfalse\n'
    path = "/machine/unattached/device[0]/start-powered-off"
    assert run(["qom", "set", address, path, "on"]) in (0, 1)
    capsys.readouterr()
    assert run(["qom", "set", address, path, "perhaps"]) == 2
    assert "is of type bool" in capsys.readouterr().err
    added = ["qom-type=iothread", "id=io0"]
    assert run(["call", address, "object-add", *added]) == 0
    assert run(["qom", "set", address, "/objects/io0/poll-max-ns", "0x10"]) == 0
    assert run(["qom", "get", address, "/objects/io0/poll-max-ns"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "16"


@pytest.mark.parametrize(
    ("words", "status", "text"),
    [
        (["get", "/machine/tipe"], 2, "did you mean 'type'"),
        (["get", "/nowhere/at/all"], 1, "DeviceNotFound"),
        (["list", "/nowhere"], 1, "DeviceNotFound"),
        (["tree", "/nowhere"], 1, "DeviceNotFound"),
        (["set", "/machine/type", "x"], 1, "GenericError"),
    ],
)
def test_qom_mistakes(
    monitors: list[str], capsys: Capture, words: list[str], status: int, text: str
) -> None:
    """Near names where there are any, the server's word else."""
    verb, *rest = words
    assert run(["qom", verb, monitors[0], *rest]) == status
    assert text in capsys.readouterr().err


def test_qom_tree(monitors: list[str], capsys: Capture) -> None:
    """Each object below the one that it lies in."""
    assert run(["qom", "tree", monitors[0], "/machine"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "/machine"
    assert "  unattached (container)" in lines
    assert len(lines) > 50


def test_wait_for_an_event(monitors: list[str]) -> None:
    """What the data must hold is typed by the schema; other events pass by."""
    first, second = monitors
    waiting = _started("wait", first, "JOB_STATUS_CHANGE", "id=j0", "status=concluded")
    with waiting:
        node = ["driver=null-co", "node-name=n0", "size=1M"]
        _settled(first)
        assert run(["call", second, "blockdev-add", *node]) == 0
        copy = ["job-id=j0", "device=n0", "target=n1", "sync=full"]
        node = ["driver=null-co", "node-name=n1", "size=1M"]
        assert run(["call", second, "blockdev-add", *node]) == 0
        assert run(["call", second, "blockdev-backup", *copy]) == 0
        out, err = waiting.communicate(timeout=SECONDS)
    assert (waiting.returncode, err) == (0, "")
    assert json.loads(out)["data"] == {"status": "concluded", "id": "j0"}


def _settled(address: str) -> None:
    """Return once somebody else holds the monitor: nobody is greeted any more."""
    for _ in range(100):
        with socket.socket(socket.AF_UNIX) as other:
            other.settimeout(0.1)
            other.connect(address.removeprefix("unix:"))
            try:
                other.recv(1)
            except TimeoutError:
                time.sleep(0.3)
                return
        time.sleep(0.02)
    pytest.fail("nobody holds the monitor")


def test_wait_in_vain(monitors: list[str], capsys: Capture) -> None:
    """A limit ends it with status 1; what the server lacks with 2."""
    assert run(["wait", monitors[0], "RESUME", "--timeout", "1"]) == 1
    assert "no RESUME within 1 s" in capsys.readouterr().err
    assert run(["wait", monitors[0], "RESUMED"]) == 2
    assert "did you mean 'RESUME'" in capsys.readouterr().err
    assert run(["wait", monitors[0], "JOB_STATUS_CHANGE", "state=x"]) == 2
    assert "no argument 'state'" in capsys.readouterr().err


def test_watch_events(monitors: list[str]) -> None:
    """One line an event; Ctrl-C ends it quietly."""
    first, second = monitors
    for option in ([], ["--json"]):
        with _started("events", first, *option) as watching:
            _settled(first)
            assert run(["call", second, "cont"]) == 0
            assert run(["call", second, "stop"]) == 0
            assert watching.stdout
            lines = [watching.stdout.readline() for _ in range(2)]
            watching.send_signal(signal.SIGINT)
            _, err = watching.communicate(timeout=SECONDS)
        assert (watching.returncode, err.strip()) == (130, "")
        if option:
            assert [json.loads(x)["event"] for x in lines] == ["RESUME", "STOP"]
        else:
            assert [line.split()[1] for line in lines] == ["RESUME", "STOP"]


def test_a_busy_server(monitors: list[str], capsys: Capture) -> None:
    """However many wait already: whoever comes then is told, and soon."""
    path = monitors[0].removeprefix("unix:")
    with ExitStack() as others:
        for _ in range(4):
            other = others.enter_context(socket.socket(socket.AF_UNIX))
            other.setblocking(False)
            other.connect_ex(path)
        for words in (["events"], ["wait"], ["qom", "list"], ["call"]):
            extra = {"wait": ["STOP"], "call": ["query-name"]}.get(words[0], [])
            begin = time.monotonic()
            assert run([*words, monitors[0], *extra]) == 3
            assert time.monotonic() - begin < SECONDS / 2
            assert "busy with another" in capsys.readouterr().err
    assert run(["call", monitors[0], "query-name"]) == 0


def test_an_old_server(capsys: Capture) -> None:
    """One that cannot say which events there are is believed to have any."""

    def serve(peer: Peer) -> None:
        peer.greet()
        peer.answer([{"name": "stop"}])
        peer.refuse("CommandNotFound", "query-qmp-schema is not there")
        peer.answer([{"name": "stop"}], event("TICK", count=1), event("TICK", count=2))

    with ScriptedPeer(serve) as address:
        assert run(["wait", f"fd:{address.detach()}", "TICK", "count=2"]) == 0
    assert json.loads(capsys.readouterr().out)["data"] == {"count": 2}


def test_the_server_ends(capsys: Capture) -> None:
    """After a shutdown that is the end; without one it is a lost connection."""

    def shut_down(peer: Peer) -> None:
        peer.greet()
        peer.send(event("SHUTDOWN", guest=False, reason="host-signal"))

    def crash(peer: Peer) -> None:
        peer.greet()
        peer.send(event("STOP"))

    for script, status in ((shut_down, 0), (crash, 3)):
        with ScriptedPeer(script) as address:
            assert run(["events", f"fd:{address.detach()}"]) == status
    captured = capsys.readouterr()
    assert "SHUTDOWN guest=false reason=host-signal" in captured.out
    assert "connection lost" in captured.err
