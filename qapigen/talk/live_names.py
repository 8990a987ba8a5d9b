# SPDX-License-Identifier: MIT
"""Names that only the running server knows: block nodes, jobs, objects and their properties."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

from qapigen.runtime.errors import QmpError
from qapigen.talk.connection import Machine
from qapigen.talk.cursor import Spot
from qapigen.talk.qom import properties
from qapigen.talk.words import text_at

LIMIT = 1.0
"""Seconds after which names come too late."""

Source = Callable[[Machine, Spot], Awaitable[list[str]]]


async def names(machine: Machine, found: Spot) -> list[str]:
    """The names that fit a value, as the server has them now; none if it does not say.

    Of arguments the names as well, where they are no part of the schema.
    """
    source = _source(found)
    if source is None:
        return []
    try:
        return await source(machine, found)
    except (QmpError, LookupError, TypeError, ValueError):
        return []


def _source(found: Spot) -> Source | None:
    if not found.path:
        return None
    if not found.is_value:
        is_device = found.command == "device_add" and len(found.path) == 1
        return _properties_of_driver if is_device else None
    argument = f"{found.command} {found.path[-1]}"
    return next((s for pattern, s in _SOURCES if pattern.fullmatch(argument)), None)


async def _ask(machine: Machine, command: str, **arguments: Any) -> Any:
    return await machine.execute(command, arguments or None, timeout=LIMIT)


async def _nodes(machine: Machine, _found: Spot) -> list[str]:
    listed = await _ask(machine, "query-named-block-nodes", flat=True)
    return [node["node-name"] for node in listed]


async def _jobs(machine: Machine, _found: Spot) -> list[str]:
    return [job["id"] for job in await _ask(machine, "query-jobs")]


async def _character_devices(machine: Machine, _found: Spot) -> list[str]:
    return [device["label"] for device in await _ask(machine, "query-chardev")]


async def _paths(machine: Machine, found: Spot) -> list[str]:
    """The objects in the one whose path is typed so far."""
    above = found.typed.rpartition("/")[0]
    listed = await properties(machine, above or "/")
    return [f"{above}/{one.name}" for one in listed if one.is_child]


async def _properties(machine: Machine, found: Spot) -> list[str]:
    path = text_at(found.keys, "path") or "/"
    return [one.name for one in await properties(machine, path) if not one.is_child]


async def _objects(machine: Machine, _found: Spot) -> list[str]:
    return [one.name for one in await properties(machine, "/objects") if one.is_child]


async def _devices(machine: Machine, _found: Spot) -> list[str]:
    listed = await properties(machine, "/machine/peripheral")
    return [one.name for one in listed if one.is_child]


async def _properties_of_driver(machine: Machine, found: Spot) -> list[str]:
    """What a device may be given besides the arguments that the schema knows."""
    given = found.keys.children if found.keys else {}
    driver = text_at(found.keys, "driver") or ""
    listed = await _ask(machine, "device-list-properties", typename=driver)
    return sorted(one["name"] for one in listed if one["name"] not in given)


async def _bitmaps(machine: Machine, found: Spot) -> list[str]:
    """The bitmaps of the node that is typed already."""
    node = text_at(found.keys, "node")
    listed = await _ask(machine, "query-named-block-nodes", flat=True)
    [bitmaps] = [n.get("dirty-bitmaps", []) for n in listed if n["node-name"] == node]
    return [bitmap["name"] for bitmap in bitmaps]


async def _exports(machine: Machine, _found: Spot) -> list[str]:
    return [one["id"] for one in await _ask(machine, "query-block-exports")]


async def _drivers(machine: Machine, _found: Spot) -> list[str]:
    listed = await _ask(machine, "qom-list-types", implements="device", abstract=False)
    return sorted(one["name"] for one in listed)


_SOURCES: list[tuple[re.Pattern[str], Source]] = [
    (re.compile(pattern), source)
    for pattern, source in (
        (r"qom-(list|get|set) path", _paths),
        (r"qom-(get|set) property", _properties),
        (r"object-del id", _objects),
        (
            r"(device_del|eject|block\S*-(tray|medium)|block_set_io_throttle) id",
            _devices,
        ),
        (r"set_link name", _devices),
        (r"device_add driver|device-list-properties typename", _drivers),
        (r"device_add drive", _nodes),
        (r"device_add iothread", _objects),
        (r"block-export-del id", _exports),
        (r"block-dirty-bitmap-(remove|clear|enable|disable) name", _bitmaps),
        (r"chardev-(remove|change|send-break) id", _character_devices),
        (r"\S+ chardev", _character_devices),
        (r"job-\S+ id|block-job-\S+ (device|id)", _jobs),
        (r"blockdev-add node-name", lambda machine, found: _nothing()),
        (
            r"(block|drive|transaction|nbd-|x-block)\S* (device|node|target|top|base)",
            _nodes,
        ),
        (r"(blockdev-add|\S*blockdev\S*) (file|backing|node|overlay)", _nodes),
        (r"\S+ (node-name|(base|top|filter|backing)-node|overlay)", _nodes),
    )
]


async def _nothing() -> list[str]:
    """A name that is to be new."""
    return []
