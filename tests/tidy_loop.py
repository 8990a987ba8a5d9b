# SPDX-License-Identifier: MIT
"""Runs a coroutine with a limit, and sees that it leaves neither tasks nor descriptors behind."""

import asyncio
import gc
import os
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")
SECONDS = 20.0


def open_descriptors() -> int:
    """How many descriptors this process has open."""
    gc.collect()
    return len(os.listdir("/proc/self/fd"))


def run_tidily(coroutine: Coroutine[Any, Any, T]) -> T:
    """The coroutine's result."""

    async def bounded() -> T:
        async with asyncio.timeout(SECONDS):
            result = await coroutine
        await asyncio.sleep(0)
        left = asyncio.all_tasks() - {asyncio.current_task()}
        assert not left, f"tasks are left: {left}"
        return result

    before = open_descriptors()
    result = asyncio.run(bounded())
    assert open_descriptors() <= before, "descriptors are left open"
    return result
