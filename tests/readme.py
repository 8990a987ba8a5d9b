# SPDX-License-Identifier: MIT
"""What the README tells people to type, and what it says they will see."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from typing import NamedTuple

from package_source import CHECKOUT

README = (CHECKOUT / "README.md").read_text(encoding="utf-8")


class Step(NamedTuple):
    """A command line, its words, and what the README shows below it."""

    line: str
    shown: str

    @property
    def words(self) -> list[str]:
        """The words, as a shell cuts them."""
        return shlex.split(self.line, comments=True)


def blocks(language: str) -> list[str]:
    """The blocks of code in a language."""
    pattern = rf"^```{language}\n(.*?)^```$"
    return re.findall(pattern, README, re.MULTILINE | re.DOTALL)


def steps() -> Iterator[Step]:
    """Every command of the README; what follows a line's backslash belongs to it."""
    for block in blocks("console"):
        for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, _, shown = step.replace("\\\n", "").partition("\n")
            yield Step(line, shown)


def program(first_import: str) -> str:
    """The one program that imports this."""
    [found] = [text for text in blocks("python") if first_import in text]
    return found
