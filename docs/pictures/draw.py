# SPDX-License-Identifier: MIT
"""Draws the pictures of the README: `make pictures`; the second one takes Chromium."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

HERE = Path(__file__).parent
PAGE = HERE.parent.parent / "generated" / "html" / "block-core.html"
PART = "block-dirty-bitmap-add"
# What is white to its edge has none on a white page.
EDGE = "position: fixed; inset: 0; z-index: 99; border: 1px solid #d0d7de"
FRAME = f"html::after {{ content: ''; {EDGE} }}"
COMMAND = ["check", "--edition", "10.2", "backup.json"]
COLUMNS = 89

# On a background of its own, text is as easy to read on a dark page as on a light one.
INK = [(36, 41, 47), (207, 34, 46), (26, 127, 55), (154, 103, 0)]
INK += [(9, 105, 218), (130, 80, 223), (27, 124, 131), (110, 119, 129)]
THEME = TerminalTheme((246, 248, 250), INK[0], INK)

# The fonts of whoever looks: a picture that asks another server for one is not shown.
SVG = """\
<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{
  font: {char_height}px ui-monospace, SFMono-Regular, Menlo, Consolas,
    "Liberation Mono", "DejaVu Sans Mono", monospace;
}}
{styles}
</style>
<rect x="1" y="1" width="99.8%" height="99.6%" rx="10" fill="#f6f8fa" stroke="#d0d7de"/>
<g transform="translate(24, 24)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
<defs>
{lines}
</defs>
</svg>
"""


def draw_check() -> str:
    """What `qapigen check` says of the schema beside this file, as SVG."""
    qapigen = [sys.executable, "-m", "qapigen"]
    shown = subprocess.run(
        [*qapigen, *COMMAND],
        cwd=HERE,
        env=os.environ | {"FORCE_COLOR": "1", "NO_COLOR": ""},
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    console = Console(record=True, width=COLUMNS, file=StringIO(), force_terminal=True)
    console.print(Text(f"$ qapigen {' '.join(COMMAND)}\n"))
    console.print(Text.from_ansi(shown.rstrip()))
    return console.export_svg(title="", theme=THEME, code_format=SVG, unique_id="check")


def draw_page(picture: Path, chromium: str) -> None:
    """A part of a page of the reference, as a browser shows it."""
    with sync_playwright() as playwright:
        start = playwright.chromium.launch
        browser = start(executable_path=chromium, args=["--no-sandbox"])
        size: ViewportSize = {"width": 1200, "height": 780}
        page = browser.new_page(viewport=size, device_scale_factor=1.5, bypass_csp=True)
        page.goto(PAGE.as_uri())
        page.add_style_tag(content=FRAME)
        page.locator(f"#{PART}").evaluate("part => part.scrollIntoView()")
        page.screenshot(path=picture)
        browser.close()


def main(folder: Path) -> None:
    """Write both into a folder."""
    (folder / "check.svg").write_text(draw_check(), encoding="utf-8")
    chromium = os.environ.get("QAPIGEN_CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        raise SystemExit("no chromium; QAPIGEN_CHROMIUM may name one")
    draw_page(folder / "reference.png", chromium)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
