# SPDX-License-Identifier: MIT
"""Small schemas and the releases that accept each, as QEMU's own generator decides."""

from __future__ import annotations

from pathlib import Path

import pytest

from qapigen.cli.program import run
from qapigen.compiler import compile_schema
from qapigen.diagnostics.diagnostic import Severity
from qapigen.editions import EDITIONS, NEVER, TEXT_COLUMN_INDENT, Lifetime, since, until

BLOCKS = "##\n# @Aa:\n#\n# @a: x\n#\n# {}y\n#\n# @b: z\n##\n"
STRUCT = "{ 'struct': 'Aa', 'data': { 'a': 'int', 'b': 'int' } }"
UNION = "{ 'union': 'U', 'base': '', 'discriminator': 'e', 'data': { 'a': 'S' } }"
ENUM = "{ 'enum': 'E', 'data': ['a'] } { 'struct': 'Sa', 'data': {} } "

VERDICTS = [
    ("{ 'command': 'a', 'returns': '' }", since("4.2")),
    ("{ 'command': 'a', 'data': '' }", since("4.2")),
    ("{ 'event': 'A', 'data': '' }", since("4.2")),
    ("{ 'struct': 'Sa', 'base': '', 'data': {} }", since("4.2")),
    ("{ 'command': 'a', 'data': '', 'boxed': true }", NEVER),
    (ENUM + UNION, NEVER),
    ("{ 'struct': 'Sa', 'data': { 'a': '' } }", NEVER),
    ("{ 'struct': 'Sa', 'data': { 'a': [''] } }", NEVER),
    ("{ 'command': 'a', 'returns': [''] }", NEVER),
    ("{ 'command': 'a', 'data': { 'b': '' } }", NEVER),
    ("{ 'alternate': 'A', 'data': { 'a': '', 'b': 'int' } }", NEVER),
    ("{ 'struct': 'Sa', 'data': { '*has-x': 'int' } }", until("5.2")),
    ("{ 'command': 'a', 'data': { '*has_x': 'int' } }", until("5.2")),
    ("{ 'struct': 'Sa', 'data': { '*u': 'int' } }", until("5.2")),
    ("{ 'struct': 'Sa', 'data': { 'has-x': 'int' } }", NEVER),
    ("{ 'struct': 'Sa', 'data': { 'u': 'int' } }", NEVER),
    *(
        (BLOCKS.format(blank) + STRUCT, ~TEXT_COLUMN_INDENT)
        for blank in ("\t", "\f", "\xa0", " ")
    ),
]


@pytest.mark.parametrize(("schema", "accepted_by"), VERDICTS)
def test_verdicts(schema: str, accepted_by: Lifetime, tmp_path: Path) -> None:
    """Each release accepts or refuses it."""
    path = tmp_path / "main.json"
    path.write_text(schema + "\n", encoding="utf-8")
    for edition in EDITIONS:
        findings = compile_schema(str(path), edition).findings
        errors = [f.message for f in findings if f.severity is Severity.ERROR]
        assert (not errors) == (edition in accepted_by), (edition.name, errors)


@pytest.mark.parametrize(("verb", "status"), [("introspect", 1), ("history", 2)])
@pytest.mark.parametrize(("schema", "accepted_by"), VERDICTS)
def test_verbs(
    schema: str, accepted_by: Lifetime, verb: str, status: int, tmp_path: Path
) -> None:
    """What a release accepts, other verbs can use; what all refuse ends with findings."""
    path = tmp_path / "main.json"
    path.write_text(schema + "\n", encoding="utf-8")
    assert run([verb, str(path)]) == (0 if accepted_by else status)


def test_place_past_the_end(tmp_path: Path) -> None:
    """A comment without an end has its findings within the file."""
    path = tmp_path / "main.json"
    path.write_text("##\n# @a:\n#\n# x\n#\n# @bus:\n", encoding="utf-8")
    for edition in EDITIONS:
        for finding in compile_schema(str(path), edition).findings:
            assert finding.span.line <= 6
