# SPDX-License-Identifier: MIT
"""Answers of query-qmp-schema kept in the user's cache, for the next call to the same QEMU.

Programs of one release greet alike but serve different commands, so what they
serve is part of the name of what is kept. Still it may be stale or damaged:
whoever uses it asks the server before refusing anything.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from qapigen import keeping
from qapigen.runtime.server import Server


def place_of(server: Server, commands: Iterable[str]) -> Path:
    """The file in which a server's answer is kept."""
    told = json.dumps([server.version, server.package, sorted(commands)])
    digest = sha256(told.encode()).hexdigest()[:20]
    version = "".join(c if c.isalnum() or c in ".-" else "_" for c in server.version)
    return keeping.cache_folder() / f"{version[:40]}-{digest}.json"


def recall(place: Path) -> Any:
    """The answer that is kept; None if there is none that can be read."""
    try:
        return json.loads(keeping.recall(place) or b"null")
    except (ValueError, RecursionError):
        return None


def keep(place: Path, answer: Any) -> None:
    """Keep an answer; where that cannot be done the next call asks again."""
    keeping.keep(place, json.dumps(answer).encode())
