# SPDX-License-Identifier: MIT
"""What descriptions say in passing: since when a thing is there, and its default.

Where a description ends in parentheses that say nothing else, they are taken
out of the text: the page shows them beside the name.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from qapigen.backends.docs.defaults import default_in
from qapigen.backends.docs.passages import Line, Passage

_LAST = re.compile(r"(?P<before>.*?)\s*\((?P<inside>[^()]*)\)\.?\s*")
_BETWEEN_FACTS = re.compile(r";\s*|,\s*(?=since|default)", re.IGNORECASE)
_SINCE = re.compile(r"since:?\s+(?:QEMU\s+)?(?P<release>\d+(?:\.\d+)+)", re.IGNORECASE)
_SINCE_ANYWHERE = re.compile(
    rf"(?:[(;]\s*|\.\s+){_SINCE.pattern}(?=\s*[;,)]|\.?$)", re.IGNORECASE
)


class Description(NamedTuple):
    """A description: the passage left to read, and what was said in passing."""

    passage: Passage
    since: str = ""
    default: str = ""


def describe(passage: Passage) -> Description:
    """What the description of a member says."""
    return _described(passage, default_in)


def dated(passage: Passage) -> Description:
    """What a description says of something that has no default: a value, a feature."""
    return _described(passage, lambda text: "")


def _described(passage: Passage, default_of: Callable[[str], str]) -> Description:
    text = " ".join(line.text for line in passage.lines)
    found = Description(passage, default=default_of(text))
    while (shorter := _without_last(found, default_of)) is not None:
        found = shorter
    if not found.since:
        match = _SINCE_ANYWHERE.search(text)
        found = found._replace(since=match["release"] if match else "")
    return found


def _without_last(
    found: Description, default_of: Callable[[str], str]
) -> Description | None:
    """The description without parentheses at its end; None if they hold more than facts."""
    lines = found.passage.lines
    opening = max((n for n, line in enumerate(lines) if "(" in line.text), default=0)
    match = _LAST.fullmatch(" ".join(line.text for line in lines[opening:]))
    if match is None:
        return None
    since = found.since
    for part in _BETWEEN_FACTS.split(match["inside"].strip()):
        release = _SINCE.fullmatch(part)
        if release:
            since = since or release["release"]
        elif not _says_only(part, found.default, default_of):
            return None
    rest = Line(match["before"], lines[opening].number)
    left = (*lines[:opening], rest) if rest.text else lines[:opening]
    return Description(found.passage._replace(lines=left), since, found.default)


def _says_only(part: str, default: str, default_of: Callable[[str], str]) -> bool:
    """Whether the words tell the default and nothing else."""
    if not default or not part.lower().startswith("default"):
        return False
    return default_of(f"({part})") == default and part.rstrip("'\"`").endswith(default)
