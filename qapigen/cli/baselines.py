# SPDX-License-Identifier: MIT
"""What `--baseline` names: an older state of schemas, or a report of its findings."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import click

from qapigen.cli.revisions import PREFIX
from qapigen.cli.sources import SchemaPath, hint_at_merge_base, opened
from qapigen.cli.terminal import print_lines
from qapigen.diagnostics.baseline import (
    Baseline,
    Fingerprint,
    baseline,
    fingerprint,
    of_entry,
    read_report,
)
from qapigen.diagnostics.diagnostic import Diagnostic, has_errors
from qapigen.diagnostics.ignores import UNUSED_IGNORE, Ignore, silence, unused
from qapigen.diagnostics.visible import visible
from qapigen.editions import Edition
from qapigen.syntax.loader import STANDARD_INPUT, Read, UnreadableRootError

if TYPE_CHECKING:
    from qapigen.compiler import Compilation


class Judgement(NamedTuple):
    """How older schemas are judged: in the edition of each root, by a function, with ignores.

    `with_examples` if the function looks at examples, which it cannot beside errors.
    """

    editions: Mapping[str, Edition]
    findings_of: Callable[[Compilation], Sequence[Diagnostic]]
    ignores: Sequence[Ignore]
    with_examples: bool


def read_baseline(source: str, judgement: Judgement, quiet: bool) -> Baseline:
    """The findings in an older state of the roots, judged as the present ones are.

    What cannot be read ends the program, except for a root that is new.
    """
    try:
        report = _report(source)
        if report is not None:
            return _renamed(read_report(report), list(judgement.editions))
        notes: list[str] = []
        result = _judged(source, judgement, notes)
        first = next(iter(judgement.editions), STANDARD_INPUT)
        hint = hint_at_merge_base(source, None, _path(first))
    except (OSError, ValueError, UnreadableRootError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        text = f"cannot read '{visible(source)}': {visible(reason)}"
        raise click.ClickException(text) from error
    notes += [] if hint is None else [f"hint: {hint}"]
    if not quiet:
        print_lines((f"qapigen: {visible(note)}" for note in notes), to_error=True)
    return result


def new_findings(
    findings: Sequence[Diagnostic],
    by_root: Mapping[str, Iterable[Diagnostic]],
    old: Baseline,
) -> list[Diagnostic]:
    """Those of the findings that the baseline does not have.

    `by_root` has all findings of each root; what several roots share is new if it is
    new for each of them.
    """
    pairs = [(fingerprint(f, r, r), f) for r, all_of in by_root.items() for f in all_of]
    pairs += [(of_entry(f), f) for f in findings if f.code is UNUSED_IGNORE]
    is_old = old.matches(pairs)
    places = {
        f.identity for (_, f), matched in zip(pairs, is_old, strict=True) if matched
    }
    return [finding for finding in findings if finding.identity not in places]


def _path(root: str) -> SchemaPath | None:
    return None if root == STANDARD_INPUT else SchemaPath(root, False)


def _judged(source: str, judgement: Judgement, notes: list[str]) -> Baseline:
    """The baseline that the roots in a source are; `notes` gets what is to be said of it."""
    pairs: list[tuple[Fingerprint, Diagnostic]] = []
    for root, edition in judgement.editions.items():
        with opened(source, _path(root)) as (path, read):
            compilation = _compiled(path, edition, read)
            if compilation is None:
                notes.append(f"'{root}' is not in '{source}': all findings are new")
                continue
            if judgement.with_examples and has_errors(compilation.findings):
                notes.append(
                    f"'{root}' has errors in '{source}': examples were not checked there"
                )
            findings = judgement.findings_of(compilation)
            pairs += [(fingerprint(f, root, path), f) for f in findings]
    useless = silence([finding for _, finding in pairs], judgement.ignores).unused
    pairs += [(of_entry(f), f) for f in map(unused, useless)]
    return baseline(pairs)


def _compiled(path: str, edition: Edition, read: Read) -> Compilation | None:
    """The schema of a root, None where there is no such file.

    Missing includes are worded as they are in the work tree, to be recognized there.
    """
    from qapigen.compiler import compile_schema

    def read_likewise(path: str) -> bytes:
        try:
            return read(path)
        except FileNotFoundError as error:
            raise FileNotFoundError(error.errno, "No such file or directory") from error

    try:
        return compile_schema(path, edition, read_likewise)
    except UnreadableRootError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            return None
        raise


def _report(source: str) -> str | None:
    """The text of a saved report; None where a source is something else."""
    if source.startswith(PREFIX) or os.path.isdir(source):
        return None
    with open(source, encoding="utf-8", errors="surrogateescape") as file:
        text = file.read()
    try:
        first = json.loads(text.lstrip().partition("\n")[0] or "{}")
    except ValueError:
        return None
    if first and "code" not in first:
        raise ValueError("not a report of --format json")
    return text


def _renamed(found: Sequence[Fingerprint], roots: Sequence[str]) -> Baseline:
    """The baseline that a report is, with its roots called as they are now.

    A report may come from another folder: the ends of paths tell which root is which.
    """

    def alike(one: str, other: str) -> int:
        parts = zip(reversed(one.split("/")), reversed(other.split("/")), strict=False)
        return next(
            (at for at, (a, b) in enumerate(parts) if a != b),
            min(one.count("/"), other.count("/")) + 1,
        )

    names = {"": ""}
    for each in {f.root for f in found if f.root}:
        names[each] = max(roots, key=lambda root: (root == each, alike(root, each)))
    return Baseline(Counter(f._replace(root=names[f.root]) for f in found), Counter())
