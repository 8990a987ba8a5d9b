# SPDX-License-Identifier: MIT
"""The program that measures: it does measure, whatever the figures are."""

from __future__ import annotations

import subprocess
import sys

import pytest
from package_source import CHECKOUT

from benchmarks.__main__ import PARTS, line
from benchmarks.measure import START, Cost, Row, cost, over, time


def test_a_part_alone() -> None:
    """A table: what it says first, a start, and a row for each thing."""
    command = [sys.executable, "-m", "benchmarks", "servers"]
    done = subprocess.run(
        command, cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    head, _, start, *rows = done.stdout.splitlines()
    assert len({len(line) for line in (head, start, *rows)}) == 1
    assert [line.split()[1] for line in (head, start, *rows)] == [
        "what",
        "a",
        "call",
        "complete,",
    ]
    assert start.split("|")[3].strip() == "1.0"


def test_help_names_the_parts() -> None:
    """Who wants some rows only can ask for them."""
    command = [sys.executable, "-m", "benchmarks", "--help"]
    told = subprocess.check_output(command, cwd=CHECKOUT, text=True)
    assert all(part in told for part in PARTS)


def test_a_cost() -> None:
    """Time and memory are those of the command, not of who asks."""
    ballast = bytearray(100 << 20)
    ballast[:] = b"x" * len(ballast)
    start = cost(START, runs=3)
    assert start.seconds > 0
    assert 1 < start.mebibytes < 100
    hungry = cost((*START[:-1], "x = b'x' * (200 << 20)"), runs=1)
    assert over(hungry, start).mebibytes > 200
    assert hungry.seconds > over(hungry, start).seconds


def test_a_command_that_fails() -> None:
    """Is no measurement."""
    with pytest.raises(RuntimeError, match="it fails"):
        cost((*START[:-1], "raise SystemExit(2)"), runs=1)


def test_a_function() -> None:
    """It is called once more often than it is timed."""
    calls: list[int] = []
    assert time(lambda: calls.append(1), runs=3).seconds > 0
    assert len(calls) == 4


def test_rows() -> None:
    """What could not be measured says why; what has no memory of its own shows none."""
    start = Cost(0.01, 9)
    cells = [
        cell.strip() for cell in line(Row("a", None, "none here"), start).split("|")
    ]
    assert cells[1:-1] == ["a", "", "", "", "none here"]
    cells = [cell.strip() for cell in line(Row("b", Cost(0.025)), start).split("|")]
    assert cells[1:-1] == ["b", "25", "2.5", "", ""]
