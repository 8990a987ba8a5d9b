# SPDX-License-Identifier: MIT
"""`qapigen shell` on a pseudo-terminal, with real servers."""

from __future__ import annotations

import re
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from listening import machine
from scripted_peer import NOW, Peer, ScriptedPeer, event
from terminal import terminal

from qapigen.cli.program import run

pytestmark = pytest.mark.live

SHELL = [sys.executable, "-m", "qapigen", "shell"]
F1, CTRL_C, CTRL_D = "\x1bOP", "\x03", "\x04"


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


def test_a_command_and_the_end(home: Path, vm: str) -> None:
    """Replies are indented; Ctrl-D leaves with status 0."""
    with terminal([*SHELL, vm]) as shown:
        shown.expect(">")
        shown.type("query-status\r")
        shown.expect('"status": "prelaunch"')
        shown.expect(">")
        shown.type(CTRL_D)
        assert shown.status() == 0
    assert home.is_dir()


def test_a_call_on_a_terminal(home: Path, vm: str) -> None:
    """People get the reply indented; Ctrl-C ends the waiting for it."""
    call = [sys.executable, "-m", "qapigen", "call", vm]
    with terminal([*call, "query-status"]) as shown:
        shown.expect('{\n  "status": "prelaunch",\n')
        assert shown.status() == 0
    with socket.socket(socket.AF_UNIX) as other:
        other.connect(vm.removeprefix("unix:"))
        other.recv(1)
        with terminal([*call, "query-status"]) as waiting:
            time.sleep(1.5)
            waiting.type(CTRL_C)
            assert waiting.status() == 130
            assert "Traceback" not in waiting.drawn


def test_completion(home: Path, vm: str) -> None:
    """Commands, arguments, values of enums, branches, and what is in the machine."""
    with terminal([*SHELL, vm]) as shown:
        shown.expect(">")
        shown.type("query-na")
        shown.expect("query-named-block-nodes")
        shown.type("\x15blockdev-add driver=null-c")
        shown.expect("null-co")
        shown.type("\x15blockdev-add driver=nbd ")
        shown.expect("server.")
        shown.type("\x15blockdev-add driver=null-co node-name=disk7\r")
        shown.expect("{}")
        shown.type("blockdev-del node-name=d")
        shown.expect("disk7")
        shown.type("\x15qom-list path=/mach")
        shown.expect("/machine")
        shown.type("\x15blockdev-del node-name=disk7\r")
        shown.expect("{}")
        shown.type("\x15exit\r")
        assert shown.status() == 0


def test_completion_of_json(home: Path, vm: str) -> None:
    """Inside nested objects; Enter takes what was chosen before it sends anything."""
    with terminal([*SHELL, vm]) as shown:
        shown.expect(">")
        shown.type('blockdev-add {"driver": "raw", "file": {"driver": "null-c')
        shown.expect('null-co"')
        shown.type("\t\r")
        shown.settle()
        shown.type('}, "node-')
        shown.expect('node-name":')
        shown.type("\t\r")
        shown.settle()
        shown.type('"n0"}\r')
        shown.expect("{}")
        shown.type("blockdev-del node-name=n0\r")
        shown.expect("{}")
        shown.type("exit\r")
        assert shown.status() == 0


def test_lines_that_are_pasted(home: Path, vm: str) -> None:
    """Each is a command; one that fails keeps the others from being sent."""
    with terminal([*SHELL, vm]) as shown:
        shown.expect(">")
        shown.type("\x1b[200~query-name\nquery-statu\nquery-version\x1b[201~\r")
        shown.expect("{}")
        shown.expect(" --> <shell>:2")
        shown.expect(">")
        shown.type("exit\r")
        assert shown.status() == 0
        assert '"qemu"' not in shown.drawn


@pytest.mark.parametrize("kind", ["dumb", "xterm-256color"])
def test_plain_terminals(
    home: Path, vm: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be drawn anew comes line by line; who wants no colours gets none."""
    monkeypatch.setenv("NO_COLOR", "1")
    with terminal([*SHELL, vm], kind=kind) as shown:
        shown.expect(">")
        shown.type("query-statu\r")
        shown.expect("did you mean")
        shown.expect(">")
        shown.type("query-name\r")
        shown.expect("{}")
        shown.expect(">")
        shown.type("exit\r")
        assert shown.status() == 0
        assert not re.search(r"\x1b\[[0-9;]*\b(3|4)[0-8][;m]", shown.raw)
        assert ("\x1b" in shown.raw) == (kind != "dumb")


def test_help_under_the_cursor(home: Path, vm: str) -> None:
    """The line below the prompt, and all of it on F1."""
    with terminal([*SHELL, vm]) as shown:
        shown.expect(">")
        shown.type("help stop\r")
        shown.expect("since QEMU 0.14")
        shown.type("blockdev-add node-name=x")
        shown.expect("node-name: ")
        shown.type(F1)
        shown.expect("node-name: ")
        # Help is shown outside the prompt, where the terminal itself looks at keys.
        shown.settle()
        shown.type("\x15exit\r")
        assert shown.status() == 0


def test_json_over_several_lines(home: Path, vm: str) -> None:
    """Enter ends the input once all brackets are closed."""
    with terminal([*SHELL, vm]) as shown:
        shown.expect(">")
        shown.type('{"execute": "qom-get",\r "arguments": {"path": "/machine",\r')
        shown.type('"property": "type"}}\r')
        shown.expect("pc-i440fx")
        shown.expect(">")
        shown.type(CTRL_D)
        assert shown.status() == 0


def test_mistakes_do_not_end_it(home: Path, vm: str) -> None:
    """What is wrong is said, and the prompt is back."""
    with terminal([*SHELL, vm]) as shown:
        shown.expect(">")
        shown.type("query-statu\r")
        shown.expect("did you mean 'query-status'")
        shown.type("device_del id=none\r")
        shown.expect("DeviceNotFound")
        shown.type("transaction(\rabort\r)\r")
        shown.expect("Abort action")
        shown.type(CTRL_C)
        shown.type("query-status\r")
        shown.expect('"running"')
        shown.expect(">")
        shown.type(CTRL_D)
        assert shown.status() == 0


def test_history_has_no_passwords(home: Path, vm: str) -> None:
    """A line is remembered, a password in it is not."""
    with terminal([*SHELL, vm, "--log", str(home / "log")]) as shown:
        shown.expect(">")
        shown.type("change-vnc-password password=hunter2\r")
        shown.expect("error")
        shown.type("object-add qom-type=secret id=s0 data=hunter3\r")
        shown.expect("{}")
        shown.type("\x1b[A\r")
        shown.expect("type it again")
        shown.type("object-del id=s0\r")
        shown.expect("{}")
        shown.expect(">")
        shown.type(CTRL_D)
        assert shown.status() == 0
    for place in (home / "state" / "qapigen" / "history", home / "log"):
        text = place.read_text()
        assert "change-vnc-password" in text
        assert "object-del" in text
        assert "hunter" not in text
        assert place.stat().st_mode & 0o077 == 0 or place.name == "log"


def test_a_history_that_cannot_be_kept(
    home: Path, vm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then lines are remembered until the end of the session."""
    monkeypatch.setenv("XDG_STATE_HOME", "/dev/null/nowhere")
    with terminal([*SHELL, vm]) as shown:
        shown.expect(">")
        shown.type("query-name\r")
        shown.expect("{}")
        shown.settle()
        shown.type("\x1b[A\r")
        shown.expect("{}")
        shown.expect(">")
        shown.type(CTRL_D)
        assert shown.status() == 0
        assert "Exception" not in shown.drawn


def test_human_monitor(home: Path, vm: str) -> None:
    """Each line goes to the human monitor."""
    with terminal([*SHELL, vm, "--hmp"]) as shown:
        shown.expect("(hmp)")
        shown.type("inf")
        shown.expect("show various information")
        shown.type("o stat")
        shown.expect("show the current VM status")
        shown.type("us\r")
        shown.expect("VM status: ")
        shown.type("exit\r")
        assert shown.status() == 0


def test_resize(home: Path, vm: str) -> None:
    """A narrower terminal is drawn anew, and goes on."""
    with terminal([*SHELL, vm]) as shown:
        shown.expect(">")
        shown.type("query-sta")
        shown.expect("query-status")
        for rows, columns in ((10, 30), (2, 8), (50, 200)):
            shown.resize(rows, columns)
        shown.type("tus\r")
        shown.expect('"running"')
        shown.expect(">")
        shown.type(CTRL_D)
        assert shown.status() == 0


def test_the_server_goes(home: Path) -> None:
    """While the prompt waits: the shell ends with status 3 and says why."""
    with (
        tempfile.TemporaryDirectory(prefix="qtalk") as folder,
        machine(Path(folder), count=2) as (first, second),
        terminal([*SHELL, first]) as shown,
    ):
        shown.expect(">")
        assert run(["call", second, "quit"]) == 0
        assert shown.status() == 3
        assert "connection lost" in shown.drawn


def test_quit(home: Path) -> None:
    """The end of the server that was asked for is success."""
    with (
        tempfile.TemporaryDirectory(prefix="qtalk") as folder,
        machine(Path(folder)) as (address,),
        terminal([*SHELL, address]) as shown,
    ):
        shown.expect(">")
        shown.type("quit\r")
        assert shown.status() == 0


def test_events_and_interruption(home: Path) -> None:
    """Events are shown above the prompt; Ctrl-C gives up a reply, not the shell."""

    def serve(peer: Peer) -> None:
        peer.greet()
        peer.answer([{"name": "stop"}, {"name": "query-status"}])
        peer.answer(_ENTITIES)
        peer.receive()
        peer.send({"event": "STOP", "timestamp": NOW}, event("RESUME"))
        peer.answer({"running": True})
        peer.wait_for_end()

    with ScriptedPeer(serve) as address:
        number = address.fileno()
        with terminal([*SHELL, f"fd:{number}"], pass_fds=[number]) as shown:
            address.close()
            shown.expect(">")
            shown.type("stop\r")
            shown.expect("STOP")
            shown.expect("RESUME")
            shown.type(CTRL_C)
            shown.expect("interrupted")
            shown.type("query-status\r")
            shown.expect('"running": true')
            shown.expect(">")
            shown.type(CTRL_D)
            assert shown.status() == 0


def test_the_server_goes_during_a_command(home: Path) -> None:
    """The command failed for that reason, and so does the shell."""

    def serve(peer: Peer) -> None:
        peer.greet()
        peer.answer([{"name": "stop"}, {"name": "query-status"}])
        peer.answer(_ENTITIES)
        peer.receive()

    with ScriptedPeer(serve) as address:
        number = address.fileno()
        with terminal([*SHELL, f"fd:{number}"], pass_fds=[number]) as shown:
            address.close()
            shown.expect(">")
            shown.type("stop\r")
            assert shown.status() == 3
            assert shown.drawn.count("connection lost") == 1


_ENTITIES = [
    {"name": "stop", "meta-type": "command", "arg-type": "0", "ret-type": "0"},
    {"name": "query-status", "meta-type": "command", "arg-type": "0", "ret-type": "0"},
    {"name": "0", "meta-type": "object", "members": []},
]


def test_a_prompt_for_a_secret(home: Path, vm: str) -> None:
    """Nothing of what is typed is drawn, kept or logged; Ctrl-C gives up."""
    log = home / "log"
    with terminal([*SHELL, vm, "--log", str(log)]) as shown:
        shown.expect(">")
        shown.type("object-add qom-type=secret id=asked data=@?\r")
        shown.expect("data:")
        shown.type("hunter2\r")
        shown.expect("{}")
        shown.type("qom-get path=/objects/asked property=data\r")
        shown.expect('"hunter2"')
        assert shown.raw.count("hunter2") <= 2
        shown.type("change-vnc-password password=@?\r")
        shown.expect("password:")
        shown.type(CTRL_C)
        shown.expect("nothing was typed for 'password'")
        shown.expect(">")
        shown.type(CTRL_D)
        assert shown.status() == 0
    history = (home / "state/qapigen/history").read_text(encoding="utf-8")
    assert "data=@?" in history
    assert "hunter2" not in history + log.read_text(encoding="utf-8")


def test_a_prompt_of_call(home: Path, vm: str) -> None:
    """It asks on the terminal before it connects."""
    call = [sys.executable, "-m", "qapigen", "call", vm]
    words = ["object-add", "qom-type=secret", "id=called", "data=@?"]
    with terminal([*call, *words]) as shown:
        shown.expect("data: ")
        shown.type("hunter2\r")
        shown.expect("{}")
        assert shown.status() == 0
        assert "hunter2" not in shown.raw
    with terminal([*call, *words]) as shown:
        shown.expect("data: ")
        shown.type(CTRL_D)
        shown.expect("nothing was typed for 'data'")
        assert shown.status() == 2
    with terminal([*call, *words]) as shown:
        shown.expect("data: ")
        shown.type(CTRL_C)
        assert shown.status() == 130
        assert "Traceback" not in shown.drawn
