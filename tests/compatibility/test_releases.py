# SPDX-License-Identifier: MIT
"""Real releases against each other: every break that is reported was read by a person once.

`breaks.jsonl` holds them, with what the reading said. A new one has to be read,
and written down there, before this passes again.
"""

from __future__ import annotations

import json
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import missing
from corpus import Release, releases

from qapigen.backends.introspection import introspect
from qapigen.compatibility.change import Change
from qapigen.compatibility.comparison import compare
from qapigen.compatibility.verdict import Announced, Direction, Severity
from qapigen.compiler import compile_schema
from qapigen.editions import find_edition
from qapigen.schema.answers import read_answer
from qapigen.schema.schema import Schema
from qapigen.schema.wire import Wire, wire_of

READ = [
    json.loads(line)
    for line in (Path(__file__).parent / "breaks.jsonl").read_text().splitlines()
]
PAIRS = sorted({(row["schema"], row["old"], row["new"]) for row in READ})
FOLDERS = {"qga": "guest agent", "storage-daemon": "storage daemon"}

# In a configuration that lacks these, whole commands, branches and members are gone.
LACKING = frozenset({"CONFIG_SPICE", "CONFIG_LINUX", "TARGET_I386", "CONFIG_TPM"})


def _kind(root: Path, release: Release) -> str:
    return FOLDERS.get(root.relative_to(release.folder).parts[0], "main")


@cache
def _roots() -> dict[tuple[str, str], Path]:
    return {
        (_kind(root, release), release.edition.name): root
        for release in releases()
        for root in release.roots()
    }


@cache
def _schema(kind: str, name: str) -> Schema:
    return compile_schema(str(_roots()[kind, name]), find_edition(name)).schema


@cache
def _wire(kind: str, name: str) -> Wire:
    return wire_of(_schema(kind, name))


@cache
def _breaks(kind: str, old: str, new: str) -> list[Change]:
    found = compare(_wire(kind, old), _wire(kind, new))
    return [change for change in found if change.severity is Severity.BREAKING]


@pytest.fixture(scope="module", autouse=True)
def _at_hand(qemu_releases: list[Release]) -> None:
    """All of this is about the releases that were read."""
    names = {release.edition.name for release in qemu_releases}
    if not {row["old"] for row in READ} <= names:
        missing("the releases that were read are not at hand")


@pytest.mark.parametrize(("kind", "old", "new"), PAIRS)
def test_every_break_was_read(kind: str, old: str, new: str) -> None:
    """Exactly these, in these directions, announced in this way."""
    found = [
        (c.where, c.kind.name, c.direction.value, str(c.announced))
        for c in _breaks(kind, old, new)
    ]
    read = [
        (row["path"], row["code"], row["direction"], row["announced"])
        for row in READ
        if (row["schema"], row["old"], row["new"]) == (kind, old, new)
    ]
    assert sorted(found) == sorted(read)


def test_neighbours_without_breaks_have_none() -> None:
    """Such as all of the guest agent's."""
    kinds = {kind for kind, _ in _roots()}
    for kind in sorted(kinds):
        names = [name for other, name in _roots() if other == kind]
        for old, new in pairwise(names):
            assert (kind, old, new) in PAIRS or not _breaks(kind, old, new)


def test_breaks_between_distant_releases_are_those_of_neighbours() -> None:
    """Whatever broke between two releases broke at some step between them."""
    steps = {(row["schema"], row["code"], _last(row["path"])) for row in READ}
    names = [name for kind, name in _roots() if kind == "main"]
    for at, old in enumerate(names):
        for new in names[at + 2 :]:
            for change in _breaks("main", old, new):
                step = ("main", change.kind.name, _last(change.where))
                assert step in steps, (old, new, change.where)


def _last(path: str) -> str:
    """The last name of a path: what leads to it may be called otherwise in between."""
    return path.replace("=", ".").rpartition(".")[2]


def test_well_known_breaks_are_there() -> None:
    """Those that everybody who drove QEMU in these years had to follow."""
    known = {
        "object-add.arguments.props",
        "migrate.arguments.blk",
        "migrate.arguments.inc",
        "cpu-add",
        "query-cpus",
        "query-cpus-fast.returns[].arch",
    }
    assert known <= {row["path"] for row in READ}
    assert all(row["reading"].startswith("true: ") for row in READ)


def test_a_release_has_no_difference_to_what_its_server_would_answer() -> None:
    """In both directions, in two configurations; simple unions and old answers included."""
    for kind, name in _roots():
        schema = _schema(kind, name)
        for lacking in (frozenset[str](), LACKING):
            text = json.dumps(introspect(schema, lacking))
            answer = read_answer(text, "a server")
            own = wire_of(schema, lambda symbol, out=lacking: symbol not in out)
            assert compare(own, answer) == []
            assert compare(answer, own) == []


def test_what_is_announced_is_told_apart() -> None:
    """All four may be found among the breaks, but for what only a third release shows."""
    told = {row["announced"] for row in READ}
    assert told == {str(a) for a in Announced if a is not Announced.LATE}


def test_a_driver_of_a_vendor_can_be_sent() -> None:
    """A vendor's block driver, added to each release as vendors add theirs, has its own line."""
    for (kind, name), root in _roots().items():
        if kind != "main":
            continue
        edition = find_edition(name)
        compilation = compile_schema(str(root), edition, _with_vendor_driver)
        found = compare(_wire(kind, name), wire_of(compilation.schema))
        sent = [c for c in found if c.direction is Direction.SEND]
        assert {change.kind.name for change in found} == {"value-added"}
        assert "blockdev-add.arguments.driver=vendor" in {c.where for c in sent}


def _with_vendor_driver(path: str) -> bytes:
    text = Path(path).read_text(encoding="utf-8")
    text = re.sub(r"('enum': 'BlockdevDriver',\s+'data': \[)", r"\1 'vendor',", text)
    branch = r"\1'vendor': 'BlockdevOptionsFile',"
    pattern = r"('union': 'BlockdevOptions',.*?'data': \{\s*)(?='blkdebug')"
    return re.sub(pattern, branch, text, flags=re.DOTALL).encode()


def test_new_modes_of_migration_can_be_sent() -> None:
    """They are received as well, and that does not hide what can be sent."""
    newer = [n for kind, n in _roots() if kind == "main"]
    at = newer.index("9.0")
    found = compare(_wire("main", "9.0"), _wire("main", newer[at + 1]))
    told = {
        (c.direction, c.where.rpartition("=")[0])
        for c in found
        if c.where.endswith("mode=cpr-transfer")
    }
    assert told == {
        (Direction.SEND, "migrate-set-parameters.arguments.mode"),
        (Direction.RECEIVE, "query-migrate-parameters.returns.mode"),
    }
