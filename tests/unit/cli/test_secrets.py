# SPDX-License-Identifier: MIT
"""Secrets that `call` and `shell` read from elsewhere, and that no output repeats."""

from __future__ import annotations

import io
import json
import os
import shlex
import sys
from pathlib import Path
from typing import Any

import pytest
from calling import Done
from scripted_peer import Peer, ScriptedPeer
from secret_forms import NAMED, OBJECTS, VIA_HUMAN, X, human_command

from qapigen.cli.program import run

REFUSAL = f"cannot use '{X}', \"\\u0068unter2\", %68unter2 or {X[:5]}…"


@pytest.fixture(name="folder", autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a cache of its own and a file with the secret."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "pw").write_text(f"{X}\n", encoding="utf-8")
    return tmp_path


class Server:
    """A server that only names its commands, and refuses what it is sent."""

    def __init__(self, *commands: str) -> None:
        self.commands = [{"name": name} for name in commands]
        self.requests: list[dict[str, Any]] = []

    def serve(self, peer: Peer) -> None:
        """Follow the conversation to its end."""
        peer.greet()
        while request := peer.receive():
            match request["execute"]:
                case "query-commands":
                    reply: dict[str, Any] = {"return": self.commands}
                case "query-qmp-schema":
                    reply = _refusal("CommandNotFound", "what is that")
                case _:
                    self.requests.append(request)
                    reply = _refusal("GenericError", REFUSAL)
            peer.send({**reply, "id": request["id"]})


def _refusal(name: str, desc: str) -> dict[str, Any]:
    return {"error": {"class": name, "desc": desc}}


def _run(
    server: Server, capsys: pytest.CaptureFixture[str], *words: str, verb: str = "call"
) -> Done:
    # A small schema, since the embedded one takes a moment to read.
    Path("schema.json").write_text("{ 'command': 'x' }\n", encoding="utf-8")
    with ScriptedPeer(server.serve) as address:
        here = f"fd:{address.detach()}"
        status = run([verb, here, *words, "--schema", "schema.json"])
    return Done(status, *capsys.readouterr())


def _argument(server: Server, name: str) -> Any:
    [request] = server.requests
    return request["arguments"][name]


@pytest.mark.parametrize("place", ["pw", "./pw", "{folder}/pw"])
def test_a_file(folder: Path, place: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The value is its text without the end of the line; no error repeats it."""
    server = Server("x")
    done = _run(server, capsys, "x", f"data=@{place.format(folder=folder)}")
    assert _argument(server, "data") == X
    assert done.status == 1
    assert X not in done.err
    assert X[:5] not in done.err


@pytest.mark.parametrize(
    ("content", "value"),
    [
        (b"7\n", "7"),
        (b"a\r\n", "a"),
        (b"a\n\n", "a\n"),
        (b" true ", " true "),
        (b"", ""),
        ('{"é": 1}'.encode(), '{"é": 1}'),
        (b"@-", "@-"),
    ],
)
def test_the_text_is_not_converted(
    folder: Path, content: bytes, value: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is a string, whatever it looks like."""
    (folder / "f").write_bytes(content)
    server = Server("x")
    _run(server, capsys, "x", "data=@f")
    assert _argument(server, "data") == value


def test_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is read once, for all values that refer to it."""
    stream = io.TextIOWrapper(io.BytesIO(f"{X}\n".encode()))
    monkeypatch.setattr(sys, "stdin", stream)
    server = Server("x")
    _run(server, capsys, "x", "a=@-", "b=@-")
    assert server.requests[0]["arguments"] == {"a": X, "b": X}


def test_a_descriptor(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A pipe, for one."""
    reading, writing = os.pipe()
    os.write(writing, X.encode())
    os.close(writing)
    server = Server("x")
    try:
        _run(server, capsys, "x", f"data=@fd:{reading}")
    finally:
        os.close(reading)
    assert _argument(server, "data") == X


def test_a_sign_that_is_meant(capsys: pytest.CaptureFixture[str]) -> None:
    """It is doubled."""
    server = Server("x")
    _run(server, capsys, "x", "data=@@pw", "b=a@b")
    assert server.requests[0]["arguments"] == {"data": "@pw", "b": "a@b"}


def test_all_arguments_from_a_file(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Secrets in it are recognised as on the command line."""
    (folder / "f").write_text(json.dumps({"password": X}), encoding="utf-8")
    server = Server("x")
    done = _run(server, capsys, "x", "--json", "@f")
    assert _argument(server, "password") == X
    assert X not in done.err


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("data=@gone", "cannot read '@gone': No such file"),
        ("data=@.", "cannot read '@.': Is a directory"),
        ("data=@", "cannot read '@': No such file"),
        ("data=@fd:987654", "cannot read '@fd:987654': Bad file descriptor"),
        ("data=@binary", "cannot read '@binary': it is not UTF-8 text"),
        ("data=@long", "cannot read '@long': it is longer than 1048576 bytes"),
        ("data=@\0", "cannot read '@"),
        (f"password=@{X}", "cannot read '***': No such file"),
    ],
)
def test_what_cannot_be_read(
    folder: Path, word: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Then nothing is sent: one error, status 2."""
    (folder / "binary").write_bytes(b"\xff\xfe")
    (folder / "long").write_bytes(b"a" * 1048577)
    status = run(["call", "unix:gone", "x", word])
    output = capsys.readouterr()
    assert (status, output.out) == (2, "")
    assert message in output.err
    assert X not in output.err


@pytest.fixture(name="no_terminal")
def _no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no terminal, and another secret on standard input."""
    real = open

    def refuse(path: Any, *arguments: Any, **options: Any) -> Any:
        if path == "/dev/tty":
            raise OSError(6, "No such device")
        return real(path, *arguments, **options)

    monkeypatch.setattr("builtins.open", refuse)
    monkeypatch.setattr(sys, "stdin", io.StringIO("x password=@?\n"))


@pytest.mark.usefixtures("no_terminal")
def test_no_terminal_for_call(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is read from standard input instead, where it would be shown."""
    assert run(["call", "unix:gone", "x", "password=@?"]) == 2
    err = capsys.readouterr().err
    assert "there is no terminal to ask for 'password'" in err
    assert "password=@?" in err


@pytest.mark.usefixtures("no_terminal")
def test_no_terminal_for_a_script(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is read from the script instead."""
    done = _run(Server("x"), capsys, verb="shell")
    assert done.status == 2
    assert "there is no terminal to ask for 'password'" in done.err


def test_a_script_reads_files(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The transcript has neither the value nor the server's words about it."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("x any=@pw\n"))
    server = Server("x")
    done = _run(server, capsys, "--log", "log", verb="shell")
    assert _argument(server, "any") == X
    log = (folder / "log").read_text(encoding="utf-8")
    assert '"any": "***"' in log
    assert X not in log + done.err


@pytest.mark.parametrize(
    "script", ["x any=@-\n", "transaction(\n  x any=@-\n)\n"], ids=["line", "action"]
)
def test_a_script_is_standard_input(
    script: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """So it cannot be a value as well."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(script))
    done = _run(Server("x", "transaction"), capsys, verb="shell")
    assert done.status == 2
    assert "standard input has the commands" in done.err


@pytest.mark.parametrize("path", ["/objects/s/data", "/objects/s.data"])
@pytest.mark.parametrize("kind", ["string", "bool"])
def test_a_property_that_is_set(
    path: str, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither the excerpt of a wrong value nor the server's words repeat it."""

    def serve(peer: Peer) -> None:
        peer.greet()
        while request := peer.receive():
            if request["execute"] == "qom-list":
                reply: dict[str, Any] = {"return": [{"name": "data", "type": kind}]}
            else:
                reply = _refusal("GenericError", REFUSAL)
            peer.send({**reply, "id": request["id"]})

    with ScriptedPeer(serve) as address:
        status = run(["qom", "set", f"fd:{address.detach()}", path, X])
    assert status == (1 if kind == "string" else 2)
    err = capsys.readouterr().err
    assert "error: " in err
    assert X not in err


def test_an_event_after_the_next_command(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A secret is remembered in a session beyond the command that had it."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"x password={X}\nquery-status\n"))

    def serve(peer: Peer) -> None:
        peer.greet()
        while request := peer.receive():
            name = request["execute"]
            commands = [{"name": "x"}, {"name": "query-status"}]
            value: Any = commands if name == "query-commands" else {"told": X}
            if name == "query-qmp-schema":
                peer.send({**_refusal("CommandNotFound", "no"), "id": request["id"]})
                continue
            peer.send({"return": value, "id": request["id"]})

    with ScriptedPeer(serve) as address:
        status = run(["shell", f"fd:{address.detach()}", "--log", "log"])
    assert status == 0
    log = (folder / "log").read_text(encoding="utf-8")
    assert log.count("told") == 2
    assert X not in log


def _in_shell(line: str) -> list[str] | None:
    """The line as words of a command line; None where it would not be one command."""
    try:
        words = shlex.split(line)
    except ValueError:
        return None
    return words if words and "=" not in words[0] and words[0][0].isalpha() else None


@pytest.mark.parametrize("line", [*NAMED, *OBJECTS, *map(human_command, VIA_HUMAN)])
def test_standard_error_of_call(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Whether the command is sent, refused, or cannot be understood."""
    words = _in_shell(line)
    for served in ("query-status", words[0] if words else "x"):
        if words:
            done = _run(Server(served), capsys, *words)
            assert done.status in (1, 2)
            assert X not in done.err
            assert X[:5] not in done.err


@pytest.mark.parametrize("line", [*NAMED, *OBJECTS, *map(human_command, VIA_HUMAN)])
def test_outputs_of_a_script(
    folder: Path,
    line: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Neither standard error nor the transcript has the secret."""
    name = line.split()[0]
    for served in ("query-status", name):
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{line}\n"))
        done = _run(Server(served), capsys, "--log", "log", verb="shell")
        assert done.status in (0, 1, 2)
        log = (folder / "log").read_text(encoding="utf-8")
        assert X not in done.err + log
        assert X[:5] not in done.err


@pytest.mark.parametrize("line", VIA_HUMAN)
def test_outputs_of_a_script_for_the_human_monitor(
    folder: Path,
    line: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Neither standard error nor the transcript has the secret."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{line}\n"))
    server = Server("human-monitor-command")
    done = _run(server, capsys, "--hmp", "--log", "log", verb="shell")
    assert done.status == 1
    assert X in str(server.requests)
    log = (folder / "log").read_text(encoding="utf-8")
    assert X not in done.err + log
