# SPDX-License-Identifier: MIT
"""Only regular files are read, and no more of them than the limit."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from qapigen.cli.program import run
from qapigen.regular_files import (
    FileTooLargeError,
    NotRegularFileError,
    is_stream_path,
    read_regular_file,
    read_stream,
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one path of each type that is not a regular file."""
    monkeypatch.chdir(tmp_path)
    os.mkfifo("fifo")
    os.mkdir("directory")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
    os.symlink("/dev/zero", "device")
    return tmp_path


IRREGULAR = {
    "fifo": "is a FIFO, not a regular file",
    "directory": "is a directory, not a regular file",
    "socket": "is a socket, not a regular file",
    "device": "is a character device, not a regular file",
}


@pytest.mark.parametrize("name", IRREGULAR)
def test_other_types_are_refused(name: str) -> None:
    """The type is the reason, and nothing is waited for."""
    with pytest.raises(NotRegularFileError) as caught:
        read_regular_file(name, 100)
    assert caught.value.strerror == IRREGULAR[name]


@pytest.mark.parametrize(
    ("verb", "name"),
    [
        (verb, name)
        for verb in ("check", "introspect", "history", "diff s", "examples check")
        for name in IRREGULAR
        # A side of a comparison may be a folder: the schema is looked for inside it.
        if name != "directory" or verb not in ("history", "diff s")
    ],
)
def test_roots_of_other_types(
    verb: str, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """Each verb says in one line what a root is that it cannot read."""
    Path("s").write_text("{ 'command': 'stop' }\n", encoding="utf-8")
    assert run([*verb.split(), name]) in (1, 2, 3)
    error = capfd.readouterr().err
    assert error.count("\n") == 1
    assert IRREGULAR[name] in error


@pytest.mark.parametrize("name", IRREGULAR)
def test_includes_of_other_types(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    """An include that names something else is a finding."""
    Path("root.json").write_text(f"{{ 'include': '{name}' }}\n", encoding="utf-8")
    assert run(["check", "root.json", "--format", "concise"]) == 1
    assert f"cannot read '{name}': {IRREGULAR[name]}" in capfd.readouterr().out


def test_limit() -> None:
    """A file of the limit's size is read; one byte more is refused with the limit."""
    Path("four").write_bytes(b"abcd")
    assert read_regular_file("four", 4) == b"abcd"
    with pytest.raises(FileTooLargeError, match="larger than the limit of 3 bytes"):
        read_regular_file("four", 3)
    os.truncate("four", 2**21 + 1)
    with pytest.raises(FileTooLargeError, match="limit of 2 MiB"):
        read_regular_file("four", 2**21)


def test_streams() -> None:
    """`/dev/fd/N` is what the descriptor still holds, and keeps it open."""
    reader, writer = os.pipe()
    os.write(writer, b"{}")
    os.close(writer)
    path = f"/dev/fd/{reader}"
    assert is_stream_path(path)
    assert read_stream(path, 2) == b"{}"
    assert read_stream(path, 2) == b""
    os.close(reader)
    with pytest.raises(OSError, match="Bad file descriptor"):
        read_stream(path, 2)


def test_root_in_a_pipe(capfd: pytest.CaptureFixture[str]) -> None:
    """The root can be a pipe, as a shell's `<(…)` passes it."""
    reader, writer = os.pipe()
    os.write(writer, b"{ 'command': 'stop' }\n")
    os.close(writer)
    assert run(["check", f"/dev/fd/{reader}"]) == 0
    assert "no findings in 1 file" in capfd.readouterr().out
    os.close(reader)
