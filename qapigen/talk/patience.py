# SPDX-License-Identifier: MIT
"""The time that somebody gives a whole conversation, from the first byte to the last."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Patience:
    """So many seconds from now on, or for ever; for a loop that runs."""

    def __init__(self, seconds: float | None) -> None:
        self.seconds = seconds
        now = asyncio.get_running_loop().time()
        self._end = None if seconds is None else now + seconds

    def at_most(self, seconds: float) -> float:
        """So many seconds, or fewer if it has no more."""
        return seconds if self.seconds is None else min(seconds, self.seconds)

    @asynccontextmanager
    async def or_else(self, failure: type[Exception], what: str) -> AsyncIterator[None]:
        """Raise the failure, saying what did not come, when time is up."""
        limit = asyncio.timeout_at(self._end)
        try:
            async with limit:
                yield
        except TimeoutError as error:
            if not limit.expired():
                raise
            raise failure(f"{what} within {self.seconds:g} s") from error
