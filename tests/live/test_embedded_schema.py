# SPDX-License-Identifier: MIT
"""The embedded schema against a real server: it says what is there, and its examples work."""

from __future__ import annotations

import json
import re
import shutil
import socket
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import missing
from qmp_server import Message, QmpServer, ServerGoneError, is_installed, qmp_server
from served_schema import not_served

from qapigen.backends.introspection import introspect
from qapigen.compiler import compile_schema
from qapigen.editions import EDITIONS
from qapigen.schema.schema import Schema
from qapigen.shipped import EMBEDDED_SCHEMA, shipped

pytestmark = pytest.mark.live

HERE = Path(__file__).parent
EXCEPTIONS = json.loads((HERE / "not_served.json").read_text())
EXAMPLES = json.loads((HERE / "examples.json").read_text())

AN_EXAMPLE = re.compile(r"^# \.\. qmp-example::\n((?:#\n|#   .*\n)*)", re.MULTILINE)
A_MESSAGE = re.compile(r"^(->|<-) (.*?)(?=^(?:->|<-) |\Z)", re.MULTILINE | re.DOTALL)
SINCE = re.compile(r"\(since ([\d.]+)\)|Since: ([\d.]+)")

AT_REST = ("ready", "standby", "pending", "concluded")

# What examples take for granted, by another name where the test may write.
FOLDERS = ("srv/vm", "srv/vm2", "srv/iso", "srv/backup", "srv/dump", "run/vm")
IMAGES = ("disk0", "disk1", "disk0-snap1", "snap1", "drive0", "base")


@cache
def embedded() -> Schema:
    """The schema that comes with qapigen."""
    compilation = compile_schema(str(shipped("schema") / EMBEDDED_SCHEMA))
    return compilation.schema


@pytest.fixture(autouse=True, scope="module")
def _server() -> None:
    """Be there only where the server is, in the release that the exceptions are for."""
    if not is_installed():
        missing("no qemu-system-x86_64")
    with qmp_server() as server:
        if server.release != EXCEPTIONS["server"]:
            missing(f"QEMU {EXCEPTIONS['server']}, this is {server.release}")


@cache
def unserved() -> set[str]:
    """What the schema has and the server has not."""
    with qmp_server() as server:
        answer = server.returned("query-qmp-schema")
    return not_served(introspect(embedded(), unmask=True), answer)


def excepted() -> dict[str, str]:
    """Each exception, and the release, target or symbol that it is for."""
    kinds = (EXCEPTIONS[kind] for kind in ("newer", "targets", "builds"))
    return {
        name: reason
        for kind in kinds
        for reason, names in kind.items()
        for name in names
    }


def test_the_server_has_what_the_schema_says() -> None:
    """Every command, argument, member, event and value is there, as it is described."""
    surplus = sorted(unserved() - set(excepted()))
    assert not surplus, f"not on the server, and not in not_served.json: {surplus}"


def test_exceptions_are_needed() -> None:
    """What is listed as missing is missing."""
    stale = sorted(set(excepted()) - unserved())
    assert not stale, f"take out of not_served.json, the server has it: {stale}"


def test_exceptions_agree_with_the_documentation() -> None:
    """Each is of a later release than the server's, the one that its documentation names."""
    wrong = []
    for release, names in EXCEPTIONS["newer"].items():
        assert _is_newer(release), release
        for name in names:
            documented = _documented_release(name)
            if documented not in (None, release):
                wrong.append(f"{name}: {release}, documented: {documented}")
    assert not wrong, "\n".join(wrong)


def test_what_is_documented_as_newer_is_not_served() -> None:
    """No command or event of the server is said to come with a later release."""
    entities = (*embedded().commands, *embedded().events)
    newer = {e.name for e in entities if _is_newer(_documented_release(e.name))}
    assert newer <= unserved()


def _is_newer(release: str | None) -> bool:
    """Whether a release is later than the server's."""
    names = [edition.name for edition in EDITIONS]
    return release in names[names.index(EXCEPTIONS["server"]) + 1 :]


def _documented_release(name: str) -> str | None:
    """The release that the documentation names, None where it is not about the difference."""
    definition, _, member = name.partition(".")
    if " " in member:
        return None
    documentation = embedded().documented[definition]
    section = documentation.members.get(member) if member else documentation.since
    found = SINCE.search(section.span.text) if section else None
    if found is None:
        return None
    return found[1] or found[2]


def _requests(name: str) -> list[Message]:
    """The requests in the examples of a command."""
    comment = embedded().definitions[name].comment
    assert comment is not None, name
    requests = []
    for example in AN_EXAMPLE.findall(comment.span.text):
        text = re.sub(r"^#(?:     )?", "", example, flags=re.MULTILINE)
        for arrow, message in A_MESSAGE.findall(text):
            if arrow == "->" and ":title:" not in message:
                requests.append(json.loads(message))
    return requests


def _commands() -> Iterator[str]:
    """The commands that the server has."""
    for command in embedded().commands:
        if command.name not in excepted():
            yield command.name


@pytest.fixture(scope="module")
def images(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the folders and the images that examples talk about."""
    folder = tmp_path_factory.mktemp("images")
    for name in FOLDERS:
        (folder / name).mkdir(parents=True)
    (folder / "srv/iso/installer.iso").write_bytes(bytes(65536))
    with qmp_server() as server:
        for name in IMAGES:
            path = folder / f"srv/vm/{name}.qcow2"
            path.touch()
            file = {"driver": "file", "filename": str(path)}
            options = {"driver": "qcow2", "file": "new", "size": 1 << 24}
            server.returned("blockdev-add", **file, **{"node-name": "new"})
            server.returned("blockdev-create", **{"job-id": name}, options=options)
            _settle(server)
            server.returned("job-dismiss", id=name)
            server.returned("blockdev-del", **{"node-name": "new"})
    return folder


def test_what_is_not_run_is_there() -> None:
    """The commands whose examples would do harm are commands of the schema."""
    assert set(EXAMPLES["not run"]) <= set(_commands())


@pytest.mark.parametrize("name", sorted(set(_commands()) - set(EXAMPLES["not run"])))
def test_examples(name: str, images: Path, tmp_path: Path) -> None:
    """The server carries out the examples, or refuses them for the reason that is known."""
    shutil.copytree(images, tmp_path, dirs_exist_ok=True)
    refusals = list(_refusals(name, tmp_path))
    known = EXAMPLES["refused"].get(name)
    if known is None:
        assert not refusals
    else:
        assert refusals, f"take {name} out of examples.json, its examples work"
        assert all(re.search(known, refusal) for refusal in refusals), refusals


def _refusals(name: str, folder: Path) -> Iterator[str]:
    """Why the server does not carry out the examples of a command."""
    requests = _requests(name)
    assert requests, f"{name} has no example"
    ours, theirs = socket.socketpair()
    descriptors = [theirs.fileno()] if name in EXAMPLES["with a descriptor"] else []
    with ours, theirs, qmp_server(_machine(folder)) as server:
        for step in EXAMPLES["before"].get(name, ()):
            for request in EXAMPLES["steps"][step]:
                reply = server.execute(_placed(request, folder), descriptors)
                assert "return" in reply, f"{request}: {reply}"
                _settle(server)
        for request in requests:
            try:
                reply = server.execute(_placed(request, folder), descriptors)
                _settle(server)
            except ServerGoneError:
                assert name == "quit"
                return
            if "error" in reply:
                yield reply["error"]["desc"]


def test_example_exceptions_are_needed() -> None:
    """What is listed about examples is about commands that the server has."""
    kinds = ("before", "refused", "not run", "with a descriptor")
    assert {name for kind in kinds for name in EXAMPLES[kind]} <= set(_commands())
    used = {step for steps in EXAMPLES["before"].values() for step in steps}
    assert used == set(EXAMPLES["steps"])


def _machine(folder: Path) -> list[str]:
    """A machine with what examples talk about."""
    lines = (HERE / "machine.txt").read_text().split("\n")
    options = [line for line in lines if line and not line.startswith("#")]
    words = " ".join(options).split()
    return [word.replace("$FOLDER", str(folder)) for word in words]


def _settle(server: QmpServer) -> None:
    """Wait until no job is at work; one that is paused before it is ready is about to go on."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        jobs = server.returned("query-jobs")
        if all(job["status"] in AT_REST for job in jobs):
            return
        time.sleep(0.005)
    raise AssertionError(jobs)


def _placed(value: Any, folder: Path) -> Any:
    """A request with its files in the folder."""
    if isinstance(value, dict):
        return {key: _placed(item, folder) for key, item in value.items()}
    if isinstance(value, list):
        return [_placed(item, folder) for item in value]
    if isinstance(value, str):
        return re.sub(r"(?<!\w)/(srv|run)/", rf"{folder}/\1/", value)
    return value
