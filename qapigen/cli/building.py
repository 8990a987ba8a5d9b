# SPDX-License-Identifier: MIT
"""Tells a build tool what output was made from, as Make and Ninja read it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from qapigen.backends.manifest import content_of
from qapigen.cli.build_paths import require_build_paths
from qapigen.cli.failing import cannot
from qapigen.cli.producing import Product


def tell_build(
    products: Sequence[Product], rule: str | None, stamp: str | None
) -> None:
    """Write the rule and touch the stamp, if a build tool asked for them.

    Raises a ClickException for a path that the rule cannot hold.
    """
    if rule is None and stamp is None:
        return
    # What writes is not imported where nothing is to be written.
    from qapigen.backends.output import make_folder, replace

    try:
        if rule is not None:
            outputs = [path for product in products for path in product.paths()]
            targets = outputs if stamp is None else [stamp]
            inputs = [path for product in products for path in product.inputs]
            require_build_paths((*targets, *inputs))
            make_folder(Path(rule).parent)
            replace(Path(rule), os.fsencode(depfile(targets, inputs)))
        if stamp is not None:
            make_folder(Path(stamp).parent)
            content_of(Path(stamp))
            Path(stamp).touch()
    except OSError as error:
        raise cannot("write", error) from error


def depfile(targets: Iterable[str], inputs: Iterable[str]) -> str:
    """The rule: every target depends on every input.

    Each input has an empty rule of its own, so that Make does not stop when
    one is gone: the include that named it is gone as well, then.
    """
    needed = [_escaped(path) for path in dict.fromkeys(inputs)]
    made = " ".join(map(_escaped, targets))
    # Before a colon, and only there, `%` would make a pattern of it.
    names = (re.sub(r"(\\*)%", r"\1\1\\%", path) for path in needed)
    rules = [
        f"{made}: \\\n  " + " \\\n  ".join(needed),
        *(f"{name}:" for name in names),
    ]
    return "\n\n".join(rules) + "\n"


def _escaped(path: str) -> str:
    """A path as one word: both tools take a backslash before a space, `#` or `:`, and `$$`."""
    # Backslashes stand for themselves, except where they would end up before such a one.
    # The colon of a drive is no such one.
    word = re.sub(r"(\\*)([ #]|:(?![\\/]))", r"\1\1\\\2", path)
    return word.replace("$", "$$")
