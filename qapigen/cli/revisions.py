# SPDX-License-Identifier: MIT
"""Files of a revision in a git repository, read without touching the work tree."""

from __future__ import annotations

import subprocess
from pathlib import PurePosixPath
from posixpath import normpath
from types import TracebackType
from typing import IO

PREFIX = "git:"


class Revision:
    """The files of one revision; their paths begin with `git:REV:/`."""

    def __init__(self, name: str) -> None:
        """Look up the revision once, so that all files are of the same one.

        Raises OSError, also where there is no git, no repository or no such revision.
        """
        self.name = name
        self.tree = _git(
            "rev-parse", "--verify", "--end-of-options", f"{name}^{{tree}}"
        )
        self._process = subprocess.Popen(
            ["git", "cat-file", "--batch", "--follow-symlinks"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def __enter__(self) -> Revision:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        # Waits for the process, which ends with its input.
        self._process.communicate()

    def path(self, path: str) -> str:
        """How a file is called here and in findings; `./` leads from the current folder."""
        if path.startswith(("./", "../")):
            path = f"{_git('rev-parse', '--show-prefix')}{path}"
        return f"{PREFIX}{self.name}:/{normpath(path)}"

    def read(self, path: str) -> bytes:
        """The content of a file. Raises OSError or ValueError."""
        inside = normpath(path.removeprefix(f"{PREFIX}{self.name}:/"))
        if "\n" in inside or PurePosixPath(inside).parts[:1] == ("..",):
            raise ValueError("outside the repository")
        stdin, stdout = _pipes(self._process)
        stdin.write(f"{self.tree}:{inside}\n".encode(errors="surrogateescape"))
        stdin.flush()
        header = stdout.readline().rstrip(b"\n")
        if header.endswith((b" missing", b" ambiguous")):
            raise FileNotFoundError("no such file in the revision")
        *_, kind, size = header.split()
        content = stdout.read(int(size))
        stdout.read(1)
        if kind != b"blob":
            # A folder, or a symbolic link that leads nowhere: told with its content.
            raise FileNotFoundError("no file in the revision")
        return content


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    assert process.stdin is not None
    assert process.stdout is not None
    return process.stdin, process.stdout


def _git(*arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], capture_output=True, text=True, check=False
    )
    if done.returncode:
        reason = done.stderr.strip().splitlines() or ["git fails"]
        raise OSError(reason[-1])
    return done.stdout.strip()
