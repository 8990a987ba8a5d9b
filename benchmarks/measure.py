# SPDX-License-Identifier: MIT
"""Time and peak memory of a command, over several runs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

START = (sys.executable, "-I", "-c", "pass")
QAPIGEN = (sys.executable, "-I", str(Path(sys.executable).with_name("qapigen")))


class Cost(NamedTuple):
    """What a command took: the median time in seconds, the greatest peak in MiB."""

    seconds: float
    mebibytes: float


def cost(command: tuple[str, ...], runs: int = 11) -> Cost:
    """The cost of a command; a first run, which fills caches, does not count."""
    _run(command)
    measured = [_run(command) for _ in range(runs)]
    return Cost(median(m.seconds for m in measured), max(m.mebibytes for m in measured))


def _run(command: tuple[str, ...]) -> Cost:
    # Without its cache of compiled modules every import would be a cold one.
    environment = {
        k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"
    }
    begin = perf_counter()
    process = subprocess.Popen(
        command,
        # Where no project has anything to say.
        cwd="/",
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, _, usage = os.wait4(process.pid, 0)
    seconds = perf_counter() - begin
    # The process is gone; Popen need not wait for it again.
    process.returncode = 0
    return Cost(seconds, usage.ru_maxrss / 1024)
