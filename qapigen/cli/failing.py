# SPDX-License-Identifier: MIT
"""What the system refused, in the words of every verb."""

from __future__ import annotations

import click

from qapigen.diagnostics.visible import visible


def cannot(do: str, error: OSError) -> click.ClickException:
    """What to raise when the system refuses to read or write something."""
    what = do if error.filename is None else f"{do} '{visible(str(error.filename))}'"
    return click.ClickException(
        f"cannot {what}: {visible(error.strerror or str(error))}"
    )
