# SPDX-License-Identifier: MIT
"""The program `qapigen`: start fast, end cleanly."""

from __future__ import annotations

import gc
import os
import sys

INTERRUPTED = 130
BROKEN_PIPE = 141


def main() -> None:
    """Run the command line and leave with its exit status."""
    # One run makes many objects and few cycles, then ends: collecting only costs time.
    gc.disable()
    try:
        from qapigen.cli.program import run

        status = run(sys.argv[1:])
        sys.stdout.flush()
    except KeyboardInterrupt:
        status = INTERRUPTED
    except BrokenPipeError:
        # Who read our output has left; what Python would still flush goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = BROKEN_PIPE
    sys.exit(status)


if __name__ == "__main__":
    main()
