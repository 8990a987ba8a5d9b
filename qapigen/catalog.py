# SPDX-License-Identifier: MIT
"""Every code in one mapping: for `explain`, the index page, and names given by users."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import NamedTuple, Protocol

from qapigen.diagnostics.diagnostic import Code
from qapigen.diagnostics.suggestions import did_you_mean
from qapigen.shipped import shipped

# The modules that declare codes. A test finds one that is missing here.
DECLARING = (
    "qapigen.backends.docs.complaints",
    "qapigen.backends.python.clashes",
    "qapigen.diagnostics.ignores",
    "qapigen.syntax.doc_errors",
    "qapigen.syntax.errors",
    "qapigen.syntax.json_errors",
    "qapigen.schema.errors",
    "qapigen.examples.errors",
    "qapigen.rules.alternates",
    "qapigen.rules.commands",
    "qapigen.rules.documentation",
    "qapigen.rules.exceptions",
    "qapigen.rules.features",
    "qapigen.rules.members",
    "qapigen.rules.naming",
    "qapigen.rules.reachability",
    "qapigen.rules.references",
    "qapigen.rules.types",
    "qapigen.rules.unions",
)

CASE_SEPARATOR = "# ---\n"

# Codes of old, and what became of them, so that they can still be looked up.
RENAMED: Mapping[str, str] = {}


@cache
def codes() -> Mapping[str, Code]:
    """All codes by name, sorted."""
    found = {}
    for name in DECLARING:
        for value in vars(import_module(name)).values():
            if isinstance(value, Code):
                found[value.name] = value
    return dict(sorted(found.items()))


def find_code(name: str) -> tuple[Code | None, str | None]:
    """The code of that name, by its present or an old one; else None and advice."""
    known = codes()
    code = known.get(RENAMED.get(name, name))
    if code is not None:
        return code, None
    return None, did_you_mean(name, known) or "'qapigen explain' lists them all"


class HasMessage(Protocol):
    """What has a message with facts in it: a code, or a kind of change."""

    @property
    def message(self) -> str:
        """The template."""
        ...


def headline(code: HasMessage) -> str:
    """The message of a code with its facts left open."""
    return re.sub(r"\{\w+\}", "…", code.message)


class Example(NamedTuple):
    """A schema that shows a fault, and what is said about it: a test case."""

    schema: str
    rendering: str


def example(code: Code) -> Example | None:
    """The first test case of a code that is a single file."""
    for path in sorted((shipped("cases") / code.name).glob("*.json")):
        if path.is_file():
            return split_case(path.read_text(encoding="utf-8", errors="replace"))
    return None


def split_case(text: str) -> Example:
    """A case's schema and the rendering that its trailing comment block expects."""
    schema, _, block = text.partition(CASE_SEPARATOR)
    lines = (line.removeprefix("#").removeprefix(" ") for line in block.splitlines())
    return Example(schema, "".join(f"{line}\n" for line in lines))
