# SPDX-License-Identifier: MIT
"""The part of a schema that is shown: all of it, unless symbols were given."""

from __future__ import annotations

from qapigen.backends.python.configured import configured
from qapigen.backends.targets import Options
from qapigen.schema.schema import Schema


def shown_schema(schema: Schema, options: Options) -> Schema:
    """The schema, without what the given symbols exclude."""
    if options.is_defined is None:
        return schema
    return configured(schema, options.is_defined)
