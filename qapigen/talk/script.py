# SPDX-License-Identifier: MIT
"""Piped input as a script: line by line, to the first command that fails.

Replies alone are shown, so that whoever reads them need not sort them out;
events go into the transcript.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any, TextIO

from qapigen.runtime.errors import ConnectionLost
from qapigen.runtime.subscriptions import Subscription
from qapigen.talk.line import is_complete, on_line
from qapigen.talk.session import Session

STREAM = "<standard input>"
End = asyncio.Task[ConnectionLost | None]
"""Done when the server has gone: with the failure, unless it was told to go."""


async def run_script(
    session: Session, stream: TextIO, events: Subscription[Any]
) -> None:
    """Carry out what can be read; a failure ends it, and `ConnectionLost` is one."""
    end: End = asyncio.create_task(_noted(session, events))
    try:
        await _run(session, stream, end)
    finally:
        end.cancel()


async def _run(session: Session, stream: TextIO, end: End) -> None:
    waiting = ""
    first, number = 1, 0
    async for line in _lines(stream, end):
        number += 1
        if not waiting:
            first = number
        waiting += line
        if session.is_hmp or is_complete(waiting):
            await session.run(on_line(STREAM, first, waiting))
            waiting = ""
        if session.is_over:
            return
    if waiting.strip():
        await session.run(on_line(STREAM, first, waiting))


async def _noted(session: Session, events: Subscription[Any]) -> ConnectionLost | None:
    """Write events into the transcript; why there are no more."""
    try:
        async for message in events:
            session.transcript.happened(message)
    except ConnectionLost as error:
        return error
    return None


async def _lines(stream: TextIO, end: End) -> AsyncIterator[str]:
    """The lines of a stream, as long as the server is there; waiting can be interrupted."""
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[str] = asyncio.Queue()

    def read() -> None:
        # A script that has failed is not read to its end: then the loop is closed.
        with suppress(RuntimeError):
            for line in stream:
                loop.call_soon_threadsafe(queue.put_nowait, line)
            loop.call_soon_threadsafe(queue.put_nowait, "")

    threading.Thread(target=read, daemon=True).start()
    while True:
        coming = asyncio.ensure_future(queue.get())
        if queue.empty():
            await asyncio.wait([coming, end], return_when=asyncio.FIRST_COMPLETED)
        if not queue.empty() or coming.done():
            line = await coming
            if not line:
                return
            yield line
            continue
        coming.cancel()
        if failure := end.result():
            raise failure
        return
