# SPDX-License-Identifier: MIT
"""Pages of a whole release for everybody: an automated check of each kind of page, and paper."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import NARROW, WIDE, opened
from playwright.sync_api import Browser, Page, expect

# The longest page, with a deprecated command pointed at; one that has everything; the others.
PAGES = (
    "block-core.html#block-job-pause",
    "run-state.html#RunState.paused",
    "index.html",
    "coverage.html",
)
LOOKS = {"light": WIDE, "dark": NARROW}

# What is folded away or far from sight has colours as well.
UNFOLD = """() => {
  for (const details of document.querySelectorAll("details")) details.open = true;
  for (const section of document.querySelectorAll(".definition")) {
    section.style.contentVisibility = "visible";
  }
}"""


def _violations(page: Page) -> list[tuple[str, str]]:
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [(rule["id"], rule["nodes"][0]["html"]) for rule in found]


@pytest.mark.parametrize("theme", LOOKS)
@pytest.mark.parametrize("address", PAGES)
def test_pages(browser: Browser, site: Path, address: str, theme: str) -> None:
    """Nothing is found wrong, colours included, wide and light, narrow and dark."""
    where = f"{site.as_uri()}/{address}"
    with opened(browser, where, LOOKS[theme], theme) as sheet:
        sheet.page.evaluate(UNFOLD)
        assert not _violations(sheet.page)


@pytest.mark.parametrize("theme", LOOKS)
@pytest.mark.parametrize("text", ["block", "there is no such name"])
def test_search(browser: Browser, site: Path, text: str, theme: str) -> None:
    """The same with results open, and where there are none."""
    where = f"{site.as_uri()}/transaction.html"
    with opened(browser, where, LOOKS[theme], theme) as sheet:
        sheet.page.keyboard.press("/")
        sheet.page.keyboard.type(text)
        expect(sheet.page.get_by_role("option").first).to_be_visible()
        assert not _violations(sheet.page)


def test_keyboard(browser: Browser, site: Path) -> None:
    """The first stop leads past the navigation; every stop can be seen."""
    with opened(browser, f"{site.as_uri()}/job.html") as sheet:
        page = sheet.page
        page.keyboard.press("Tab")
        skip = page.get_by_role("link", name="Skip to the content")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")
        assert page.evaluate(
            "getComputedStyle(document.activeElement).outlineStyle !== 'none'"
        )


CLIPPED = """() => [...document.querySelectorAll("main pre, main .scroll")]
  .filter((box) => box.scrollHeight > box.clientHeight + 1
    || box.scrollWidth > box.clientWidth + 1)
  .map((box) => box.textContent.slice(0, 60))"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_paper(browser: Browser, site: Path, theme: str) -> None:
    """On paper there is only the content: all of it, dark on white, whatever the theme."""
    with opened(browser, f"{site.as_uri()}/block-export.html", WIDE, theme) as sheet:
        page = sheet.page
        page.emulate_media(media="print")
        for hidden in ("header.bar", "nav.side", ".search", ".copy"):
            expect(page.locator(hidden).first).to_be_hidden()
        style = "getComputedStyle(document.body)"
        assert page.evaluate(f"{style}.color") == "rgb(0, 0, 0)"
        assert page.evaluate(f"{style}.backgroundColor") == "rgb(255, 255, 255)"
        page.set_viewport_size({"width": 700, "height": 1000})
        assert page.evaluate(CLIPPED) == []
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wide) == 0
        printed = page.pdf(format="A4")
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) > 5
        assert page.locator("main details:not([open])").count() == 0
