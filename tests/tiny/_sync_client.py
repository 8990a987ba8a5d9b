# SPDX-License-Identifier: MIT
"""The commands as methods."""

from typing import TYPE_CHECKING, Any, cast

from qapigen.runtime.client import BaseClient
from qapigen.runtime.guest import BaseGuestClient
from qapigen.runtime.sync import BaseSyncClient
from tiny._vocabulary import VOCABULARY

if TYPE_CHECKING:
    from tiny.machine import BlockdevOptions, MigrateSetParameters, StatusInfo


class _Session(BaseClient):
    vocabulary = VOCABULARY


class _GuestSession(BaseGuestClient):
    vocabulary = VOCABULARY


class SyncClient(BaseSyncClient):
    """A tiny machine."""

    session_type = _Session

    def stop(self, *, timeout: float | None = None) -> None:
        """Call stop."""
        self._call("stop", timeout=timeout)

    def cont(self, *, timeout: float | None = None) -> None:
        """Call cont."""
        self._call("cont", timeout=timeout)

    def quit(self, *, timeout: float | None = None) -> None:
        """Call quit."""
        self._call("quit", timeout=timeout)

    def query_status(self, *, timeout: float | None = None) -> "StatusInfo":
        """Call query-status."""
        return cast("StatusInfo", self._call("query-status", timeout=timeout))

    def blockdev_add(
        self, arguments: "BlockdevOptions", /, *, timeout: float | None = None
    ) -> None:
        """Call blockdev-add."""
        self._call("blockdev-add", arguments, timeout=timeout)

    def migrate_set_parameters(
        self, arguments: "MigrateSetParameters", /, *, timeout: float | None = None
    ) -> None:
        """Call migrate-set-parameters."""
        self._call("migrate-set-parameters", arguments, timeout=timeout)

    def device_add(
        self,
        *,
        driver: str,
        bus: str | None = None,
        id_: str | None = None,
        timeout: float | None = None,
        **extra: Any,
    ) -> None:
        """Call device_add."""
        self._call(
            "device_add",
            {"driver": driver, "bus": bus, "id_": id_, **extra},
            timeout=timeout,
        )

    def getfd(self, *, fdname: str, fd: int, timeout: float | None = None) -> None:
        """Call getfd."""
        self._call("getfd", {"fdname": fdname}, timeout=timeout, fds=[fd])

    def closefd(self, *, fdname: str, timeout: float | None = None) -> None:
        """Call closefd."""
        self._call("closefd", {"fdname": fdname}, timeout=timeout)

    def qom_get(
        self, *, path: str, property_: str, timeout: float | None = None
    ) -> Any:
        """Call qom-get."""
        return self._call(
            "qom-get", {"path": path, "property_": property_}, timeout=timeout
        )

    def qom_set(
        self, *, path: str, property_: str, value: Any, timeout: float | None = None
    ) -> None:
        """Call qom-set."""
        self._call(
            "qom-set",
            {"path": path, "property_": property_, "value": value},
            timeout=timeout,
        )

    def migrate_pause(self, *, timeout: float | None = None, oob: bool = False) -> None:
        """Call migrate-pause."""
        self._call("migrate-pause", timeout=timeout, oob=oob)


class SyncGuest(BaseSyncClient):
    """A tiny guest agent."""

    session_type = _GuestSession

    def guest_ping(self, *, timeout: float | None = None) -> None:
        """Call guest-ping."""
        self._call("guest-ping", timeout=timeout)

    def guest_shutdown(self, *, timeout: float | None = None) -> None:
        """Call guest-shutdown."""
        self._call("guest-shutdown", timeout=timeout)
