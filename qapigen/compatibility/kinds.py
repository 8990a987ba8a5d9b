# SPDX-License-Identifier: MIT
"""Every kind of change in one mapping: for `explain`, and for names given by users."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from qapigen.compatibility import (
    choices,
    conditions,
    features,
    flags,
    members,
    messages,
    types,
)
from qapigen.compatibility.change import Kind

DECLARING = (messages, flags, members, choices, types, features, conditions)


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds by name, sorted."""
    found = {
        value.name: value
        for module in DECLARING
        for value in vars(module).values()
        if isinstance(value, Kind)
    }
    return dict(sorted(found.items()))
