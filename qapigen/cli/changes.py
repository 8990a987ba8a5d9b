# SPDX-License-Identifier: MIT
"""Says what generating did, or would do."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qapigen.cli.producing import Product
from qapigen.diagnostics.visible import harmless, output_line, visible

if TYPE_CHECKING:
    from qapigen.backends.output import Changes


def done(product: Product) -> Iterator[str]:
    """What was done, for who wants to know."""
    changes = product.changes
    if not changes:
        yield f"{output_line(str(product.folder))}: nothing to do"
        return
    yield from (f"wrote {_path(product.folder, name)}" for name in changes.written)
    yield from (f"removed {_path(product.folder, name)}" for name in changes.removed)


def stale(products: Sequence[Product], command: Sequence[str]) -> Iterator[str]:
    """What is not as it would be made now, and what to do about it."""
    for product in products:
        if product.changes:
            yield from _would(product.folder, product.changes)
    arguments = [argument for argument in command if argument != "--check"]
    yield f"run: {harmless(shlex.join(['qapigen', *arguments]))}"


def _would(folder: Path, changes: Changes) -> Iterator[str]:
    for verb, names in (("write", changes.written), ("remove", changes.removed)):
        for name in names:
            by_hand = ", changed by hand" if name in changes.edited else ""
            yield f"would {verb} {_path(folder, name)}{by_hand}"


def _path(folder: Path, name: str) -> str:
    return harmless(str(folder / name))


def kept(products: Sequence[Product]) -> Iterator[str]:
    """Which files that were changed by hand had to make way, and where they are."""
    for product in products:
        changes = product.changes
        if not changes:
            continue
        for name, other in zip(changes.edited, changes.kept, strict=True):
            path = _path(product.folder, name)
            yield (
                f"qapigen: '{path}' was not as qapigen had written it;"
                f" what it held is beside it, in '{visible(other)}'"
            )
