# SPDX-License-Identifier: MIT
"""The embedded schema by itself, and against the release whose language it is in."""

from __future__ import annotations

from functools import cache

from conftest import missing
from corpus import Release
from served_schema import not_served

from qapigen.backends.introspection import introspect
from qapigen.compiler import compile_schema
from qapigen.diagnostics.diagnostic import Severity
from qapigen.schema.schema import Schema
from qapigen.shipped import EMBEDDED_SCHEMA, shipped


@cache
def embedded() -> Schema:
    """The schema that comes with qapigen."""
    compilation = compile_schema(str(shipped("schema") / EMBEDDED_SCHEMA))
    errors = [f for f in compilation.findings if f.code.severity is Severity.ERROR]
    assert not errors
    return compilation.schema


def test_every_command_and_event_has_an_example() -> None:
    """What goes over the wire is shown."""
    for definition in (*embedded().commands, *embedded().events):
        assert definition.comment is not None
        assert "# .. qmp-example::\n" in definition.comment.span.text, definition.name


def test_it_says_what_its_release_says(qemu_releases: list[Release]) -> None:
    """Names, types and what is optional are those of QEMU's own schema."""
    for release in qemu_releases:
        if release.edition == embedded().edition:
            root = next(release.roots())
            break
    else:
        missing(f"no schemas of QEMU {embedded().edition}")
    theirs = compile_schema(str(root)).schema
    differences = not_served(
        introspect(embedded(), unmask=True), introspect(theirs, unmask=True)
    )
    assert not differences
