# SPDX-License-Identifier: MIT
"""A schema in the language of 2.11, from end to end."""

from __future__ import annotations

from pathlib import Path

from conftest import missing
from corpus import Release
from served_schema import Entry, not_served

from qapigen.backends.introspection import introspect
from qapigen.compiler import compile_schema
from qapigen.editions import find_edition

ROOT = Path(__file__).parent / "schemas" / "founding" / "qapi-schema.json"
EDITION = find_edition("2.11")


def _introspected(root: Path) -> list[Entry]:
    return introspect(compile_schema(str(root), EDITION).schema, unmask=True)


def test_it_is_right_in_its_own_language() -> None:
    """Whitelists, simple unions and the old markup are nothing to complain about."""
    assert not compile_schema(str(ROOT), EDITION).findings


def test_its_language_is_recognized() -> None:
    """Nobody has to say that it is old."""
    compilation = compile_schema(str(ROOT))
    assert compilation.inferred
    assert not compilation.findings
    assert compilation.refusals


def test_simple_unions_have_a_tag_and_wrappers() -> None:
    """What was left unsaid then is on the wire all the same."""
    action = next(e for e in _introspected(ROOT) if e["name"] == "TransactionAction")
    assert action["tag"] == "type"
    cases = {variant["case"]: variant["type"] for variant in action["variants"]}
    assert cases["abort"] == "q_obj_Abort-wrapper"


def test_it_says_what_its_release_says(qemu_releases: list[Release]) -> None:
    """Names, types and what is optional are those of QEMU's own schema."""
    for release in qemu_releases:
        if release.edition == EDITION:
            theirs = _introspected(next(release.roots()))
            break
    else:
        missing(f"no schemas of QEMU {EDITION}")
    assert not not_served(_introspected(ROOT), theirs)
