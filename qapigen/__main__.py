# SPDX-License-Identifier: MIT
"""The program `qapigen`: start fast, end cleanly."""

from __future__ import annotations

import gc
import sys

INTERRUPTED = 130


def main() -> None:
    """Run the command line and leave with its exit status."""
    # One run makes many objects and few cycles, then ends: collecting only costs time.
    gc.disable()
    try:
        from qapigen.cli.program import run

        status = run(sys.argv[1:])
    except KeyboardInterrupt:
        status = INTERRUPTED
    sys.exit(status)


if __name__ == "__main__":
    main()
