# SPDX-License-Identifier: MIT
"""The schema that comes with qapigen, and what a server with all of it would have."""

from __future__ import annotations

from functools import cache

from qapigen.backends.introspection import introspect
from qapigen.compiler import compile_schema
from qapigen.schema.schema import Schema
from qapigen.shipped import EMBEDDED_SCHEMA, shipped
from qapigen.talk.interface import Interface


@cache
def schema() -> Schema:
    """The schema that comes with qapigen."""
    return compile_schema(str(shipped("schema") / EMBEDDED_SCHEMA)).schema


@cache
def interface() -> Interface:
    """What a server with all of it would have."""
    return Interface(introspect(schema()))
