# SPDX-License-Identifier: MIT
"""What several verbs take on the command line."""

from __future__ import annotations

import click

from qapigen.diagnostics.suggestions import did_you_mean
from qapigen.editions import EDITIONS, LATEST, Edition, find_edition


def _edition(
    _context: click.Context, _option: click.Parameter, name: str | None
) -> Edition | None:
    """The edition named, as "7.2", "7.2.1", "v7.2" or "latest"; near names if there is none."""
    if name is None:
        return None
    edition = find_edition(name)
    if edition is None:
        near = did_you_mean(name, [known.name for known in EDITIONS])
        advice = near or f"known are {EDITIONS[0]} to {LATEST}, and latest"
        raise click.BadParameter(f"no release '{name}' of QEMU is known; {advice}")
    return edition


edition_option = click.option(
    "--edition",
    metavar="RELEASE",
    callback=_edition,
    help="The release whose language the schema is in; inferred if left out.",
)


def embedded_schema() -> str:
    """The root of the schema that comes with qapigen."""
    from qapigen.shipped import EMBEDDED_SCHEMA, shipped

    return str(shipped("schema") / EMBEDDED_SCHEMA)


def examples(*shown: tuple[str, str]) -> str:
    """The end of a help page: what to do, and the command that does it."""
    lines = [f"  # {what}\n  $ {command}" for what, command in shown]
    # The mark keeps click from filling lines.
    return "\b\nExamples:\n" + "\n".join(lines)
