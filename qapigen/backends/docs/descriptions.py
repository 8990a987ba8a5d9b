# SPDX-License-Identifier: MIT
"""What descriptions of members say in passing: since when, and the default.

Where a description ends in parentheses that say nothing else, they are taken
out of the text: the page shows them beside the name.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from qapigen.backends.docs.passages import Line, Passage

_LAST = re.compile(r"(?P<before>.*?)\s*\((?P<inside>[^()]*)\)\.?\s*")
_SINCE = re.compile(r"since:?\s+(?:QEMU\s+)?(?P<release>\d+(?:\.\d+)+)", re.IGNORECASE)
_DEFAULT = re.compile(r"defaults?(?:\s+to|\s+is|:|\s)\s*(?P<text>\S.*)", re.IGNORECASE)
_SINCE_ANYWHERE = re.compile(
    rf"\(\s*{_SINCE.pattern}|;\s*{_SINCE.pattern.replace('release', 'later')}",
    re.IGNORECASE,
)
_DEFAULT_ANYWHERE = re.compile(
    r"\bdefault(?:s to|s? is| value is|:)\s+(?P<text>[^\s.;,()][^.;,()]{0,30})(?=[.;,)]|$)",
    re.IGNORECASE,
)


class Description(NamedTuple):
    """A description: the passage left to read, and what was said in passing."""

    passage: Passage
    since: str = ""
    default: str = ""


def describe(passage: Passage) -> Description:
    """What a member's description says."""
    found = _taken_out(passage)
    text = " ".join(line.text for line in passage.lines)
    since, default = found.since, found.default
    if not since:
        match = _SINCE_ANYWHERE.search(text)
        since = (match["release"] or match["later"]) if match else ""
    if not default:
        match = _DEFAULT_ANYWHERE.search(text)
        default = match["text"].strip() if match else ""
    return Description(found.passage, since, default)


def _taken_out(passage: Passage) -> Description:
    """The passage without parentheses at its end, if they hold only facts."""
    if not passage.lines:
        return Description(passage)
    *others, last = passage.lines
    match = _LAST.fullmatch(last.text)
    if match is None:
        return Description(passage)
    since = default = ""
    for part in re.split(r"[;,]\s*", match["inside"].strip()):
        release, value = _SINCE.fullmatch(part), _DEFAULT.fullmatch(part)
        if release:
            since = release["release"]
        elif value:
            default = value["text"]
        else:
            return Description(passage)
    rest = Line(match["before"], last.number)
    lines = (*others, rest) if rest.text else tuple(others)
    return Description(passage._replace(lines=lines), since, default)
