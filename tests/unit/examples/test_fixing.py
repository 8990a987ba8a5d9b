# SPDX-License-Identifier: MIT
"""What is mechanical is mended; what takes a decision is left to people."""

from __future__ import annotations

from pathlib import Path

import pytest
from example_messages import schema_of

from qapigen.diagnostics.diagnostic import Severity
from qapigen.examples.check import judge_examples
from qapigen.examples.fixing import encoded_like, fixed

SCHEMA = """
##
# @paint:
#
# @colour: which
#
# @speed: how fast
#
# .. qmp-example::
#
#     -> {}
#     <- {{ "return": {{}} }}
##
{{ 'command': 'paint', 'data': {{ 'colour': 'Colour', '*speed': 'int' }} }}

##
# @Colour:
#
# @red: as blood
#
# @blue: as the sky
##
{{ 'enum': 'Colour', 'data': [ 'red', 'blue' ] }}
"""
RIGHT = '{ "execute": "paint", "arguments": { "colour": "blue", "speed": 4 } }'


def _mended(folder: Path, request: str) -> str:
    """The request after mending."""
    schema = schema_of(SCHEMA.format(request), folder)
    found = [f.weighing(Severity.ERROR) for f in judge_examples(schema)]
    files = fixed(found)
    if not files:
        return request
    [file] = files
    assert f"-#     -> {request}" in list(file.difference())
    return next(line for line in file.text.splitlines() if "->" in line)[9:]


@pytest.mark.parametrize(
    "request_text",
    [
        RIGHT.replace('"blue",', '"blue"'),
        RIGHT.replace("4 }", "4, }"),
        RIGHT.replace('"', "'"),
        RIGHT.replace("paint", "pant"),
        RIGHT.replace("colour", "color"),
        RIGHT.replace("blue", "blu"),
        RIGHT.replace('"colour"', "'color'"),
        RIGHT.replace('"blue",', "'blu'").replace("4 }", "4, }"),
    ],
)
def test_mended(tmp_path: Path, request_text: str) -> None:
    """Commas, quotes, and names that are near to one other."""
    assert _mended(tmp_path, request_text) == RIGHT


@pytest.mark.parametrize(
    "request_text",
    [
        RIGHT,
        RIGHT.replace("4", '"4"'),
        RIGHT.replace("blue", "green"),
        RIGHT.replace(' "colour": "blue",', ""),
        RIGHT.replace(" } }", " }"),
    ],
)
def test_left_alone(tmp_path: Path, request_text: str) -> None:
    """What is right, and what only its author can know."""
    assert _mended(tmp_path, request_text) == request_text


def test_line_ends_are_kept() -> None:
    """A file is written as it was, but for the edits."""
    assert encoded_like(b"a\r\nb\r\n", "a\nc\n") == b"a\r\nc\r\n"
    assert encoded_like(b"a\nb", "a\nc\n") == b"a\nc"
    assert encoded_like("ä\n".encode(), "ö\n") == "ö\n".encode()
