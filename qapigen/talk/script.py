# SPDX-License-Identifier: MIT
"""Piped input as a script: line by line, to the first command that fails."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from typing import TextIO

from qapigen.source import Source
from qapigen.talk.line import is_complete
from qapigen.talk.session import Session


async def run_script(session: Session, stream: TextIO) -> None:
    """Carry out what can be read; a failure ends it."""
    waiting = ""
    first, number = 1, 0
    async for line in _lines(stream):
        number += 1
        if not waiting:
            first = number
        waiting += line
        if session.is_hmp or is_complete(waiting):
            await session.run(_source(waiting, first))
            waiting = ""
        if session.is_over:
            return
    if waiting.strip():
        await session.run(_source(waiting, first))


def _source(text: str, number: int) -> Source:
    """What was read, on the lines on which it stood."""
    return Source("<standard input>", "\n" * (number - 1) + text.rstrip("\n") + "\n")


async def _lines(stream: TextIO) -> AsyncIterator[str]:
    """The lines of a stream; whoever waits for the next one can be interrupted."""
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[str] = asyncio.Queue()

    def read() -> None:
        for line in stream:
            loop.call_soon_threadsafe(queue.put_nowait, line)
        loop.call_soon_threadsafe(queue.put_nowait, "")

    threading.Thread(target=read, daemon=True).start()
    while line := await queue.get():
        yield line
