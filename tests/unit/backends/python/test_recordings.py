# SPDX-License-Identifier: MIT
"""What real servers and clients said goes through the bindings and comes back equal."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from bindings import GUEST, SYSTEM, bindings
from conftest import missing
from corpus import shared_folder

# Members that QEMU sends though its schema does not have them.
UNKNOWN: dict[str, int] = {}

LIVE = shared_folder() / "live"
RECORDINGS = sorted([*LIVE.glob("scenarios/*.json"), *LIVE.glob("transcripts/*.json")])


def messages(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Who spoke, and each message."""
    recording = json.loads(path.read_text(encoding="utf-8"))
    for entry in recording["log"] if isinstance(recording, dict) else recording:
        if "msg" in entry:
            yield entry["dir"], entry["msg"]


def exchanges(path: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each request with its reply; those out of band overtake, so ids decide if there are any."""
    waiting: list[dict[str, Any]] = []
    for direction, message in messages(path):
        if direction == "C->S":
            waiting.append(message)
        elif "return" in message or "error" in message:
            same = [r for r in waiting if r.get("id") == message.get("id")]
            if same:
                waiting.remove(same[0])
                yield same[0], message


def is_whole(reply: dict[str, Any]) -> bool:
    """Whether the recording holds the reply; where it was long, a word stands for it."""
    value = reply.get("return")
    return "return" in reply and not (isinstance(value, str) and value.startswith("<"))


def differences(sent: Any, back: Any, place: str = "") -> Iterator[str]:
    """Where `back` is not what was sent; a member that is missing is named by its place."""
    if isinstance(sent, dict) and isinstance(back, dict):
        for name in sent.keys() | back.keys():
            if name in sent and name in back:
                yield from differences(sent[name], back[name], f"{place}.{name}")
            else:
                yield f"{'-' if name in sent else '+'}{place}.{name}"
    elif isinstance(sent, list) and isinstance(back, list) and len(sent) == len(back):
        for one, other in zip(sent, back, strict=True):
            yield from differences(one, other, f"{place}[]")
    elif sent != back or type(sent) is not type(back):
        yield f"!{place}: {sent!r} is not {back!r}"


def package_for(path: Path) -> ModuleType:
    """The bindings of the server that was recorded."""
    return bindings("7.2", GUEST if path.name.startswith("qga") else SYSTEM)


def test_there_are_recordings() -> None:
    """Or the other tests would show nothing."""
    if not LIVE.is_dir():
        missing(f"no {LIVE}")
    assert len(RECORDINGS) > 25


@pytest.mark.parametrize("path", RECORDINGS, ids=lambda path: path.stem)
def test_recording(path: Path) -> None:
    """Requests that were carried out, all replies and all events come back equal."""
    package = package_for(path)
    found: Counter[str] = Counter()
    for request, reply in exchanges(path):
        command = request.get("execute") or request.get("exec-oob")
        if not is_whole(reply) or command is None:
            continue
        arguments = request.get("arguments", {})
        back = package.to_wire(package.parse_arguments(command, arguments))
        found.update(f"{command} arguments {d}" for d in differences(arguments, back))
        value = package.to_wire(package.parse_return(command, reply["return"]))
        found.update(f"{command} {d}" for d in differences(reply["return"], value))
    for direction, message in messages(path):
        if direction == "S->C" and "event" in message:
            back = package.to_wire(package.parse_event(message))
            found.update(f"{message['event']} {d}" for d in differences(message, back))
    assert dict(found) == {name: n for name, n in UNKNOWN.items() if name in found}


@pytest.mark.parametrize("path", RECORDINGS, ids=lambda path: path.stem)
def test_replies_for_bindings_of_other_releases(path: Path) -> None:
    """Older and newer bindings read all of it too, or say which mandatory member they miss."""
    if path.name.startswith("qga"):
        packages = [bindings("5.2", GUEST), bindings("10.2", GUEST)]
    else:
        packages = [bindings("5.2"), bindings("10.2")]
    refused: list[str] = []
    for package in packages:
        for request, reply in exchanges(path):
            command = request.get("execute")
            if not is_whole(reply) or command not in vocabulary(package).commands:
                continue
            try:
                package.parse_return(command, reply["return"])
            except package.InvalidReply as error:
                refused.append(str(error))
    assert all(
        re.search("Field required|is missing", text) for text in refused
    ), refused


@pytest.mark.parametrize("release", ["7.2", "5.2", "10.2"])
@pytest.mark.parametrize(
    "path", sorted(LIVE.glob("introspection/live-*.json")), ids=lambda p: p.stem
)
def test_introspection(path: Path, release: str) -> None:
    """The longest answer of all comes back equal; old bindings lack members that are newer."""
    package = bindings(release)
    sent = json.loads(path.read_text(encoding="utf-8"))
    sent = sent["return"] if isinstance(sent, dict) else sent
    back = package.to_wire(package.parse_return("query-qmp-schema", sent))
    missing = {re.sub(r"\[\]", "", d) for d in differences(sent, back)}
    assert missing == ({"-.members"} if release == "5.2" else set())


def vocabulary(package: ModuleType) -> Any:
    """What the package knows."""
    from importlib import import_module

    return import_module(f"{package.__name__}._vocabulary").VOCABULARY
