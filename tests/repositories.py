# SPDX-License-Identifier: MIT
"""Small git repositories for tests, made in a temporary folder."""

from __future__ import annotations

import subprocess
from pathlib import Path


class Repository:
    """A git repository with a work tree; its first branch is called `master`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "master")

    def git(self, *arguments: str) -> str:
        """What a git command prints; the test fails where the command does."""
        identity = ("-c", "user.name=a", "-c", "user.email=a@localhost")
        command = ["git", "-C", str(self.folder), *identity, *arguments]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    def commit(self, **files: str) -> None:
        """Write files, called `name.json` by the name of the argument, and commit everything."""
        for name, text in files.items():
            path = self.folder / f"{name}.json"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "change")
