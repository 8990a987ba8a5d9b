# SPDX-License-Identifier: MIT
"""Schemas to measure with: those of QEMU at hand, and invented ones of any size."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from qapigen.shipped import EMBEDDED_SCHEMA, shipped

CHECKOUT = Path(__file__).parent.parent

_PART = """
##
# @State{0}:
#
# What the part does.
#
# @idle: nothing
#
# @busy: something
#
# Since: 1.0
##
{{ 'enum': 'State{0}',
  'data': ['idle', 'busy'] }}

##
# @Part{0}:
#
# One part of many.
#
# @name: its name
#
# @state: what it does
#
# @next: the one behind it, if any
#
# Since: 1.0
##
{{ 'struct': 'Part{0}',
  'data': {{ 'name': 'str',
            'state': 'State{0}',
            '*next': 'Part{0}' }} }}

##
# @query-part-{0}:
#
# Ask for a part.
#
# @deep: with all behind it
#
# Returns: the part
#
# Since: 1.0
##
{{ 'command': 'query-part-{0}',
  'data': {{ '*deep': 'bool' }},
  'returns': 'Part{0}' }}
"""


def invented(parts: int) -> str:
    """A clean schema of three definitions a part, documented as today's style asks for."""
    head = "{ 'pragma': { 'doc-required': true } }\n\n##\n# = Parts\n##\n"
    return head + "".join(_PART.format(number) for number in range(parts))


def releases() -> Iterator[tuple[str, Path]]:
    """Name and main schema of each release at hand, oldest first."""
    checkout = os.environ.get("QAPIGEN_QEMU")
    shared = Path(
        os.environ.get("QAPIGEN_SHARED", CHECKOUT.parent / "shared")
    ).absolute()
    folders = (
        [Path(checkout).absolute()]
        if checkout
        else sorted((shared / "qemu").glob("*"), key=_age)
    )
    for folder in folders:
        for root in ("qapi/qapi-schema.json", "qapi-schema.json"):
            if (folder / root).is_file():
                yield folder.name, folder / root
                break


def newest() -> tuple[str, Path]:
    """The last of the releases at hand; without any, the schema that comes with qapigen."""
    embedded = ("latest", shipped("schema") / EMBEDDED_SCHEMA)
    return [embedded, *releases()][-1]


def _age(folder: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in folder.name.split(".") if part.isdecimal())
