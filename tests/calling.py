# SPDX-License-Identifier: MIT
"""What tests of `qapigen call` share: how to run it, and how a run ended."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple


class Done(NamedTuple):
    """How a run of the program ended."""

    status: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        """The JSON that was printed."""
        return json.loads(self.out)


Run = Callable[..., Done]
