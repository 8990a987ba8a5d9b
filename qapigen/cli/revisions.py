# SPDX-License-Identifier: MIT
"""Files of a revision in a git repository, read without touching the work tree."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import PurePosixPath
from posixpath import normpath
from types import TracebackType
from typing import IO, NamedTuple

from qapigen.cli.git import GitError, git, merge_base, missing_commits, object_name

PREFIX = "git:"
HEAD = "HEAD"
DOTS = "..."
# Braces may hold a colon, as in `HEAD^{/fix: it}` and `main@{10:00}`.
_NAME = re.compile(r"git:((?:\{[^}]*\}|[^:{])+)(?::(.+))?", re.DOTALL)


class RevisionName(NamedTuple):
    """`git:REV:path`, `git:REV`, or with three dots `git:REV...`, taken apart.

    The path is None where none is given.
    """

    revision: str
    path: str | None


def revision_name(text: str) -> RevisionName:
    """The parts of a name that begins with `git:`. Raises ValueError where it is none."""
    match = _NAME.fullmatch(text)
    if match is None or match[1].startswith(DOTS):
        raise ValueError("write git:REV, git:REV... or git:REV:path")
    if ".." in match[1].replace(DOTS, ""):
        raise ValueError("write three dots, git:REV..., for the merge base with HEAD")
    return RevisionName(match[1], match[2])


def hint_at_divergence(folder: str, old: str, new: str) -> str | None:
    """Advice where a revision has commits that a later one lacks; None where all is well.

    They would be taken for changes that the later one takes back.
    """
    if DOTS in old or DOTS in new:
        return None
    try:
        count = missing_commits(folder, old, new)
    except GitError:
        return None
    if not count:
        return None
    commits = "1 commit that is" if count == 1 else f"{count} commits that are"
    dotted = f"{PREFIX}{old}{DOTS}{'' if new == HEAD else new}"
    return f"'{old}' has {commits} not in '{new}'; {dotted} leaves them out"


class Revision:
    """The files of one revision; their paths begin with `git:REV:/`."""

    def __init__(self, name: str, folder: str = ".") -> None:
        """Look up a revision in the repository that a folder is in.

        It is looked up once, so that all files are of the same commit. Raises
        GitError where there is no git, no repository or no such revision.
        """
        self.name = name
        self.folder = folder
        one, dots, other = name.partition(DOTS)
        revision = merge_base(folder, one, other or HEAD) if dots else name
        self.tree = object_name(folder, revision, "tree")
        self._process = subprocess.Popen(
            ["git", "-C", folder, "cat-file", "--batch", "--follow-symlinks"],
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
            path = f"{git(self.folder, 'rev-parse', '--show-prefix')}{path}"
        return f"{PREFIX}{self.name}:/{normpath(path).lstrip('/')}"

    def read(self, path: str) -> bytes:
        """The content of a file. Raises OSError or ValueError."""
        inside = normpath(path.removeprefix(f"{PREFIX}{self.name}:/"))
        if PurePosixPath(inside).parts[:1] == ("..",):
            raise ValueError("outside the repository")
        if "\n" in inside:
            raise ValueError("a name with a line break cannot be read from git")
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


def path_in_repository(file: str) -> tuple[str, str]:
    """A folder of the repository that a file is in, and the file's path from its top.

    The file need not exist. Raises GitError where it is in no repository.
    """
    folder, rest = os.path.split(os.path.abspath(file))
    while not os.path.isdir(folder):
        folder, name = os.path.split(folder)
        rest = os.path.join(name, rest)
    return folder, os.path.join(git(folder, "rev-parse", "--show-prefix"), rest)
