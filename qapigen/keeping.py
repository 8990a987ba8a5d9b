# SPDX-License-Identifier: MIT
"""What is kept from run to run in the user's cache: nothing there is needed, all may be lost."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def cache_folder() -> Path:
    """Our folder in the user's cache."""
    told = os.environ.get("XDG_CACHE_HOME", "")
    usual = os.path.expanduser("~/.cache")
    # Who has no home keeps nothing: there is no place below a file.
    places = (told, usual, os.devnull)
    return Path(next(filter(os.path.isabs, places)), "qapigen")


def recall(place: Path) -> bytes | None:
    """What is kept there; None if it cannot be read."""
    try:
        return place.read_bytes()
    except OSError:
        return None


def keep(place: Path, content: bytes) -> None:
    """Keep it for the next run, whole or not at all; it is no failure if that cannot be done."""
    new = place.with_name(f"{place.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            new.write_bytes(content)
            new.replace(place)
        finally:
            new.unlink(missing_ok=True)
