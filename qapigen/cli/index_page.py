# SPDX-License-Identifier: MIT
"""All codes and kinds of change as one Markdown page, made from them and the test cases."""

from __future__ import annotations

from collections.abc import Iterator

from qapigen.catalog import codes, example, headline
from qapigen.compatibility.change import Kind
from qapigen.compatibility.kinds import kinds
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
    changes = kinds()
    yield from ("", "# What `qapigen diff` tells", "")
    yield (
        f"The {len(changes)} kinds of change."
        " How bad one is depends on who speaks: clients *send* arguments,"
        " and *receive* what commands return and what events hold."
    )
    for kind in changes.values():
        yield ""
        yield from _change(kind)


def _change(kind: Kind) -> Iterator[str]:
    harm = ", ".join(f"{how} where {where}" for where, how in kind.harm().items())
    yield from (f"## {kind.name}", "")
    yield from (f"{harm.capitalize()}: *{headline(kind)}*", "")
    yield kind.why


def _entry(code: Code) -> Iterator[str]:
    seen = "every release" if code.refused_by == ALWAYS else str(code.refused_by)
    yield from (f"## {code.name}", "")
    yield from (f"{code.severity.value.capitalize()}, {seen}: *{headline(code)}*", "")
    yield code.why
    shown = example(code)
    if shown is not None:
        yield from ("", "```python", shown.schema.rstrip(), "```", "", "```text")
        yield from (shown.rendering.rstrip(), "```")
