# SPDX-License-Identifier: MIT
"""Whatever a server answers: one clear error and a status, never a traceback, never no end."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from calling import Done
from malformed import (
    COMMANDS,
    DEEP,
    DEEPER,
    EVENTS,
    GREETINGS,
    GUESTS,
    PROPERTIES,
    SCHEMAS,
    VALUES,
    Odd,
)
from scripted_peer import Peer, ScriptedPeer

from qapigen.cli.program import run

# A small schema, since the embedded one takes a moment to read.
TEXTS = ["--schema", "schema.json"]
SOON = ["--timeout", "0.2"]
VERBS: dict[str, list[str]] = {
    "call": ["call", "ADDR", "x", "m.a=1", *TEXTS],
    "call without arguments": ["call", "ADDR", "x", *TEXTS],
    "call with JSON": ["call", "ADDR", "x", "--json", '{"m": {"t0": "a"}}', *TEXTS],
    "call for an event": ["call", "ADDR", "x", "--wait-event", "Y", *SOON, *TEXTS],
    "call with text": ["call", "ADDR", "x", "m=a", *TEXTS],
    "call of what is not there": ["call", "ADDR", "y", *TEXTS],
    "shell": ["shell", "ADDR", "--log", "log", *TEXTS],
    "shell for humans": ["shell", "ADDR", "--hmp", "--log", "log"],
    "wait": ["wait", "ADDR", "X", "m=a", *SOON, *TEXTS],
    "diff": ["diff", "schema.json", "ADDR"],
    "diff from a server": ["diff", "ADDR", "schema.json", "--format", "json"],
    "qom list": ["qom", "list", "ADDR", "/"],
    "qom tree": ["qom", "tree", "ADDR", "/"],
    "qom get": ["qom", "get", "ADDR", "/a"],
    "qom set": ["qom", "set", "ADDR", "/a", "1"],
    "events": ["events", "ADDR"],
    "events as JSON": ["events", "ADDR", "--json"],
}
SCRIPT = "help x\nx\nx m=a\n"

each_value = pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
Capture = pytest.CaptureFixture[str]


@pytest.fixture(name="folder", autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a schema and a cache of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "schema.json").write_text("{ 'command': 'x' }\n", encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", io.StringIO(SCRIPT))
    return tmp_path


def _run(serve: Callable[[Peer], None], words: list[str], capsys: Capture) -> Done:
    """How a verb ends; an exception that leaves it would be a traceback."""
    with ScriptedPeer(serve) as address:
        number = address.detach()
        here = [f"fd:{number}" if word == "ADDR" else word for word in words]
        try:
            status = run(here)
        except SystemExit as end:
            status = int(str(end.code))
    return Done(status, *capsys.readouterr())


def _is_clear(done: Done) -> None:
    """Where it failed, one error says why, without a control character."""
    assert done.status in (0, 1, 2, 3)
    assert "\x1b" not in done.out + done.err
    assert "Traceback" not in done.err
    lines = done.err.splitlines()
    errors = [line for line in lines if line.lower().startswith("error: ")]
    if done.status > 1:
        assert errors
        assert max(map(len, errors)) < 1000
        assert len(lines) < 12


ASKING = [name for name in VERBS if name.startswith(("call", "shell", "wait"))]


@pytest.mark.parametrize("verb", [*ASKING, "diff", "diff from a server"])
@pytest.mark.parametrize(
    "answer",
    [*SCHEMAS.values(), *VALUES.values(), DEEP.encode(), DEEPER.encode(), b"{", b""],
    ids=[*SCHEMAS, *VALUES, "deep", "deeper", "unfinished", "nothing"],
)
def test_schemas(verb: str, answer: Any, capsys: Capture) -> None:
    """Answers to query-qmp-schema."""
    done = _run(Odd("query-qmp-schema", answer).serve, VERBS[verb], capsys)
    _is_clear(done)


@pytest.mark.parametrize("verb", ASKING)
@pytest.mark.parametrize(
    "answer",
    [*COMMANDS.values(), *VALUES.values(), DEEP.encode(), DEEPER.encode()],
    ids=[*COMMANDS, *VALUES, "deep", "deeper"],
)
def test_lists_of_commands(verb: str, answer: Any, capsys: Capture) -> None:
    """Answers to query-commands."""
    done = _run(Odd("query-commands", answer).serve, VERBS[verb], capsys)
    _is_clear(done)


@pytest.mark.parametrize("verb", [name for name in ASKING if name != "wait"])
@pytest.mark.parametrize(
    "answer",
    [*GUESTS.values(), *VALUES.values(), DEEP.encode(), DEEPER.encode()],
    ids=[*GUESTS, *VALUES, "deep", "deeper"],
)
def test_guest_agents(verb: str, answer: Any, capsys: Capture) -> None:
    """Answers to guest-info."""
    words = [*VERBS[verb], "--agent"]
    done = _run(Odd("guest-info", answer).serve_as_agent, words, capsys)
    _is_clear(done)


@pytest.mark.parametrize("verb", [name for name in VERBS if name.startswith("qom")])
@pytest.mark.parametrize(
    "answer",
    [*PROPERTIES.values(), *VALUES.values(), DEEP.encode(), DEEPER.encode()],
    ids=[*PROPERTIES, *VALUES, "deep", "deeper"],
)
def test_properties(verb: str, answer: Any, capsys: Capture) -> None:
    """Answers to qom-list; objects that lie in each other without an end are given up."""
    done = _run(Odd("qom-list", answer).serve, VERBS[verb], capsys)
    _is_clear(done)


@pytest.mark.parametrize("words", VERBS.values(), ids=VERBS)
@pytest.mark.parametrize("part", GREETINGS.values(), ids=GREETINGS)
def test_greetings(words: list[str], part: Any, capsys: Capture) -> None:
    """Versions and capabilities of any kind; nothing is kept outside of the cache."""
    server = Odd("x", {})
    server.greeting = {"QMP": part}
    server.is_brief = words[0] == "events"
    _is_clear(_run(_ending(server), words, capsys))


def _ending(server: Odd) -> Callable[[Peer], None]:
    """The server, which says that it ends once it has been asked for events."""

    def serve(peer: Peer) -> None:
        peer.send(server.greeting)
        while request := peer.receive():
            server.answer(peer, request)
            if request["execute"] == "qmp_capabilities":
                if server.event is not None:
                    peer.send(server.event)
                peer.send({"event": "SHUTDOWN"})
                if server.is_brief:
                    return

    return serve


@pytest.mark.parametrize("words", VERBS.values(), ids=VERBS)
@pytest.mark.parametrize("event", EVENTS.values(), ids=EVENTS)
def test_events(words: list[str], event: Any, capsys: Capture) -> None:
    """Events with names, data and times of any kind."""
    server = Odd("x", {}, event)
    server.is_brief = words[0] == "events"
    _is_clear(_run(_ending(server), words, capsys))


@each_value
@pytest.mark.parametrize("verb", ["call without arguments", "shell", "qom get"])
def test_replies(verb: str, value: Any, capsys: Capture) -> None:
    """Replies to the command itself are printed, whatever they are."""
    command = "qom-get" if verb == "qom get" else "x"
    done = _run(Odd(command, value).serve, VERBS[verb], capsys)
    _is_clear(done)
    if verb != "shell":
        assert done.status == 0
        assert json.loads(done.out) == value


@pytest.mark.parametrize("verb", ["call without arguments", "shell", "qom get"])
@pytest.mark.parametrize("text", [DEEP, DEEPER, "{", "", "NaN", '{"a": 1, "a": 2}'])
def test_replies_of_odd_text(verb: str, text: str, capsys: Capture) -> None:
    """Nested as deeply as can be, or no JSON at all."""
    command = "qom-get" if verb == "qom get" else "x"
    _is_clear(_run(Odd(command, text.encode()).serve, VERBS[verb], capsys))


@each_value
def test_answers_of_the_human_monitor(value: Any, capsys: Capture) -> None:
    """They should be texts."""
    server = Odd("human-monitor-command", value)
    _is_clear(_run(server.serve, VERBS["shell for humans"], capsys))


@each_value
@pytest.mark.parametrize("verb", VERBS)
def test_errors(verb: str, value: Any, capsys: Capture) -> None:
    """Errors of any kind in reply to all that is asked."""

    def serve(peer: Peer) -> None:
        peer.greet()
        while request := peer.receive():
            peer.send({"error": value, "id": request["id"]}, {"event": "SHUTDOWN"})

    def serve_events(peer: Peer) -> None:
        peer.greet()
        peer.send({"error": value}, {"error": value, "id": 1}, {"event": "SHUTDOWN"})

    words = VERBS[verb]
    _is_clear(_run(serve_events if words[0] == "events" else serve, words, capsys))


@pytest.mark.parametrize("verb", ["call", "shell", "wait"])
@pytest.mark.parametrize("content", [*SCHEMAS.values(), *VALUES.values(), "deep"])
def test_damaged_caches(verb: str, content: Any, folder: Path, capsys: Capture) -> None:
    """What is kept of a server may be anything: then the server is asked."""
    call = VERBS["call without arguments"]
    assert _run(Odd("x", {}).serve, call, capsys).status == 0
    [kept] = (folder / "cache").rglob("*.json")
    text = DEEP if content == "deep" else json.dumps(content)
    kept.write_text(text, encoding="utf-8")
    _is_clear(_run(Odd("x", {}).serve, VERBS[verb], capsys))
    kept.write_text(text, encoding="utf-8")
    assert _run(Odd("x", {}).serve, call, capsys).status == 0
