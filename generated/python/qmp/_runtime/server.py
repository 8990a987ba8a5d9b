# SPDX-License-Identifier: MIT
"""Who is at the other end, and what it can do."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Server:
    """What a server says of itself in its greeting; guest agents say nothing."""

    version: str = ""
    package: str = ""
    capabilities: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"server {self.version}" if self.version else "server of unknown version"


def server_of(greeting: dict[str, Any]) -> Server:
    """The server that sent this greeting."""
    match greeting.get("QMP"):
        case {"version": version, "capabilities": [*offered]}:
            capabilities = tuple(name for name in offered if isinstance(name, str))
        case {"version": version}:
            capabilities = ()
        case _:
            return Server()
    match version:
        case {"qemu": {"major": major, "minor": minor, "micro": micro}, **rest}:
            return Server(
                f"{major}.{minor}.{micro}", str(rest.get("package", "")), capabilities
            )
        case {"qemu": str(text), **rest}:
            return Server(text, str(rest.get("package", "")), capabilities)
        case _:
            return Server("", "", capabilities)


class Abilities:
    """What a server can do, from its answer to query-qmp-schema."""

    def __init__(self, entities: Iterable[dict[str, Any]]) -> None:
        self._entities = {entity["name"]: entity for entity in entities}

    def supports(self, command: str, *path: str) -> bool:
        """Whether there is that command, and in its arguments the member at the end of `path`."""
        entity = self._entities.get(command)
        if entity is None or entity["meta-type"] != "command":
            return False
        types = {entity["arg-type"]}
        for member in path:
            types = {found for name in types for found in self._types_of(name, member)}
        return bool(types)

    def _types_of(self, type_name: str, member: str) -> Iterable[str]:
        """The types that `member` has in an object type, its variants or an alternate's objects."""
        entity = self._entities[type_name]
        match entity["meta-type"]:
            case "array":
                yield from self._types_of(entity["element-type"], member)
            case "alternate":
                for choice in entity["members"]:
                    yield from self._types_of(choice["type"], member)
            case "object":
                yield from (m["type"] for m in entity["members"] if m["name"] == member)
                for variant in entity.get("variants", ()):
                    yield from self._types_of(variant["type"], member)
