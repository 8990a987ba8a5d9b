# SPDX-License-Identifier: MIT
"""Schemas given as text, compared: for tests of what a change is."""

from __future__ import annotations

from qapigen.compatibility.change import Change
from qapigen.compatibility.comparison import compare
from qapigen.compiler import compile_schema
from qapigen.diagnostics.diagnostic import Severity
from qapigen.editions import Edition
from qapigen.schema.wire import Wire, wire_of


def wire(text: str, edition: Edition | None = None) -> Wire:
    """The wire of a schema, which must be without errors."""
    compilation = compile_schema("main.json", edition, lambda _: text.encode())
    errors = [
        finding.message
        for finding in compilation.findings
        if finding.severity is Severity.ERROR
    ]
    assert not errors, f"{errors} in:\n{text}"
    return wire_of(compilation.schema)


def changes(old: str, new: str) -> list[Change]:
    """What changed from one text to the other."""
    return compare(wire(old), wire(new))


def verdicts(found: list[Change]) -> list[str]:
    """Each change in one line: severity, direction, kind and path."""
    return [f"{c.severity} {c.direction.value} {c.kind.name} {c.where}" for c in found]
