# SPDX-License-Identifier: MIT
"""What the reference of the newest release costs: to make, and to search in a browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from benchmarks.measure import QAPIGEN, Cost, Row, cost
from benchmarks.schemas import newest

TEXTS = ("b", "bl", "driver", "x")
RUNS = 5

_FIRST_RESULT = """(text) => {
  const field = document.querySelector("[role=combobox]");
  field.value = text;
  const begun = performance.now();
  field.dispatchEvent(new Event("input"));
  document.querySelector("[role=option] code").getBoundingClientRect();
  return performance.now() - begun;
}"""


def rows() -> Iterator[Row]:
    """All rows: each form of the reference, then the search."""
    name, schema = newest()
    command = (*QAPIGEN, "generate", str(schema), "--edition", name, "--target")
    for target in ("html", "markdown"):
        # It is made anew each time: `--check` writes nothing.
        made = cost((*command, target, "-o", "/nowhere", "--check"), runs=5)
        asked = "<= 220 starts, <= 120 MiB" if target == "html" else ""
        yield Row(f"generate {target}, {name}", made, asked)
    with TemporaryDirectory() as folder:
        cost((*command, "html", "-o", folder), runs=1)
        yield _search(Path(folder))


def _search(site: Path) -> Row:
    """From a letter typed to the first result laid out, the slowest of a few on a fresh page."""
    what = f"search, slowest of {len(TEXTS)} to the first result"
    path = os.environ.get("QAPIGEN_CHROMIUM") or shutil.which("chromium")
    if path is None:
        return Row(what, None, "no chromium here")
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=path, args=options)
        address = (site / "index.html").as_uri()
        taken = [_slowest(browser, address) for _ in range(RUNS)]
        browser.close()
    return Row(what, Cost(median(taken) / 1000), "<= 50 ms")


def _slowest(browser: Browser, address: str) -> float:
    """Milliseconds."""
    page = browser.new_page()
    page.goto(address)
    page.keyboard.press("/")
    page.wait_for_function("() => window.qapigenIndex")
    slowest: float = max(page.evaluate(_FIRST_RESULT, text) for text in TEXTS)
    page.close()
    return slowest
