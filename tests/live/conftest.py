# SPDX-License-Identifier: MIT
"""A machine of QEMU, and `qapigen call` to talk to it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from calling import Done, Run
from listening import machine

from qapigen.cli.program import run


@pytest.fixture(name="call")
def _call(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Run `qapigen call`, with a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def call(*arguments: str) -> Done:
        capsys.readouterr()
        status = run(["call", *arguments])
        return Done(status, *capsys.readouterr())

    return call


@pytest.fixture(name="folder", scope="module")
def _folder() -> Iterator[Path]:
    """A folder with a name short enough for sockets."""
    with tempfile.TemporaryDirectory(prefix="qtalk") as folder:
        yield Path(folder)


@pytest.fixture(name="vm", scope="module")
def _vm(folder: Path) -> Iterator[str]:
    """The address of a machine."""
    with machine(folder, "pc,accel=tcg") as (address,):
        yield address
