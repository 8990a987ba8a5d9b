# SPDX-License-Identifier: MIT
"""qapigen as others get it: installed into an environment that has only what it asks for."""

from __future__ import annotations

import subprocess
import sys
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import NamedTuple

from package_source import CHECKOUT

INSTALL = ["pip", "install", "."]
"""What the README says."""


class Installation(NamedTuple):
    """A folder with the wheel, the sdist, and the environment."""

    folder: Path

    @property
    def wheel(self) -> Path:
        """The wheel, built from the checkout."""
        return next(self.folder.glob("*.whl"))

    @property
    def sdist(self) -> Path:
        """The source distribution."""
        return next(self.folder.glob("*.tar.gz"))

    @property
    def python(self) -> str:
        """The environment's interpreter."""
        return str(self.folder / "environment" / "bin" / "python")

    def run(self, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        """Run that interpreter, far from the checkout."""
        return subprocess.run(
            [self.python, "-I", *arguments],
            capture_output=True,
            text=True,
            cwd=cwd,
            timeout=300,
            check=False,
        )


def install(folder: Path) -> Installation:
    """Build and install into a folder, unless another process of this run has done it."""
    folder.mkdir(exist_ok=True)
    made = Installation(folder)
    with open(folder / "lock", "w", encoding="utf-8") as lock:
        flock(lock, LOCK_EX)
        if not (folder / "done").exists():
            build(CHECKOUT, folder)
            environment = str(folder / "environment")
            subprocess.run([sys.executable, "-m", "venv", environment], check=True)
            subprocess.run(
                [made.python, "-m", *INSTALL, "--quiet"], cwd=CHECKOUT, check=True
            )
            (folder / "done").touch()
    return made


def build(source: Path, folder: Path) -> None:
    """Make a wheel and a source distribution."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(folder)],
        cwd=source,
        check=True,
        capture_output=True,
    )
