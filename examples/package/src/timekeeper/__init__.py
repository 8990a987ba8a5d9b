# SPDX-License-Identifier: MIT
"""Reads clocks, by way of generated bindings."""

from timekeeper.qmp import ClockInfo


def shown(clock: ClockInfo) -> str:
    """What a clock shows, for people."""
    return f"{clock.seconds} s" if clock.is_running else "stopped"
