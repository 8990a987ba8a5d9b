# SPDX-License-Identifier: MIT
"""The program `qapigen`: start fast, end cleanly."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
from types import FrameType
from typing import NoReturn

INTERRUPTED = 130


def main() -> None:
    """Run the command line and leave with its exit status."""
    # One run makes many objects and few cycles, then ends: collecting only costs time.
    gc.disable()
    signal.signal(signal.SIGTERM, _terminate)
    try:
        from qapigen.cli.program import run

        status = run(sys.argv[1:])
    except KeyboardInterrupt:
        status = INTERRUPTED
    _leave(status)


def _terminate(number: int, _frame: FrameType | None) -> NoReturn:
    """End as after Ctrl-C: files that are half written are removed on the way out."""
    raise SystemExit(128 + number)


def _leave(status: int) -> NoReturn:
    """End at once: to take hundreds of thousands of objects apart one by one helps nobody."""
    with contextlib.suppress(OSError):
        # Whoever read our output may have left; there is nothing more to tell then.
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    main()
