# SPDX-License-Identifier: MIT
"""The form of [tool.qapigen], and reading it: every fault with its line and near names."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from qapigen.backends.package_names import package_name_fault
from qapigen.backends.targets import BACKENDS
from qapigen.configuration.places import place_of
from qapigen.configuration.project import (
    ConfigurationError,
    Found,
    Project,
    has_control,
)
from qapigen.diagnostics.ignores import Ignore
from qapigen.diagnostics.suggestions import did_you_mean
from qapigen.diagnostics.visible import visible
from qapigen.editions import EDITIONS, find_edition
from qapigen.source import Source

TABLE = ("tool", "qapigen")


def _target(name: str) -> str:
    if name not in BACKENDS:
        advice = did_you_mean(name, BACKENDS) or f"there are {', '.join(BACKENDS)}"
        raise ValueError(f"no target '{visible(name)}'; {advice}")
    return name


def _package(name: str) -> str:
    fault = package_name_fault(name)
    if fault:
        raise ValueError(f"'{visible(name)}' {fault}")
    return name


def _text(text: str) -> str:
    if has_control(text):
        raise ValueError(f"'{visible(text)}' contains a control character")
    return text


def _release(name: str) -> str:
    if find_edition(name) is None:
        advice = did_you_mean(name, [known.name for known in EDITIONS])
        text = f"no release '{visible(name)}' of QEMU is known"
        raise ValueError(f"{text}; {advice}" if advice else text)
    return name


_Text = Annotated[str, AfterValidator(_text)]
_Target = Annotated[str, AfterValidator(_target)]
_Package = Annotated[str, AfterValidator(_package)]
_Release = Annotated[str, AfterValidator(_release)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class IgnoreTable(_Table):
    """One entry of `ignore`: a code, for one definition or all, and why."""

    code: _Text
    name: _Text | None = None
    reason: str = Field(min_length=1)


class CheckTable(_Table):
    """[tool.qapigen.check]."""

    ignore: tuple[IgnoreTable, ...] = Field(default=(), strict=False)


class OutputTable(_Table):
    """One entry of [[tool.qapigen.outputs]]; paths are relative to the file's folder."""

    schema_: _Text = Field(alias="schema")
    target: _Target
    out: _Text
    package: _Package = "qmp"
    edition: _Release | None = None
    symbols: _Text | None = None
    templates: _Text | None = None
    single_page: bool = False


class Settings(_Table):
    """[tool.qapigen]."""

    schemas: tuple[_Text, ...] = Field(default=(), strict=False)
    edition: _Release | None = None
    check: CheckTable = CheckTable()
    outputs: tuple[OutputTable, ...] = Field(default=(), strict=False)


_FORMS: dict[tuple[str, ...], type[_Table]] = {
    (): Settings,
    ("check",): CheckTable,
    ("check", "ignore"): IgnoreTable,
    ("outputs",): OutputTable,
}


def read_table(found: Found) -> Project:
    """The decisions in the table of a project.

    Raises `ConfigurationError` with every fault.
    """
    source = Source(found.path, found.text)
    try:
        settings = Settings.model_validate(found.table)
    except ValidationError as error:
        faults = [_fault(source, details) for details in error.errors()]
        raise ConfigurationError("\n".join(faults)) from error
    faults = list(_shared_folders(source, settings))
    if faults:
        raise ConfigurationError("\n".join(faults))
    folder = os.path.dirname(found.path)
    return Project(
        tuple(os.path.join(folder, schema) for schema in settings.schemas),
        None if settings.edition is None else find_edition(settings.edition),
        tuple(_ignores(source, settings)),
        found.outputs(),
    )


def _shared_folders(source: Source, settings: Settings) -> Iterator[str]:
    """Outputs of which each would remove the files of the other."""
    taken: dict[str, int] = {}
    for number, output in enumerate(settings.outputs):
        package = output.package if BACKENDS[output.target].is_package else ""
        folder = os.path.normpath(os.path.join(output.out, package))
        other = taken.setdefault(folder, number)
        if other != number:
            line = place_of(source, [*TABLE, "outputs", other]).line
            text = f"the output of line {line} has the folder '{visible(folder)}' for itself"
            yield _placed(source, ["outputs", number], text, None)


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
            keys = [known.alias or key for key, known in form.model_fields.items()]
            advice = did_you_mean(str(last), keys)
            return _placed(
                source, [*parents, last], f"unknown key '{visible(str(last))}'", advice
            )
        case "missing":
            return _placed(source, parents, f"key '{last}' is missing", None)
        case "value_error":
            text = str(details["ctx"]["error"])
            return _placed(source, [*parents, last], text, None)
        case _:
            text = f"'{last}': {details['msg'][:1].lower()}{details['msg'][1:]}"
            return _placed(source, [*parents, last], text, None)


def _placed(
    source: Source, keys: Sequence[str | int], text: str, advice: str | None
) -> str:
    line = place_of(source, [*TABLE, *keys]).line
    return f"{source.path}:{line}: {text}" + (f"; {advice}" if advice else "")
