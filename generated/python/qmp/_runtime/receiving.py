# SPDX-License-Identifier: MIT
"""Whether a value is being received: then what the schema does not know is kept, not refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

RECEIVING: ContextVar[bool] = ContextVar("receiving", default=False)
"""Set where values of a server are read."""

is_receiving = RECEIVING.get


@contextmanager
def receiving() -> Iterator[None]:
    """Be tolerant within the block."""
    token = RECEIVING.set(True)
    try:
        yield
    finally:
        RECEIVING.reset(token)
