# SPDX-License-Identifier: MIT
"""Changes that the user has decided to live with: a file of them, each with its reason."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

import click

from qapigen.compatibility.kinds import kinds
from qapigen.configuration.places import place_of
from qapigen.diagnostics.suggestions import did_you_mean
from qapigen.diagnostics.visible import visible
from qapigen.regular_files import MAX_CONFIGURATION_SIZE, read_regular_file
from qapigen.source import Source

if TYPE_CHECKING:
    from qapigen.compatibility.change import Change

KEYS = {"code", "path", "reason"}


class ChangeIgnore(NamedTuple):
    """An entry: what it covers, and where it stands. In a path, `*` stands for anything."""

    code: str | None
    path: str | None
    place: str

    def covers(self, change: Change) -> bool:
        """Whether it silences the change."""
        if self.code not in (None, change.kind.name):
            return False
        return (
            self.path is None or _pattern(self.path).fullmatch(change.where) is not None
        )

    def __str__(self) -> str:
        return " at ".join(f"'{visible(t)}'" for t in (self.code, self.path) if t)


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, path.split("*"))), re.DOTALL)


def read_ignores(path: str) -> list[ChangeIgnore]:
    """The entries of a file; a usage error where it is not as it should be."""
    try:
        source = Source(path, read_regular_file(path, MAX_CONFIGURATION_SIZE).decode())
        table = tomllib.loads(source.text)
    except (OSError, ValueError) as error:
        raise click.UsageError(f"{path}: {error}") from error
    entries = table.pop("ignore", [])
    if table or not isinstance(entries, list):
        raise click.UsageError(f"{path}: write nothing but [[ignore]] tables")
    return [_entry(source, number, entry) for number, entry in enumerate(entries)]


def _entry(source: Source, number: int, entry: object) -> ChangeIgnore:
    place = f"{source.path}:{place_of(source, ['ignore', number]).line}"
    if not isinstance(entry, dict) or not all(
        isinstance(v, str) for v in entry.values()
    ):
        raise click.UsageError(f"{place}: code, path and reason are strings")
    if unknown := sorted(set(entry) - KEYS):
        raise click.UsageError(f"{place}: unknown key '{unknown[0]}'")
    if not entry.get("reason", "").strip():
        raise click.UsageError(f"{place}: give a reason")
    if not ({"code", "path"} & set(entry)):
        raise click.UsageError(f"{place}: give a code, a path, or both")
    code = entry.get("code")
    if code is not None and code not in kinds():
        advice = did_you_mean(code, kinds()) or f"there are {', '.join(kinds())}"
        raise click.UsageError(f"{place}: no change is called '{code}'; {advice}")
    return ChangeIgnore(code, entry.get("path"), place)


def silence(
    changes: Iterable[Change], ignores: list[ChangeIgnore]
) -> tuple[list[Change], list[str]]:
    """The changes that no entry covers, and a line for each entry that covers none."""
    left = []
    used = set()
    for change in changes:
        covering = {ignore for ignore in ignores if ignore.covers(change)}
        used |= covering
        if not covering:
            left.append(change)
    stale = [
        f"{ignore.place}: warning: nothing is silenced by ignoring {ignore}"
        for ignore in ignores
        if ignore not in used
    ]
    return left, stale
