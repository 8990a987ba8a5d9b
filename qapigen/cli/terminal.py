# SPDX-License-Identifier: MIT
"""Standard output and standard error: what they can show, and writing to them."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable

# The exit status where nothing could be said: a wrong command line, an unreadable root.
COULD_NOT_BE_DONE = 2
# As if the signal had ended the program, as it ends others.
BROKEN_PIPE = 141


def prepare_streams() -> None:
    """Let no character fail: what a stream's encoding lacks is written as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def wants_colour() -> bool:
    """Whether standard output is to be coloured: the user's wish, else if it is a terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") != "0":
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def print_lines(lines: Iterable[str], to_error: bool = False) -> None:
    """Write lines to standard output, or to standard error."""
    stream = sys.stderr if to_error else sys.stdout
    try:
        # At once: a stream that is not buffered writes each piece by itself.
        stream.write("".join(f"{line}\n" for line in lines))
        stream.flush()
    except BrokenPipeError as error:
        # Who read our output has left; what Python would still flush goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        raise SystemExit(BROKEN_PIPE) from error
