# SPDX-License-Identifier: MIT
"""The index of all codes as one Markdown page, made from the codes and their test cases."""

from __future__ import annotations

from collections.abc import Iterator

from qapigen.catalog import codes, example, headline
from qapigen.diagnostics.diagnostic import Code
from qapigen.editions import ALWAYS


def index_page() -> Iterator[str]:
    """The lines of the page."""
    known = codes()
    yield from ("# What qapigen finds", "")
    yield f"The {len(known)} codes; `qapigen explain CODE` prints one entry."
    for code in known.values():
        yield ""
        yield from _entry(code)


def _entry(code: Code) -> Iterator[str]:
    seen = "every release" if code.refused_by == ALWAYS else str(code.refused_by)
    yield from (f"## {code.name}", "")
    yield from (f"{code.severity.value.capitalize()}, {seen}: *{headline(code)}*", "")
    yield code.why
    shown = example(code)
    if shown is not None:
        yield from ("", "```python", shown.schema.rstrip(), "```", "", "```text")
        yield from (shown.rendering.rstrip(), "```")
