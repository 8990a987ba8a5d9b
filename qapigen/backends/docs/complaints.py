# SPDX-License-Identifier: MIT
"""What docutils complains of, as findings at the lines of the schema."""

from __future__ import annotations

import re
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
_ROLE = re.compile(r"'(:[\w:-]+:)'")


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
        passage = self.passages[number]
        complaint = _in_house_style(message)
        index = int(message.get("line") or 1) - 1
        place = passage.span(_line_of(complaint, passage, index))
        self.report.add(DOC_MARKUP.at(place, complaint=complaint))


def _line_of(complaint: str, passage: Passage, first: int) -> int:
    """The line that has the role complained of; docutils knows the paragraph's first."""
    role = _ROLE.match(complaint)
    following = range(first, len(passage.lines))
    found = (i for i in following if role and role[1] in passage.lines[i].text)
    return next(found, first)


def _in_house_style(message: nodes.system_message) -> str:
    """The first paragraph, without a full stop, beginning low."""
    first = message.children[0].astext() if message.children else ""
    text = " ".join(first.split()).rstrip(".")
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
