# SPDX-License-Identifier: MIT
"""Type checkers see the types of the bindings, and every misuse of them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from package_source import CHECKOUT

TYPED = CHECKOUT / "tests" / "typed"
PACKAGES = CHECKOUT / "generated" / "python"
MYPY = (
    "mypy",
    "--strict",
    "--cache-dir",
    "{cache}",
    "--python-executable",
    sys.executable,
)
PYRIGHT = ("pyright", "--pythonpath", sys.executable)
CHECKERS = {"mypy": MYPY, "pyright": PYRIGHT}


@pytest.mark.parametrize("checker", CHECKERS)
def test_uses(checker: str, tmp_path: Path) -> None:
    """Right uses have the types that are asserted."""
    assert _errors(checker, "uses.py", tmp_path) == set()


@pytest.mark.parametrize("checker", CHECKERS)
def test_misuses(checker: str, tmp_path: Path) -> None:
    """Each wrong line is an error, and no other."""
    lines = (TYPED / "misuses.py").read_text(encoding="utf-8").splitlines()
    marked = {number for number, line in enumerate(lines, 1) if "# error:" in line}
    assert _errors(checker, "misuses.py", tmp_path) == marked


def _errors(checker: str, name: str, folder: Path) -> set[int]:
    """The lines of a file of typed uses in which a checker finds errors."""
    (folder / name).write_bytes((TYPED / name).read_bytes())
    (folder / "qmp").symlink_to(PACKAGES / "qmp")
    command = [word.format(cache=folder / "cache") for word in CHECKERS[checker]]
    done = subprocess.run(
        [sys.executable, "-m", *command, name],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    found = re.findall(rf"{re.escape(name)}:(\d+)(?::\d+)?(?: -|:) error", done.stdout)
    assert bool(found) == bool(done.returncode), done.stdout
    return set(map(int, found))
