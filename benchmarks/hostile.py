# SPDX-License-Identifier: MIT
"""How the cost of input that nobody should write grows: not faster than the input."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.measure import QAPIGEN, Row, cost, time
from qapigen.cli.program import run

RUNS = 3


class Kind(NamedTuple):
    """A kind of input: what it is, the smaller of two sizes, and what makes one of a size."""

    what: str
    size: int
    made: Callable[[int], str]


KINDS = (
    Kind("opening brackets in one line", 100_000, lambda size: "[" * size),
    Kind(
        "characters of an open string",
        100_000,
        lambda size: "{ 'command': '" + "x" * size,
    ),
    # Below some 20 MB memory is used again between runs, and costs nothing then.
    Kind("words of one comment line", 3_000_000, lambda size: "#" + "x " * size),
    Kind("lines of one comment", 1_500_000, lambda size: "# some words\n" * size),
    Kind("stray words in one line", 20_000, lambda size: "x " * size),
    Kind(
        "descriptions of one member",
        1000,
        lambda size: _COMMENT.format("# @x: y\n" * size),
    ),
    Kind(
        "unknown types, like known ones",
        300,
        lambda size: "".join(map(_UNKNOWN.format, range(size))),
    ),
    Kind("structs in a chain of bases", 200, lambda size: _chain(_STRUCT, size)),
    Kind("unions, each in another", 300, lambda size: _chain(_UNION, size)),
    Kind("branches that are near values", 800, lambda size: _branches(size)),
    Kind("descriptions of near members", 500, lambda size: _descriptions(size)),
    Kind("findings, a line each", 1000, lambda size: "{ 'x': 'y' }\n" * size),
    Kind("findings in one line", 1000, lambda size: "{ 'x': 'y' } " * size),
)

_COMMENT = "##\n# @do:\n#\n{}##\n{{ 'command': 'do' }}\n"
_UNKNOWN = "{{ 'struct': 'State{0}', 'data': {{ 'a': 'Stat{0}X' }} }}\n"

_STRUCT = (
    "{{ 'struct': 'State{0}', 'base': 'State{1}', 'data': {{ 'm{0}': 'int' }} }}\n"
)
_UNION = (
    "{{ 'union': 'State{0}', 'base': {{ 't{0}': 'QType' }}, 'discriminator': 't{0}',"
    " 'data': {{ 'none': 'State{1}' }} }}\n"
)


def _chain(template: str, size: int) -> str:
    """Definitions that each mention the one after it."""
    last = f"{{ 'struct': 'State{size}', 'data': {{}} }}\n"
    return "".join(template.format(at, at + 1) for at in range(size)) + last


def _branches(size: int) -> str:
    """A union whose branches are all misspelt values of its tag."""
    values = ", ".join(f"'value-{at}'" for at in range(size))
    branches = ", ".join(f"'valve-{at}': 'Leaf'" for at in range(size))
    return (
        f"{{ 'enum': 'Kind', 'data': [{values}] }}\n{{ 'struct': 'Leaf', 'data': {{}} }}\n"
        "{ 'union': 'State', 'base': { 'kind': 'Kind' }, 'discriminator': 'kind',"
        f" 'data': {{{branches}}} }}\n"
    )


def _descriptions(size: int) -> str:
    """A command whose descriptions are all of misspelt members."""
    text = "".join(f"# @valve-{at}: x\n#\n" for at in range(size))
    members = ", ".join(f"'value-{at}': 'int'" for at in range(size))
    return f"##\n# @do:\n#\n{text}##\n{{ 'command': 'do', 'data': {{{members}}} }}\n"


def rows() -> Iterator[Row]:
    """A row a kind: ten times the smaller size, and how many times the smaller's cost."""
    with TemporaryDirectory() as folder, open(os.devnull, "w") as nowhere:
        for kind in KINDS:
            paths = [Path(folder) / "small.json", Path(folder) / "large.json"]
            for path, size in zip(paths, (kind.size, 10 * kind.size), strict=True):
                path.write_text(kind.made(size), encoding="utf-8")
            # In this process: to start would be most of the smaller's cost.
            with redirect_stdout(nowhere):
                small, large = (_check(path) for path in paths)
            asked = f"{large / small:.1f} x a tenth of it, <= 11"
            whole = cost((*QAPIGEN, *_words(paths[1])), runs=1)
            yield Row(f"check {10 * kind.size} {kind.what}", whole, asked)


def _check(path: Path) -> float:
    return time(lambda: run(_words(path)), RUNS).seconds


def _words(path: Path) -> list[str]:
    return ["check", str(path), "--edition", "latest"]
