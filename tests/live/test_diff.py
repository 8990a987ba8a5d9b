# SPDX-License-Identifier: MIT
"""Schemas of releases against servers of one of them, as they really answer."""

from __future__ import annotations

import json
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import missing
from corpus import shared_folder
from qmp_server import PROGRAM, is_installed
from servers import STORAGE_DAEMON, binary, ended

from qapigen.cli.program import run

pytestmark = pytest.mark.live

# The server that is installed, and the folders of schemas to hold against it.
SERVED, BEFORE, AFTER = "7.2.0", "6.2.0", "9.0.0"
SYMBOLS = "live/introspection/symbols-{}.json"
MAIN, DAEMON = "qapi/qapi-schema.json", "storage-daemon/qapi/qapi-schema.json"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The address of a system emulator, if it is of the release that is expected."""
    if not is_installed():
        missing(f"no {PROGRAM}")
    version = subprocess.run(
        [PROGRAM, "--version"], capture_output=True, text=True, check=True
    ).stdout
    if f"version {SERVED.removesuffix('.0')}." not in version:
        missing(f"{PROGRAM} is not of {SERVED}: {version.splitlines()[0]}")
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/qmp"
        command = [PROGRAM, "-machine", "none", "-nodefaults", "-no-user-config"]
        command += ["-display", "none", "-S"]
        command += ["-qmp", f"unix:{path},server=on,wait=off"]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
        with ended(process):
            yield from _when_there(path)


@pytest.fixture(scope="module")
def daemon_address() -> Iterator[str]:
    """The address of a storage daemon."""
    program = binary(STORAGE_DAEMON)
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/qmp"
        chardev = f"socket,id=m,path={path},server=on,wait=off"
        command = [program, "--chardev", chardev, "--monitor", "chardev=m"]
        with ended(subprocess.Popen(command, stdin=subprocess.DEVNULL)):
            yield from _when_there(path)


def _when_there(path: str) -> Iterator[str]:
    for _ in range(500):
        if Path(path).exists():
            break
        time.sleep(0.02)
    yield f"unix:{path}"


def _schema(shared: Path, release: str, root: str = MAIN) -> str:
    return str(shared / "qemu" / release / root)


def _symbols(program: str) -> tuple[str, str]:
    return "--symbols", str(shared_folder() / SYMBOLS.format(program))


def _changes(
    capsys: pytest.CaptureFixture[str], *arguments: str
) -> tuple[int, dict[str, str]]:
    """The status, and the severity of each change by its path."""
    status = run(["diff", "--format", "json", *arguments])
    lines = capsys.readouterr().out.splitlines()
    found = [json.loads(line) for line in lines]
    return status, {change["path"]: change["severity"] for change in found}


def test_its_own_schema_has_no_difference(
    shared: Path, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """In both directions, with the symbols that the server was built with."""
    schema = _schema(shared, SERVED)
    assert _changes(capsys, schema, address, *_symbols(PROGRAM)) == (0, {})
    assert _changes(capsys, address, schema, *_symbols(PROGRAM)) == (0, {})


def test_a_storage_daemon_has_no_difference_to_its_own_schema(
    shared: Path, daemon_address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """It has a schema and symbols of its own."""
    schema = _schema(shared, SERVED, DAEMON)
    symbols = _symbols(STORAGE_DAEMON)
    assert _changes(capsys, schema, daemon_address, *symbols) == (0, {})


def test_a_saved_answer_has_no_difference(
    shared: Path, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whichever machine it was asked of."""
    saved = shared / "live/introspection/live-qemu-system-x86_64-q35-tcg.json"
    assert _changes(capsys, str(saved), address) == (0, {})


def test_without_symbols_nothing_conditional_counts_as_broken(
    shared: Path, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the server was built without may be missing; it is told, but as a risk."""
    status, found = _changes(capsys, _schema(shared, SERVED), address)
    assert status == 0
    assert set(found.values()) == {"risky"}


def test_an_older_schema_against_it(
    shared: Path, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a client of that release will find."""
    arguments = (_schema(shared, BEFORE), address, *_symbols(PROGRAM))
    status, found = _changes(capsys, *arguments)
    assert status == 1
    breaks = [path for path, severity in found.items() if severity == "breaking"]
    gone = "blockdev-add.arguments.driver=blkdebug.take-child-perms[]=graph-mod"
    assert breaks == [gone]
    assert found["set_password.arguments.protocol"] == "risky"


def test_a_newer_schema_against_it(
    shared: Path, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What an update of the server will bring."""
    arguments = (address, _schema(shared, AFTER), *_symbols(PROGRAM))
    status, found = _changes(capsys, *arguments)
    assert status == 1
    breaks = {path for path, severity in found.items() if severity == "breaking"}
    assert breaks == {
        "query-sgx.returns.section-size",
        "query-status.returns.singlestep",
        "x-query-profile",
    }
    assert found["migrate.arguments.uri"] == "compatible"


def test_a_busy_server_is_no_clean_result(
    shared: Path, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another client holds it: status 3, and a reason."""
    with socket.socket(socket.AF_UNIX) as other:
        other.connect(address.removeprefix("unix:"))
        other.recv(1)
        assert run(["diff", _schema(shared, SERVED), address]) == 3
    output = capsys.readouterr()
    assert output.out == ""
    assert "no greeting" in output.err
