# SPDX-License-Identifier: MIT
"""Harmless commands of examples are run by a real server, and its replies judged as examples are.

A checker that refuses what a server says is wrong, not the server.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from conftest import missing
from corpus import releases
from example_messages import judged
from qmp_server import Message, is_installed, qmp_server

from qapigen.compiler import compile_schema
from qapigen.examples.exchanges import exported
from qapigen.examples.judge import MessageJudge
from qapigen.schema.schema import Schema

pytestmark = pytest.mark.live

# Besides queries: what only looks.
HARMLESS = {
    "device-list-properties",
    "qom-get",
    "qom-list",
    "qom-list-properties",
    "qom-list-types",
    "query-qmp-schema",
    "trace-event-get-state",
}
MACHINES = ("none", "q35,accel=tcg", "pc,accel=tcg")


@cache
def _release() -> str:
    if not is_installed():
        missing("no qemu-system-x86_64")
    with qmp_server() as server:
        return server.release


@cache
def _schema() -> Schema:
    """The schema of the server's release."""
    release = _release()
    for known in releases():
        if str(known.edition) == release:
            root = next(known.roots())
            return compile_schema(str(root), known.edition).schema
    missing(f"no schema of QEMU {release}")
    raise AssertionError


def _is_harmless(name: str) -> bool:
    return name in HARMLESS or name.startswith(("query-", "x-query-"))


def _requests(schema: Schema) -> Iterator[Message]:
    """The harmless requests of examples, and all queries that need no arguments."""
    for record in exported(schema):
        request, name = record["request"], str(record["definition"])
        if isinstance(request, dict) and _is_harmless(name) and not record["elided"]:
            yield request
    for command in schema.commands:
        arguments = schema.arguments_of(command)
        if _is_harmless(command.name) and all(a.optional for a in arguments):
            yield {"execute": command.name}


@pytest.mark.parametrize("machine", MACHINES)
def test_every_reply_is_accepted(machine: str) -> None:
    """Returned values and errors, of a machine with few devices and of boards with many."""
    schema = _schema()
    judge = MessageJudge(schema)
    returned = set()
    with qmp_server(("-machine", machine)) as server:
        assert judged(judge, {"QMP": server.greeting}) == []
        for request in _requests(schema):
            assert judged(judge, request) == [], request
            reply = server.execute(request)
            findings = judged(judge, reply, request["execute"])
            assert [f.message for f in findings] == [], request
            if "return" in reply:
                returned.add(request["execute"])
    # Many say what the machine has not got; most must have answered.
    assert len(returned) > 50


def test_events_are_accepted() -> None:
    """What a machine tells when it is resumed, stopped and ended."""
    judge = MessageJudge(_schema())
    with qmp_server() as server:
        for name in ("cont", "stop", "system_reset"):
            reply = server.execute({"execute": name})
            assert judged(judge, reply, name) == []
        assert server.events
        for event in server.events:
            assert judged(judge, event) == []
