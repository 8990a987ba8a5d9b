# SPDX-License-Identifier: MIT
"""Recorded conversations with real servers are judged as the servers judged them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from conftest import missing
from corpus import Release, shared_folder
from example_messages import judged

from qapigen.compiler import compile_schema
from qapigen.examples.judge import MessageJudge

Message = dict[str, Any]

RECORDED_RELEASE = "7.2"
SYSTEM, AGENT = "qapi/qapi-schema.json", "qga/qapi-schema.json"
# So begin words that stand for an answer that was too long to keep.
LEFT_OUT = "<"


class Answered(NamedTuple):
    """A request, None where no message was sent, and what the server said to it."""

    request: Message | None
    reply: Message


def _recordings() -> list[Path]:
    folder = shared_folder() / "live"
    return sorted((*folder.glob("scenarios/*"), *folder.glob("transcripts/*")))


@cache
def _judge(root: Path) -> MessageJudge:
    return MessageJudge(compile_schema(str(root)).schema)


@pytest.fixture
def release(qemu_releases: list[Release]) -> Release:
    """The release of the servers that were recorded."""
    for known in qemu_releases:
        if str(known.edition) == RECORDED_RELEASE:
            return known
    missing(f"no schema of QEMU {RECORDED_RELEASE}, which was recorded")
    raise AssertionError


def _conversation(log: list[Message]) -> tuple[list[Answered], list[Message]]:
    """The requests with their replies, and what the server said of itself."""
    waiting: list[Message | None] = []
    answered, others = [], []
    for entry in log:
        message = entry.get("msg")
        if entry.get("dir") == "C->S":
            waiting.append(message if isinstance(message, dict) else None)
        elif isinstance(message, dict):
            is_reply = "return" in message or "error" in message
            same = [w for w in waiting if (w or {}).get("id") == message.get("id")]
            if is_reply and same:
                waiting.remove(same[0])
                answered.append(Answered(same[0], message))
            else:
                others.append(message)
        else:
            # The agent answers bytes out of step with more such bytes.
            waiting.clear()
    return answered, others


@pytest.mark.parametrize("recording", _recordings(), ids=lambda path: path.stem)
def test_a_recording_is_judged_as_the_server_did(
    recording: Path, release: Release
) -> None:
    """All that it says is accepted, and each request that it carried out."""
    record = json.loads(recording.read_text(encoding="utf-8"))
    # The guest agent says nothing of itself, so that its recordings are bare.
    is_agent = isinstance(record, list)
    judge = _judge(release.folder / (AGENT if is_agent else SYSTEM))
    answered, others = _conversation(record if is_agent else record["log"])
    for message in others:
        assert [f.message for f in judged(judge, message)] == [], message
    for request, reply in answered:
        name = request and request.get("execute", request.get("exec-oob"))
        if not str(reply.get("return", "")).startswith(LEFT_OUT):
            findings = judged(judge, reply, name)
            assert [f.message for f in findings] == [], reply
        if request and "return" in reply:
            assert [f.message for f in judged(judge, request)] == [], request
