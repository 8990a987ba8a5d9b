# SPDX-License-Identifier: MIT
"""The form of [tool.qapigen], and reading it: every fault with its line and near names."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from qapigen.configuration.places import place_of
from qapigen.configuration.project import ConfigurationError, Project
from qapigen.diagnostics.ignores import Ignore
from qapigen.diagnostics.suggestions import did_you_mean
from qapigen.editions import EDITIONS, Edition, find_edition
from qapigen.source import Source

TABLE = ("tool", "qapigen")


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class IgnoreTable(_Table):
    """One entry of `ignore`: a code, for one definition or all, and why."""

    code: str
    name: str | None = None
    reason: str = Field(min_length=1)


class CheckTable(_Table):
    """[tool.qapigen.check]."""

    ignore: tuple[IgnoreTable, ...] = Field(default=(), strict=False)


class Settings(_Table):
    """[tool.qapigen]."""

    schemas: tuple[str, ...] = Field(default=(), strict=False)
    edition: str | None = None
    check: CheckTable = CheckTable()


_FORMS: dict[tuple[str, ...], type[_Table]] = {
    (): Settings,
    ("check",): CheckTable,
    ("check", "ignore"): IgnoreTable,
}


def read_table(path: str, text: str, table: object) -> Project:
    """The decisions in a table, which stands in the text of the file `path`.

    Raises `ConfigurationError` with every fault.
    """
    source = Source(path, text)
    try:
        settings = Settings.model_validate(table)
    except ValidationError as error:
        faults = [_fault(source, details) for details in error.errors()]
        raise ConfigurationError("\n".join(faults)) from error
    folder = os.path.dirname(path)
    schemas = tuple(os.path.join(folder, schema) for schema in settings.schemas)
    return Project(
        schemas, _edition(source, settings), tuple(_ignores(source, settings))
    )


def _edition(source: Source, settings: Settings) -> Edition | None:
    name = settings.edition
    edition = None if name is None else find_edition(name)
    if name is not None and edition is None:
        advice = did_you_mean(name, [known.name for known in EDITIONS])
        text = f"no release '{name}' of QEMU is known"
        raise ConfigurationError(_placed(source, ["edition"], text, advice))
    return edition


def _ignores(source: Source, settings: Settings) -> Iterator[Ignore]:
    for number, entry in enumerate(settings.check.ignore):
        place = place_of(source, [*TABLE, "check", "ignore", number])
        yield Ignore(entry.code, entry.name, place)


def _fault(source: Source, details: ErrorDetails) -> str:
    *parents, last = details["loc"] or ("",)
    match details["type"]:
        case "extra_forbidden":
            form = _FORMS.get(
                tuple(key for key in parents if isinstance(key, str)), Settings
            )
            advice = did_you_mean(str(last), form.model_fields)
            return _placed(source, [*parents, last], f"unknown key '{last}'", advice)
        case "missing":
            return _placed(source, parents, f"key '{last}' is missing", None)
        case _:
            text = f"'{last}': {details['msg'][:1].lower()}{details['msg'][1:]}"
            return _placed(source, [*parents, last], text, None)


def _placed(
    source: Source, keys: Sequence[str | int], text: str, advice: str | None
) -> str:
    line = place_of(source, [*TABLE, *keys]).line
    return f"{source.path}:{line}: {text}" + (f"; {advice}" if advice else "")
