# SPDX-License-Identifier: MIT
"""A program on a pseudo-terminal, for tests that type and look."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

SECONDS = 20.0
COLUMNS = 80
_CONTROLS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[()][A-Z0-9]|\x1b[=>]|\r")


class Terminal:
    """The user's side: what is typed, and what has been drawn, without controls and raw."""

    def __init__(self, descriptor: int, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self.drawn = self.raw = ""
        self._descriptor = descriptor
        self._seen = 0

    def type(self, text: str) -> None:
        """Press keys."""
        os.write(self._descriptor, text.encode())

    def expect(self, text: str, seconds: float = SECONDS) -> str:
        """Wait until the text has been drawn since the last time; what came up to it."""
        end = time.monotonic() + seconds
        while text not in self.drawn[self._seen :]:
            left = end - time.monotonic()
            assert left > 0, f"no {text!r} in {self.drawn[self._seen :]!r}"
            if not self._read(left):
                break
        found = self.drawn.find(text, self._seen)
        assert found >= 0, f"no {text!r}, and the end: {self.drawn[self._seen :]!r}"
        before = self.drawn[self._seen : found]
        self._seen = found + len(text)
        return before

    def settle(self) -> None:
        """Wait until nothing is drawn any more: keys typed earlier might get lost."""
        while self._read(1.0):
            pass

    def resize(self, rows: int, columns: int) -> None:
        """Give the terminal another size, and say so."""
        size = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(self._descriptor, termios.TIOCSWINSZ, size)
        self.process.send_signal(signal.SIGWINCH)

    def status(self) -> int:
        """Wait for the end of the program; its exit status."""
        end = time.monotonic() + SECONDS
        while self.process.poll() is None:
            assert time.monotonic() < end, f"does not end: {self.drawn[-500:]!r}"
            self._read(0.05)
        while self._read(0.05):
            pass
        return self.process.returncode

    def _read(self, seconds: float) -> bool:
        """Take in what was drawn; False at the end, or where nothing came."""
        if not select.select([self._descriptor], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._descriptor, 65536).decode(errors="replace")
        except OSError:
            return False
        self.raw += data
        # A terminal says where its cursor is when it is asked.
        if "\x1b[6n" in data:
            self.type("\x1b[1;1R")
        self.raw += data
        self.drawn += _CONTROLS.sub("", data)
        return bool(data)


@contextmanager
def terminal(
    command: Sequence[str], pass_fds: Sequence[int] = (), kind: str = "xterm"
) -> Iterator[Terminal]:
    """The program on a terminal of 80 columns; it is gone afterwards."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, COLUMNS, 0, 0))
    process = subprocess.Popen(
        command,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": kind},
        pass_fds=pass_fds,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    )
    os.close(theirs)
    try:
        yield Terminal(ours, process)
    finally:
        process.kill()
        process.wait()
        os.close(ours)
