# SPDX-License-Identifier: MIT
"""Print the table: `python -m benchmarks`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import click

from benchmarks import bindings, compiler, hostile, reference, servers
from benchmarks.measure import START, Cost, Row, cost

PARTS: Mapping[str, Callable[[], Iterator[Row]]] = {
    "compiler": compiler.rows,
    "hostile": hostile.rows,
    "reference": reference.rows,
    "bindings": bindings.rows,
    "servers": servers.rows,
}

LINE = "| {:<46} | {:>7} | {:>7} | {:>5} | {:<28} |"


@click.command()
@click.argument("parts", nargs=-1, type=click.Choice(list(PARTS)))
def main(parts: Sequence[str]) -> None:
    """Measure and print, row by row; without PARTS all of them."""
    start = cost(START, runs=31)
    print(LINE.format("what", "ms", "starts", "MiB", "asked"))
    print(LINE.format("---", "--:", "--:", "--:", "---"))
    print(line(Row("a start: python -I -c pass", start), start), flush=True)
    for part in parts or PARTS:
        for row in PARTS[part]():
            print(line(row, start), flush=True)


def line(row: Row, start: Cost) -> str:
    """A row as it is printed; what is not known stays empty."""
    if row.cost is None:
        return LINE.format(row.what, "", "", "", row.asked)
    milliseconds, mebibytes = row.cost.seconds * 1000, row.cost.mebibytes
    return LINE.format(
        row.what,
        f"{milliseconds:.{0 if milliseconds >= 10 else 1}f}",
        f"{row.cost.seconds / start.seconds:.1f}",
        f"{mebibytes:.0f}" if mebibytes else "",
        row.asked,
    )


if __name__ == "__main__":
    main(prog_name="python -m benchmarks")
