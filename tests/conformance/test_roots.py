# SPDX-License-Identifier: MIT
"""The schemas that QEMU ships: no error in them, and each is known for what it is."""

from __future__ import annotations

import pytest
from corpus import Release
from laid_out import errors

from qapigen.compiler import compile_schema
from qapigen.diagnostics.inference import possible_editions
from qapigen.diagnostics.report import Report
from qapigen.editions import ALWAYS
from qapigen.rules import RULES
from qapigen.rules.documents import DocumentJudge
from qapigen.schema.build import build_schema
from qapigen.syntax.loader import load


def test_no_release_finds_an_error_in_its_own_schemas(
    qemu_releases: list[Release],
) -> None:
    """Main schema, guest agent, storage daemon: each in its own edition."""
    wrong = []
    for release in qemu_releases:
        roots = list(release.roots())
        assert len(roots) >= 2
        for root in roots:
            found = errors(compile_schema(str(root), release.edition))
            wrong += [f"{root}: {f.span.line}: {f.message}" for f in found]
    assert not wrong, "\n".join(wrong)


def test_the_edition_is_inferred(qemu_releases: list[Release]) -> None:
    """Inferred, there is no error either, and the edition is not older than the release."""
    for release in qemu_releases:
        for root in release.roots():
            compilation = compile_schema(str(root))
            assert compilation.inferred
            assert not errors(compilation), root
            assert compilation.edition.rank >= release.edition.rank, root


def test_the_interval_contains_the_release(qemu_releases: list[Release]) -> None:
    """What dated constructs leave over of the releases has the right one in it."""
    for release in qemu_releases:
        for root in release.roots():
            report = Report()
            schema = build_schema(load(str(root), report), report)
            for rule in RULES:
                report.extend(rule(schema))
            DocumentJudge(schema, report).judge(ALWAYS)
            assert release.edition in possible_editions(report), root


@pytest.mark.parametrize("kind", ["successor", "latest"])
def test_what_others_would_refuse_is_told(
    kind: str, qemu_releases: list[Release]
) -> None:
    """Of the next release and of today's, by code and number; never of the edition itself."""
    for release in qemu_releases:
        compilation = compile_schema(str(next(release.roots())))
        asked = [refusals.edition for refusals in compilation.refusals]
        assert compilation.edition not in asked
        if compilation.edition.successor is None:
            assert not asked
        elif kind == "successor":
            assert asked[0] is compilation.edition.successor
            assert compilation.refusals[0].counts, "else it would have been inferred"
        else:
            assert asked[-1].successor is None
