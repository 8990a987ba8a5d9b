# SPDX-License-Identifier: MIT
"""Changes as a changelog to publish: by module, what breaks first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from qapigen.compatibility.as_text import ANNOUNCED, summary, used_by
from qapigen.compatibility.change import Change
from qapigen.compatibility.verdict import Announced, Severity
from qapigen.diagnostics.visible import visible

_HEADINGS = ("Breaking", "Risky", "Deprecated", "New", "Other changes")
_NO_MODULE = "Everywhere"


def render(changes: Sequence[Change], old: str, new: str) -> Iterator[str]:
    """The lines of the page; `old` and `new` name the sides."""
    yield f"# Changes from {_escaped(old)} to {_escaped(new)}"
    yield from ("", f"{summary(changes)}.".capitalize())
    modules: dict[str, list[Change]] = {}
    for change in changes:
        modules.setdefault(_module(change), []).append(change)
    for module in sorted(modules):
        yield from ("", f"## {_escaped(module)}")
        for heading in _HEADINGS:
            chosen = [c for c in modules[module] if _heading(c) == heading]
            if chosen:
                yield from ("", f"### {heading}", "")
                yield from map(_item, chosen)


def _module(change: Change) -> str:
    """The file that the thing is in now, or was; servers do not tell."""
    span = change.new or change.old
    if span is None or not span.source.text:
        span = change.old
    if span is None or not span.source.text:
        return _NO_MODULE
    return PurePath(span.source.path).stem


def _heading(change: Change) -> str:
    if change.severity is Severity.COMPATIBLE:
        name = change.kind.name
        if name == "deprecated":
            return "Deprecated"
        return "New" if name.endswith("-added") else "Other changes"
    return str(change.severity).capitalize()


def _item(change: Change) -> str:
    text = f"- `{visible(change.where).replace('`', '')}`: {_escaped(change.message)}"
    if change.severity is not Severity.COMPATIBLE:
        text += f" ({ANNOUNCED[change.announced]})"
    elif change.announced is Announced.UNSTABLE:
        text += " (unstable)"
    if len(change.users) > 1:
        text += f"; used by {_escaped(used_by(change))}"
    return text


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", visible(text))
