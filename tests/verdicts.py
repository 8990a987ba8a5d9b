# SPDX-License-Identifier: MIT
"""What QEMU says of a schema and what we say of it, side by side."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from corpus import Release, releases

from qapigen.compiler import compile_schema
from qapigen.diagnostics.diagnostic import Diagnostic, Severity
from qapigen.editions import Edition
from qapigen.syntax.loader import UnreadableRootError

_REPORTED = re.compile(r"^(\S+?):(\d+):(?:(\d+):)? (.*)$", re.MULTILINE)


class Judgement:
    """Our findings that are errors, and the places that they name, by file name."""

    def __init__(self, errors: list[Diagnostic], is_readable: bool = True) -> None:
        self.errors = errors
        self.is_readable = is_readable

    @cached_property
    def lines(self) -> set[tuple[str, int]]:
        """The lines of the findings, and of what they say they lie in."""
        places = [finding.span for finding in self.errors]
        for finding in self.errors:
            owners = (finding.definition, finding.documentation)
            places += [owner.span for owner in owners if owner]
        return {(os.path.basename(p.source.path), p.line) for p in places}

    @cached_property
    def points(self) -> set[tuple[str, int, int]]:
        """The lines and columns of the findings."""
        return {
            (os.path.basename(f.span.source.path), *f.span.position)
            for f in self.errors
        }


def judged(root: str, edition: Edition) -> Judgement:
    """What the compiler says of a schema in one edition."""
    try:
        findings = compile_schema(root, edition).findings
    except UnreadableRootError:
        return Judgement([], is_readable=False)
    return Judgement([f for f in findings if f.severity is Severity.ERROR])


class Place(NamedTuple):
    """Where QEMU reports; each part None where it reports no such thing."""

    file: str | None = None
    line: int | None = None
    column: int | None = None


class Verdict(NamedTuple):
    """What one release says of a schema."""

    folder: Path
    root: str
    edition: Edition
    accepted: bool
    place: Place = Place()
    message: str = ""

    def disagreements(self, ours: Judgement) -> Iterator[str]:
        """In what we disagree, in words; nothing if we agree."""
        said = [f"{f.span.line}: {f.code.name}: {f.message}" for f in ours.errors]
        subject = f"{self.root} in {self.edition} ({self.message!r}, ours: {said})"
        accepted = ours.is_readable and not ours.errors
        if accepted != self.accepted:
            yield f"{subject}: {'rejected' if accepted else 'accepted'} by QEMU"
        elif self.place.line and ours.is_readable and not accepted:
            file, line, column = self.place
            name = os.path.basename(file or "")
            if (name, line) not in ours.lines:
                yield f"{subject}: QEMU reports line {line}"
            elif (
                column
                and (name, line, column) not in ours.points
                and self.is_column_shared(name, line)
            ):
                yield f"{subject}: QEMU reports column {column} of line {line}"

    def is_column_shared(self, name: str, line: int) -> bool:
        """Whether the column is part of the contract: outside comments, on a line without tabs."""
        path = self.folder / (os.path.dirname(self.root) or ".") / name
        lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
        return (
            not lines[line - 1].lstrip().startswith("#") and "\t" not in lines[line - 1]
        )


def expected_verdicts(checkout: Path | None = None) -> Iterator[Verdict]:
    """The cases of QEMU's suites in all releases at hand, or in one checkout."""
    found = releases() if checkout is None else releases([checkout])
    for release in found:
        listed = release.folder / "tests" / "qapi-schema" / "expected.jsonl"
        yield from (
            _listed(release, listed) if listed.exists() else _from_errors(release)
        )


def _listed(release: Release, listed: Path) -> Iterator[Verdict]:
    for line in listed.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        yield Verdict(
            listed.parent,
            f"{case['test']}.json",
            release.edition,
            case["verdict"] == "accept",
            Place(case["file"], case["line"], case["column"]),
            case["message"] or "",
        )


def _from_errors(release: Release) -> Iterator[Verdict]:
    for schema in release.suite():
        errors = schema.with_suffix(".err")
        if not errors.exists():
            # It is included by others.
            continue
        text = errors.read_text(encoding="utf-8")
        match = _REPORTED.search(text)
        place = Place()
        if match is not None:
            column = int(match[3]) if match[3] else None
            place = Place(match[1], int(match[2]), column)
        yield Verdict(
            schema.parent, schema.name, release.edition, not text, place, text
        )
