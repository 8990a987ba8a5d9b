# SPDX-License-Identifier: MIT
"""Print the table: `python -m benchmarks`."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.bindings import rows as binding_rows
from benchmarks.measure import QAPIGEN, START, Cost, cost
from benchmarks.schemas import invented, releases
from qapigen.backends.targets import BACKENDS

ASKED = {"python": "<= 31 starts", "html": "<= 220 starts, <= 120 MiB"}

ROW = "| {:<44} | {:>7} | {:>7} | {:>5} | {:<28} |"


def main() -> None:
    """Measure and print, row by row."""
    start = cost(START, runs=31)
    print(ROW.format("what", "ms", "starts", "MiB", "asked"))
    print(ROW.format("---", "--:", "--:", "--:", "---"))
    row("a start: python -I -c pass", start, start)
    row("qapigen --help", cost((*QAPIGEN, "--help")), start)
    check_releases(start)
    compare_ends(start)
    make_reference(start)
    check_growth(start)
    for _, schema in list(releases())[-1:]:
        for what, measured, asked in binding_rows(schema):
            row(what, measured, start, asked)


def row(what: str, measured: Cost, start: Cost, asked: str = "") -> None:
    """Print one row."""
    starts = measured.seconds / start.seconds
    milliseconds, mebibytes = measured.seconds * 1000, measured.mebibytes
    print(
        ROW.format(
            what, f"{milliseconds:.0f}", f"{starts:.1f}", f"{mebibytes:.0f}", asked
        ),
        flush=True,
    )


def check_releases(start: Cost) -> None:
    """Each release's main schema, its edition given and inferred."""
    found = list(releases())
    for name, schema in found:
        given = cost((*QAPIGEN, "check", str(schema), "--edition", name))
        inferred = cost((*QAPIGEN, "check", str(schema)))
        asked = "<= 15 starts, <= 40 MiB" if (name, schema) == found[-1] else ""
        row(f"check {name}, edition given", given, start, asked)
        ratio = f"{inferred.seconds / given.seconds:.2f} x given, <= 2"
        row(f"check {name}, edition inferred", inferred, start, ratio)
        examples = cost((*QAPIGEN, "examples", "check", str(schema), "--edition", name))
        ratio = f"{examples.seconds / given.seconds:.2f} x check, <= 1.5"
        row(f"examples check {name}", examples, start, ratio)


def compare_ends(start: Cost) -> None:
    """The oldest release against the newest."""
    found = list(releases())
    if len(found) < 2:
        return
    (old, old_schema), (new, new_schema) = found[0], found[-1]
    checks = [cost((*QAPIGEN, "check", str(s))) for s in (old_schema, new_schema)]
    both = cost((*QAPIGEN, "diff", str(old_schema), str(new_schema)))
    ratio = both.seconds / sum(check.seconds for check in checks)
    row(f"diff {old} {new}", both, start, f"{ratio:.2f} x checking both, <= 3")


def make_reference(start: Cost) -> None:
    """The reference of the newest release, made anew each time: `--check` writes nothing."""
    for name, schema in list(releases())[-1:]:
        for target in ("html", "markdown"):
            options = (
                "--target",
                target,
                "-o",
                "/nowhere",
                "--edition",
                name,
                "--check",
            )
            made = cost((*QAPIGEN, "generate", str(schema), *options), runs=5)
            asked = "<= 220 starts, <= 120 MiB" if target == "html" else ""
            row(f"generate {target}, {name}", made, start, asked)


def check_growth(start: Cost) -> None:
    """The same kind of schema, and ten times as much of it."""
    with TemporaryDirectory() as folder:
        costs = []
        for parts in (300, 3000):
            schema = Path(folder) / f"{parts}.json"
            schema.write_text(invented(parts), encoding="utf-8")
            costs.append(
                cost((*QAPIGEN, "check", str(schema), "--edition", "latest"), runs=5)
            )
            asked = f"{costs[-1].seconds / costs[0].seconds:.1f} x the first, <= 11"
            row(f"check {3 * parts} invented definitions", costs[-1], start, asked)


def generate_newest(start: Cost) -> None:
    """Each target for the newest release, from nothing and again."""
    found = list(releases())
    for target in BACKENDS if found else ():
        name, schema = found[-1]
        with TemporaryDirectory() as folder:
            command = (*QAPIGEN, "generate", str(schema), "--target", target, "--out")
            # A run into a new folder each time would measure the making of folders;
            # without its record a run does not know what it did before.
            forgetful = ("sh", "-c", 'find "$0" -name .qapigen-made -delete; exec "$@"')
            made = cost((*forgetful, folder, *command, folder), runs=5)
            row(f"generate {target} {name}", made, start, ASKED.get(target, ""))
            again = cost((*command, folder))
            row(f"generate {target} again, unchanged", again, start, "<= 17 starts")


if __name__ == "__main__":
    main()
