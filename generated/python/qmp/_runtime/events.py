# SPDX-License-Identifier: MIT
"""The bases of events."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from pydantic import Field

from .models import Struct


class Timestamp(Struct):
    """When an event happened, by the server's clock; -1 where that failed."""

    seconds: int
    microseconds: int

    @property
    def moment(self) -> datetime:
        """As a `datetime` in UTC."""
        return datetime.fromtimestamp(self.seconds + self.microseconds / 1e6, UTC)


class Event(Struct):
    """Something that happened in the server, unasked.

    `NAME` is the event's name on the wire. Events of the schema are subclasses
    with their own `data`.
    """

    NAME: ClassVar[str]

    event: str
    timestamp: Timestamp


class UnknownEvent(Event):
    """An event that this schema does not know."""

    NAME: ClassVar[str] = ""

    data: dict[str, Any] = Field(default_factory=dict)
