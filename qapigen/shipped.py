# SPDX-License-Identifier: MIT
"""Files that belong to qapigen but are no code: the embedded schema, templates, test cases."""

from __future__ import annotations

from pathlib import Path

EMBEDDED_SCHEMA = "qapi-schema.json"

PACKAGE = Path(__file__).parent


def shipped(name: str) -> Path:
    """The folder `name`: inside the package of a wheel, beside it in a checkout."""
    installed = PACKAGE / "data" / name
    return (
        installed
        if installed.is_dir()
        else PACKAGE.parent / _IN_CHECKOUT.get(name, name)
    )


_IN_CHECKOUT = {"cases": "tests/cases"}
