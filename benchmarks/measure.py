# SPDX-License-Identifier: MIT
"""Time and peak memory of a command, or the time of a function, over several runs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

START = (sys.executable, "-I", "-c", "pass")
_LAUNCHER = str(Path(__file__).with_name("launcher.py"))

QAPIGEN = (sys.executable, "-I", str(Path(sys.executable).with_name("qapigen")))


class Cost(NamedTuple):
    """What something took: the median time in seconds; of processes the greatest peak in MiB."""

    seconds: float
    mebibytes: float = 0


class Row(NamedTuple):
    """A row: what was measured, its cost unless that could not be, and what is asked or lacks."""

    what: str
    cost: Cost | None
    asked: str = ""


def cost(
    command: tuple[str, ...], runs: int = 11, variables: Mapping[str, str] | None = None
) -> Cost:
    """The cost of a command; a first run, which fills caches, does not count.

    Raises RuntimeError where it fails in other ways than by finding something.
    """
    # Without its cache of compiled modules every import would be a cold one.
    environment = {
        k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"
    }
    output = subprocess.run(
        (sys.executable, "-I", "-S", _LAUNCHER, str(runs + 1), *command),
        # Where no project has anything to say.
        cwd="/",
        env={**environment, **(variables or {})},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout
    taken = [line.split() for line in output.splitlines()]
    if {status for _, _, status in taken} - {"0", "1"}:
        raise RuntimeError(f"it fails: {' '.join(command)}")
    counted = taken[1:]
    return Cost(
        median(float(seconds) for seconds, _, _ in counted),
        max(int(kibibytes) for _, kibibytes, _ in counted) / 1024,
    )


def time(function: Callable[[], object], runs: int = 15) -> Cost:
    """What a function takes in this process; a first call does not count."""
    function()
    taken = []
    for _ in range(runs):
        begin = perf_counter()
        function()
        taken.append(perf_counter() - begin)
    return Cost(median(taken))


def over(whole: Cost, floor: Cost) -> Cost:
    """What is left of a cost without another."""
    return Cost(whole.seconds - floor.seconds, whole.mebibytes)
