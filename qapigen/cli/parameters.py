# SPDX-License-Identifier: MIT
"""What several verbs take on the command line."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

import click

from qapigen.diagnostics.suggestions import did_you_mean
from qapigen.editions import EDITIONS, LATEST, Edition, find_edition

F = TypeVar("F", bound=Callable[..., Any])

# Shells complete names of files; what is wrong with a file is told where it is read.
FILE = click.Path(allow_dash=True, readable=False)


class Group(click.Group):
    """Verbs, or what a verb can do; names near ones for a word that is none of them."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb that the arguments name."""
        name, verbs = args[0], self.list_commands(ctx)
        if name not in verbs and not name.startswith("-"):
            advice = did_you_mean(name, verbs) or f"there are {', '.join(verbs)}"
            raise click.UsageError(f"no verb '{name}'; {advice}", ctx)
        return super().resolve_command(ctx, args)


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


baseline_option = click.option(
    "--baseline",
    metavar="SOURCE",
    help="Show only what is not found in SOURCE: git:REV, git:REV... (the merge base"
    " with HEAD), a folder, or a report of --format json.",
)


def schema_arguments(
    metavar: str, fewest: int = 0, most: int | None = None
) -> Callable[[F], F]:
    """Give a verb SCHEMAs and the option `--embedded`, together its `schemas`.

    The embedded one counts as one of them, and is the last.
    """

    def taking(command: F) -> F:
        @wraps(command)
        def with_schemas(schemas: tuple[str, ...], embedded: bool, **given: Any) -> Any:
            if embedded:
                schemas += (embedded_schema(),)
            if len(schemas) < fewest or (most is not None and len(schemas) > most):
                raise click.UsageError(
                    "name one SCHEMA, or take that of --embedded"
                    if most == 1
                    else f"name {metavar}, the last of them perhaps by --embedded"
                )
            return command(schemas=schemas, **given)

        place = "instead of a file" if most == 1 else "as the last"
        option = click.option(
            "--embedded",
            is_flag=True,
            help=f"Take the schema that comes with qapigen, {place}.",
        )
        argument = click.argument("schemas", nargs=-1, metavar=metavar, type=FILE)
        return cast(F, argument(option(with_schemas)))

    return taking


def embedded_schema() -> str:
    """The root of the schema that comes with qapigen."""
    from qapigen.shipped import EMBEDDED_SCHEMA, shipped

    return str(shipped("schema") / EMBEDDED_SCHEMA)


def examples(*shown: tuple[str, str]) -> str:
    """The end of a help page: what to do, and the command that does it."""
    lines = [f"  # {what}\n  $ {command}" for what, command in shown]
    # The mark keeps click from filling lines.
    return "\b\nExamples:\n" + "\n".join(lines)
