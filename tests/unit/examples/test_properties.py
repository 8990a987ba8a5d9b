# SPDX-License-Identifier: MIT
"""What a schema allows is accepted, and every single mistake is found where it is."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from example_drawing import SCHEMA, laid_out, messages, mutations
from example_messages import read, schema_of
from hypothesis import given
from hypothesis import strategies as st

from qapigen.diagnostics.diagnostic import Diagnostic
from qapigen.examples.judge import MessageJudge


@cache
def _judge() -> MessageJudge:
    with TemporaryDirectory() as folder:
        return MessageJudge(schema_of(SCHEMA, Path(folder)))


def _findings(text: str) -> list[Diagnostic]:
    judge = _judge()
    reading = read(text)
    [command] = judge.schema.commands
    return [*reading.faults, *judge.judge(reading.value, command)]


MESSAGES = st.deferred(lambda: messages(_judge().schema))
INDENTS = st.sampled_from([None, 1])


@given(MESSAGES, INDENTS)
def test_what_the_schema_allows_is_accepted(
    message: dict[str, object], indent: int | None
) -> None:
    """Structs, unions in unions, alternates, enums, arrays, at any depth."""
    assert _findings(laid_out(message, indent)) == []


@given(MESSAGES, INDENTS, st.data())
def test_each_single_mistake_is_found_at_its_token(
    message: dict[str, object], indent: int | None, data: st.DataObject
) -> None:
    """A renamed or absent member, a wrong type, number or value, a comma that is gone."""
    text = laid_out(message, indent)
    candidates = list(mutations(text, read(text).value))
    mutation = data.draw(st.sampled_from(candidates))
    found = [(f.code.name, f.span.start) for f in _findings(mutation.text)]
    if mutation.code == "unknown-member":
        # What was renamed may be missing now.
        found = [(code, at) for code, at in found if code != "example-missing-member"]
    assert found == [(f"example-{mutation.code}", mutation.start)], mutation
