# SPDX-License-Identifier: MIT
"""`--timeout` bounds all that a verb waits for, wherever the server falls silent."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from scripted_peer import Peer, ScriptedPeer

from qapigen.cli.program import run

LIMIT = "1.5"
SOON = 3.5
SCHEMA = [
    {"name": "stop", "meta-type": "command", "arg-type": "0", "ret-type": "0"},
    {"name": "STOP", "meta-type": "event", "arg-type": "0"},
    {"name": "0", "meta-type": "object", "members": []},
]


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


def silent_at_once(peer: Peer) -> None:
    """A server that is busy with somebody else."""
    peer.wait_for_end()


def silent_when_asked(peer: Peer) -> None:
    """A server that greets and answers no question."""
    peer.greet()
    peer.wait_for_end()


def silent_about_its_schema(peer: Peer) -> None:
    """A server that answers the first question late, and the second never."""
    peer.greet()
    time.sleep(0.5)
    peer.answer([{"name": "stop"}])
    peer.wait_for_end()


def silent_when_told(peer: Peer) -> None:
    """A server that answers questions, and does not do what it is told."""
    peer.greet()
    peer.answer([{"name": "stop"}])
    peer.answer(SCHEMA)
    peer.wait_for_end()


def without_events(peer: Peer) -> None:
    """A server that does what it is told, late, and has no event to tell."""
    peer.greet()
    peer.answer([{"name": "stop"}])
    peer.answer(SCHEMA)
    time.sleep(0.5)
    peer.answer({})
    peer.wait_for_end()


@pytest.mark.parametrize(
    ("script", "arguments", "status", "message"),
    [
        (silent_at_once, "call ADDR stop", 3, "no greeting within 1.5 s"),
        (silent_when_asked, "call ADDR stop", 3, "stop: nothing came within 1.5 s"),
        (silent_about_its_schema, "call ADDR stop", 3, "nothing came within 1.5 s"),
        (silent_when_told, "call ADDR stop", 3, "nothing came within 1.5 s"),
        (without_events, "call ADDR stop --wait-event STOP", 1, "no STOP within 1.5 s"),
        (silent_at_once, "wait ADDR STOP", 3, "no greeting within 1.5 s"),
        (silent_about_its_schema, "wait ADDR STOP", 3, "no answer within 1.5 s"),
        (silent_when_told, "wait ADDR STOP", 1, "no STOP within 1.5 s"),
    ],
)
def test_a_limit_for_all(
    script: Callable[[Peer], None],
    arguments: str,
    status: int,
    message: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It is told what did not come, and about when it was said to be told."""
    begin = time.monotonic()
    with ScriptedPeer(script) as address:
        words = arguments.replace("ADDR", f"fd:{address.detach()}").split()
        assert run([*words, "--timeout", LIMIT]) == status
    assert time.monotonic() - begin < SOON
    assert message in capsys.readouterr().err
