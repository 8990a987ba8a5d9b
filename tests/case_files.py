# SPDX-License-Identifier: MIT
"""Test cases as files: a schema, how it is to be checked, and the findings expected of it.

A case is a file ``cases/<code>/<what-it-shows>.json``, or a folder of that name
with a root ``main.json``. Its last comment block, below a line ``# ---``, is the
expected text; the compiler never sees that block. The first lines may be
``# edition: RELEASE``, ``# flags: …`` and ``# verb: …``, which is `check` if left out.
"""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from package_source import CHECKOUT

CASES = CHECKOUT / "tests" / "cases"
ROOT = "main.json"
PROJECT = "pyproject.toml"
SEPARATOR = b"# ---\n"
DIRECTIVE = re.compile(r"# (edition|flags|verb): (.*)")


class Case(NamedTuple):
    """One case: its code, and the file or folder that it is."""

    code: str
    path: Path

    @property
    def name(self) -> str:
        """As shown by pytest."""
        return f"{self.code}/{self.path.stem}"

    @property
    def main(self) -> Path:
        """The file that holds the expectation: the schema, or a project that names one."""
        if not self.path.is_dir():
            return self.path
        project = self.path / PROJECT
        return project if project.exists() else self.path / ROOT

    def arguments(self) -> list[str]:
        """What `qapigen` is given: a verb, the schema, and more."""
        given = ["check"] + [self.main.name] * (self.main.name != PROJECT)
        for line in self.schema().decode(errors="replace").splitlines():
            directive = DIRECTIVE.fullmatch(line)
            if directive is None:
                break
            kind, value = directive.groups()
            if kind == "verb":
                given[0] = value
            else:
                given += (
                    ["--edition", value] if kind == "edition" else shlex.split(value)
                )
        return given

    def schema(self) -> bytes:
        """What the compiler reads."""
        return self.main.read_bytes().partition(SEPARATOR)[0]

    def expected(self) -> str:
        """The expected text."""
        block = self.main.read_bytes().partition(SEPARATOR)[2].decode()
        return "".join(line[2:] + "\n" for line in block.splitlines())

    def write(self, text: str) -> None:
        """Replace the expectation."""
        block = "".join(f"# {line}".rstrip() + "\n" for line in text.splitlines())
        self.main.write_bytes(self.schema() + SEPARATOR + block.encode())

    def copy_to(self, folder: Path) -> None:
        """Lay out what the compiler reads, without the expectation, in an empty folder."""
        if self.path.is_dir():
            shutil.copytree(self.path, folder, dirs_exist_ok=True, symlinks=True)
        (folder / self.main.name).write_bytes(self.schema())


def all_cases() -> Iterator[Case]:
    """Every case, sorted."""
    for folder in sorted(CASES.iterdir()):
        for path in sorted(folder.iterdir()):
            yield Case(folder.name, path)
