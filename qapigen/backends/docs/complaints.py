# SPDX-License-Identifier: MIT
"""What docutils complains of, as findings at the lines of the schema."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qapigen.backends.docs.passages import Passage
from qapigen.diagnostics.diagnostic import Code, Severity
from qapigen.diagnostics.report import Report

if TYPE_CHECKING:
    from docutils import nodes

DOC_MARKUP = Code(
    "doc-markup",
    "{complaint}",
    "Markup that cannot be understood is shown as it was typed, which is seldom what "
    "was meant.",
    severity=Severity.WARNING,
)

_WARNING_LEVEL = 2


class Complaints:
    """Turns docutils' messages into findings; `now` is the passage being parsed."""

    def __init__(self, passages: Sequence[Passage], report: Report) -> None:
        self.passages = passages
        self.report = report
        self.now: int | None = None

    def take(self, message: nodes.system_message) -> None:
        """Report one message of docutils; below warnings it only informs."""
        source = message.get("source") or ""
        number = int(source) if source.isdecimal() else self.now
        if number is None or message["level"] < _WARNING_LEVEL:
            return
        place = self.passages[number].span(int(message.get("line") or 1) - 1)
        self.report.add(DOC_MARKUP.at(place, complaint=_in_house_style(message)))


def _in_house_style(message: nodes.system_message) -> str:
    """The first paragraph, without a full stop, beginning low."""
    first = message.children[0].astext() if message.children else ""
    text = " ".join(first.split()).rstrip(".")
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
