# SPDX-License-Identifier: MIT
"""Whether a value is being received: then what the schema does not know is kept, not refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_RECEIVING: ContextVar[bool] = ContextVar("receiving", default=False)

is_receiving = _RECEIVING.get


@contextmanager
def receiving() -> Iterator[None]:
    """Be tolerant within the block."""
    token = _RECEIVING.set(True)
    try:
        yield
    finally:
        _RECEIVING.reset(token)
