# SPDX-License-Identifier: MIT
"""Tell findings that a change brought from those that were there before.

A finding is recognized by its code, by the root and the definition or file that it
is in, and by its message; never by its line, which every edit above it moves.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from qapigen.diagnostics.diagnostic import Diagnostic
from qapigen.diagnostics.ignores import UNUSED_IGNORE

# Directives have no names of their own: the same text may stand in several files.
_DIRECTIVES = ("include", "pragma")


class Fingerprint(NamedTuple):
    """What stays the same of a finding however the files around it are edited.

    `place` is the definition, so that it may move from file to file, else the file.
    """

    code: str
    root: str
    place: str
    message: str


class Baseline(NamedTuple):
    """How often each finding was there, alone and with the text of its first line."""

    fingerprints: Counter[Fingerprint]
    lines: Counter[tuple[Fingerprint, str]]

    def matches(
        self, findings: Sequence[tuple[Fingerprint, Diagnostic]]
    ) -> Iterator[bool]:
        """For each of the findings whether it was there before.

        Where there are more alike than before, those on unchanged lines are the old ones.
        """
        left, lines = self.fingerprints.copy(), self.lines.copy()
        on_same_line = []
        for fingerprint, finding in findings:
            key = fingerprint, _line(finding)
            on_same_line.append(lines[key] > 0)
            if on_same_line[-1]:
                lines[key] -= 1
                left[fingerprint] -= 1
        for (fingerprint, _), is_old in zip(findings, on_same_line, strict=True):
            if not is_old and left[fingerprint] > 0:
                left[fingerprint] -= 1
                is_old = True
            yield is_old


def fingerprint(finding: Diagnostic, root: str, path: str) -> Fingerprint:
    """The fingerprint of a finding in the schema of a root, whose file was read from `path`."""
    owner = finding.definition
    named = None if owner is None else (owner.kind, owner.name)
    place = _place(named, finding.span.source.path, path)
    return Fingerprint(finding.code.name, root, place, _message(finding.message, path))


def of_entry(finding: Diagnostic) -> Fingerprint:
    """The fingerprint of a finding about an entry of `ignore`, which is in no schema."""
    return fingerprint(finding, "", finding.span.source.path)


def baseline(findings: Iterable[tuple[Fingerprint, Diagnostic]]) -> Baseline:
    """The baseline that findings with their fingerprints are."""
    fingerprints: Counter[Fingerprint] = Counter()
    lines: Counter[tuple[Fingerprint, str]] = Counter()
    for each, finding in findings:
        fingerprints[each] += 1
        lines[each, _line(finding)] += 1
    return Baseline(fingerprints, lines)


def read_report(text: str) -> list[Fingerprint]:
    """The fingerprints of the findings in a report of the format `json`.

    Their roots are as they are called there. Raises ValueError where the text is no
    such report.
    """
    try:
        return [_reported(json.loads(line)) for line in text.splitlines() if line]
    except (AttributeError, KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"not a report of --format json: {error!r}") from error


def _reported(entry: dict[str, Any]) -> Fingerprint:
    file, chain, owner = entry["file"], entry["included_from"], entry["definition"]
    path = chain[-1]["file"] if chain else file
    named = owner and (owner["kind"], owner["name"])
    root = "" if entry["code"] == UNUSED_IGNORE.name else path
    message = _message(entry["message"], path)
    return Fingerprint(entry["code"], root, _place(named, file, path), message)


def _place(named: tuple[str, str] | None, file: str, root: str) -> str:
    """A definition by kind and name, else a file by its way from the root, itself empty."""
    if named is not None and named[0] not in _DIRECTIVES:
        return " ".join(named)
    return "" if file == root else file.removeprefix(_folder(root))


def _message(message: str, root: str) -> str:
    """A message in which names of files are like those of any other copy of the schema."""
    return message.replace(f"'{_folder(root)}", "'")


def _folder(path: str) -> str:
    return path[: path.rfind("/") + 1]


def _line(finding: Diagnostic) -> str:
    return finding.span.source.line(finding.span.line)
