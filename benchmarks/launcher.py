# SPDX-License-Identifier: MIT
"""Run a command some times and print what each run took: `launcher.py RUNS COMMAND...`.

A process counts the peak of the one that started it as its own, so that one has to be small:
this file is run by itself and imports as little as possible.
"""

import os
import sys
from time import perf_counter

_SILENT = [
    (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
    (os.POSIX_SPAWN_DUP2, 1, 2),
]


def main(runs: int, command: list[str]) -> None:
    """Print a line a run: seconds, peak in KiB, exit status."""
    for _ in range(runs):
        begin = perf_counter()
        process = os.posix_spawn(command[0], command, os.environ, file_actions=_SILENT)
        _, status, usage = os.wait4(process, 0)
        seconds = perf_counter() - begin
        print(seconds, usage.ru_maxrss, os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
