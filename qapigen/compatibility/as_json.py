# SPDX-License-Identifier: MIT
"""Changes for programs: one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from qapigen.compatibility.change import Change
from qapigen.source import Span


def render(changes: Iterable[Change]) -> Iterator[str]:
    """One object a change; its keys and their order are part of the interface."""
    for change in changes:
        yield json.dumps(
            {
                "path": change.where,
                "severity": str(change.severity),
                "direction": change.direction.value,
                "announced": str(change.announced),
                "code": change.kind.name,
                "message": change.message,
                "old": _place(change.old),
                "new": _place(change.new),
                "users": list(change.users),
            }
        )


def _place(span: Span | None) -> dict[str, object] | None:
    """File and line; an answer of a server has no lines that mean anything."""
    if span is None:
        return None
    line = span.line if span.source.text else None
    return {"file": span.source.path, "line": line}
