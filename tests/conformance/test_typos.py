# SPDX-License-Identifier: MIT
"""One slip of the pen gives one finding, and does not change what release a schema is of."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest
from corpus import Release, releases
from laid_out import LaidOut
from typos import KINDS

from qapigen.compiler import Compilation

# A slip may be legal: text in a comment, or a name that nothing else mentions.
MAY_PASS = {
    "described-name",
    "described-feature",
    "doc-member-at-lost",
    "doc-member-colon-lost",
    "doc-tag",
    "key-name",
    "key-type",
    "member-name",
}
# Each kind is tried in one or two of the releases, which takes long enough.
SHARE = 4


@pytest.mark.parametrize(
    "release", releases(), ids=lambda release: str(release.edition)
)
def test_one_slip_one_finding(release: Release, tmp_path: Path) -> None:
    """A fourth of the kinds in each schema, anywhere: one finding more, the same edition."""
    laid_out = LaidOut(next(release.roots()), tmp_path)
    wrong = []
    for kind in list(KINDS)[releases().index(release) % SHARE :: SHARE]:
        random = Random(f"{release.edition} {kind}")
        slips = list(KINDS[kind](laid_out.schema, random))
        if not slips:
            continue
        slip = random.choice(slips)
        compilation = laid_out.compile([slip])
        found = _further(compilation, laid_out.plain)
        same = compilation.edition is laid_out.plain.edition
        if (len(found) != 1 and (found or kind not in MAY_PASS)) or not same:
            place = f"{slip.span.source.path}:{slip.span.line}"
            wrong.append(f"{kind} at {place}: {compilation.edition}: {found}")
    assert not wrong, "\n".join(wrong)


def test_the_kinds_can_be_found(qemu_releases: list[Release], tmp_path: Path) -> None:
    """Each kind of slip is possible somewhere in some schema: none is asleep."""
    asleep = set(KINDS)
    for release in reversed(qemu_releases):
        if asleep:
            folder = tmp_path / str(release.edition)
            schema = LaidOut(next(release.roots()), folder).schema
            asleep -= {k for k in asleep if any(KINDS[k](schema, Random(k)))}
    assert not asleep


def _further(compilation: Compilation, plain: Compilation) -> list[str]:
    """What is found in one that is not in the other."""
    known = Counter(finding.message for finding in plain.findings)
    found = Counter(finding.message for finding in compilation.findings)
    return list((found - known).elements())
