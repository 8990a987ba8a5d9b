# SPDX-License-Identifier: MIT
"""What documentation says of since when a thing exists, against when it is first there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from qapigen.compatibility.history import Life
from qapigen.compatibility.pairs import Path
from qapigen.compatibility.ways import follow
from qapigen.schema.model import Definition
from qapigen.schema.schema import Schema
from qapigen.schema.wire import Message, Wire

Release = tuple[int, ...]

_SINCE = re.compile(r"(deprecated\s+)?\bsince:?\s+(\d+(?:\.\d+)+)", re.IGNORECASE)
_RELEASE = re.compile(r"v?(\d+(?:\.\d+)+)(?:-rc\d+)?")


class Disagreement(NamedTuple):
    """A thing, the release that its documentation names, and the place of the thing."""

    life: Life
    stated: str


def release_in(name: str) -> Release | None:
    """The release that a schema's name tells: as a part of a path or a tag; None if none."""
    for part in reversed(re.split(r"[/\\:=]", name)):
        match = _RELEASE.fullmatch(part)
        if match is not None:
            return _release(match[1])
    return None


def _release(text: str) -> Release:
    """Major and minor number: stable releases add nothing to a schema."""
    return tuple(map(int, text.split(".")[:2]))


def disagreements(
    lives: Collection[Life],
    newest: Schema,
    wires: Sequence[Wire],
    releases: Sequence[Release],
) -> Iterator[Disagreement]:
    """The things of the newest schema whose documentation names a wrong release."""
    homes = {
        id(part): (definition, part.name)
        for definition in newest
        for part in definition.parts
    }
    messages: dict[str, Definition] = {
        d.name: d for group in (newest.commands, newest.events) for d in group
    }
    by_path = {life.path: life for life in lives}
    for life in lives:
        if life.last != len(releases) - 1:
            continue
        home = homes.get(id(life.thing))
        if isinstance(life.thing, Message):
            home = messages[life.thing.name], ""
        stated = _stated(newest, *home) if home is not None else None
        if stated is None:
            continue
        release = _release(stated)
        if release > releases[life.first]:
            yield Disagreement(life, stated)
        elif life.first and release <= releases[life.first - 1]:
            # A type may be older than its use on the wire: what came together with
            # what it is part of may be documented as older.
            holder = _holder(by_path, life)
            came_later = holder is None or life.first > holder.first
            before = follow(wires[life.first - 1], life.path)
            if came_later and not before.ends_in_the_open:
                yield Disagreement(life, stated)


def _holder(by_path: Mapping[Path, Life], life: Life) -> Life | None:
    """What a thing is part of: the next on the way back to its command or event."""
    steps = range(len(life.path) - 1, 0, -1)
    return next(
        (by_path[life.path[:n]] for n in steps if life.path[:n] in by_path), None
    )


def _stated(schema: Schema, definition: Definition, part: str) -> str | None:
    """The release that is named for a part, else for the whole definition; None if none is."""
    documentation = schema.documentation(definition)
    if documentation is None:
        return None
    section = documentation.members.get(part)
    for match in _SINCE.finditer(section.text if section is not None else ""):
        if not match[1]:
            return match[2]
    section = documentation.since
    found = re.search(r"\d+(?:\.\d+)+", section.text) if section is not None else None
    return found[0] if found is not None else None
