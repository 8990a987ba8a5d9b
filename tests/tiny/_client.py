# SPDX-License-Identifier: MIT
"""The commands as methods."""

from typing import TYPE_CHECKING, Any, cast

from qapigen.runtime.client import BaseClient
from qapigen.runtime.guest import BaseGuestClient
from tiny._vocabulary import VOCABULARY

if TYPE_CHECKING:
    from tiny.machine import BlockdevOptions, MigrateSetParameters, StatusInfo


class Client(BaseClient):
    """A tiny machine."""

    vocabulary = VOCABULARY

    async def stop(self, *, timeout: float | None = None) -> None:
        """Call stop."""
        await self._call("stop", timeout=timeout)

    async def cont(self, *, timeout: float | None = None) -> None:
        """Call cont."""
        await self._call("cont", timeout=timeout)

    async def quit(self, *, timeout: float | None = None) -> None:
        """Call quit."""
        await self._call("quit", timeout=timeout)

    async def query_status(self, *, timeout: float | None = None) -> "StatusInfo":
        """Call query-status."""
        return cast("StatusInfo", await self._call("query-status", timeout=timeout))

    async def blockdev_add(
        self, arguments: "BlockdevOptions", /, *, timeout: float | None = None
    ) -> None:
        """Call blockdev-add."""
        await self._call("blockdev-add", arguments, timeout=timeout)

    async def migrate_set_parameters(
        self, arguments: "MigrateSetParameters", /, *, timeout: float | None = None
    ) -> None:
        """Call migrate-set-parameters."""
        await self._call("migrate-set-parameters", arguments, timeout=timeout)

    async def device_add(
        self,
        *,
        driver: str,
        bus: str | None = None,
        id_: str | None = None,
        timeout: float | None = None,
        **extra: Any,
    ) -> None:
        """Call device_add."""
        await self._call(
            "device_add",
            {"driver": driver, "bus": bus, "id_": id_, **extra},
            timeout=timeout,
        )

    async def getfd(
        self, *, fdname: str, fd: int, timeout: float | None = None
    ) -> None:
        """Call getfd."""
        await self._call("getfd", {"fdname": fdname}, timeout=timeout, fds=[fd])

    async def closefd(self, *, fdname: str, timeout: float | None = None) -> None:
        """Call closefd."""
        await self._call("closefd", {"fdname": fdname}, timeout=timeout)

    async def qom_get(
        self, *, path: str, property_: str, timeout: float | None = None
    ) -> Any:
        """Call qom-get."""
        return await self._call(
            "qom-get", {"path": path, "property_": property_}, timeout=timeout
        )

    async def qom_set(
        self, *, path: str, property_: str, value: Any, timeout: float | None = None
    ) -> None:
        """Call qom-set."""
        await self._call(
            "qom-set",
            {"path": path, "property_": property_, "value": value},
            timeout=timeout,
        )

    async def migrate_pause(
        self, *, timeout: float | None = None, oob: bool = False
    ) -> None:
        """Call migrate-pause."""
        await self._call("migrate-pause", timeout=timeout, oob=oob)


class Guest(BaseGuestClient):
    """A tiny guest agent."""

    vocabulary = VOCABULARY

    async def guest_ping(self, *, timeout: float | None = None) -> None:
        """Call guest-ping."""
        await self._call("guest-ping", timeout=timeout)

    async def guest_shutdown(self, *, timeout: float | None = None) -> None:
        """Call guest-shutdown."""
        await self._call("guest-shutdown", timeout=timeout)
