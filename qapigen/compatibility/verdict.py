# SPDX-License-Identifier: MIT
"""How bad a change is, for whom, and whether users were told before."""

from __future__ import annotations

from enum import Enum, IntEnum


class Severity(IntEnum):
    """How much a change hurts; the greater the worse."""

    COMPATIBLE = 0
    # Legal, but known to hurt somebody.
    RISKY = 1
    BREAKING = 2

    def __str__(self) -> str:
        return self.name.lower()


class Direction(Enum):
    """Who speaks: the client *sends* commands, and *receives* what they return and events."""

    SEND = "send"
    RECEIVE = "receive"


class Announced(IntEnum):
    """What users of a thing had been told; the greater, the less they may rely on it."""

    UNANNOUNCED = 0
    # Deprecated, but for less than the two releases that QEMU promises.
    LATE = 1
    DEPRECATED = 2
    # By a feature, or by the name: exempt from every promise.
    UNSTABLE = 3

    def __str__(self) -> str:
        return self.name.lower()
