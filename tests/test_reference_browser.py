# SPDX-License-Identifier: MIT
"""The site of a whole release in a real browser, from a file and from a server."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from browser import NARROW, opened, served
from playwright.sync_api import Browser, expect

PAGES = ("index.html", "coverage.html", "block-core.html", "run-state.html", "net.html")


@pytest.mark.parametrize("from_server", [False, True], ids=["file", "server"])
def test_pages_load_in_silence(browser: Browser, site: Path, from_server: bool) -> None:
    """No complaint on the console, no request that leaves the site, and the search is there."""
    with served(site) as server:
        base = server if from_server else site.as_uri()
        for name in PAGES:
            with opened(browser, f"{base}/{name}") as sheet:
                sheet.page.keyboard.press("/")
                sheet.page.keyboard.type("query-status")
                expect(sheet.page.get_by_role("option").first).to_be_visible()
                assert not sheet.complaints
                assert all(address.startswith(base) for address in sheet.requests)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("query-status", "command query-status"),
        ("BLOCK_JOB_READY", "event BLOCK_JOB_READY"),
        ("blockdevoptionsqcow2", "struct BlockdevOptionsQcow2"),
        ("BlockdevOptionsQcow2 lazy", "member lazy-refcounts"),
        ("RunState.postmigrate", "value postmigrate"),
    ],
)
def test_search_finds(browser: Browser, site: Path, text: str, shown: str) -> None:
    """From the keyboard alone: slash, words, Enter; the target is in sight."""
    with opened(browser, f"{site.as_uri()}/index.html") as sheet:
        page = sheet.page
        page.keyboard.press("/")
        page.keyboard.type(text)
        first = page.get_by_role("option").first
        expect(first).to_contain_text(shown)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**#*{shown.split()[-1]}")
        assert page.evaluate(IN_SIGHT)


IN_SIGHT = """() => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const { top, height } = target.getBoundingClientRect();
  return top >= 0 && top < innerHeight && height > 0;
}"""


def test_search_by_arrows(browser: Browser, site: Path) -> None:
    """Arrows move the choice, which is announced; Escape leaves."""
    with opened(browser, f"{site.as_uri()}/index.html") as sheet:
        page = sheet.page
        field = page.get_by_role("combobox")
        page.keyboard.press("/")
        page.keyboard.type("block")
        expect(field).to_have_attribute("aria-activedescendant", "ui:result-0")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowUp")
        expect(field).to_have_attribute("aria-activedescendant", "ui:result-1")
        expect(page.get_by_role("option").nth(1)).to_have_attribute(
            "aria-selected", "true"
        )
        page.keyboard.press("Escape")
        expect(page.get_by_role("listbox")).to_be_hidden()


ANCHORS = (
    "block-commit",
    "BlockdevOptions:qcow2",
    "BlockdevOptions:qcow2.backing",
    "QUORUM_REPORT_BAD",
    "BlockdevOptions:vvfat.label",
    "block-job-pause!deprecated",
    "SnapshotInfo.id",
)
# Just below the bar that stays at the top.
AT_THE_TOP = """() => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const { top, height } = target.getBoundingClientRect();
  return top > 50 && top < 110 && height > 0;
}"""


@pytest.mark.parametrize("anchor", ANCHORS)
def test_deep_links(browser: Browser, site: Path, anchor: str) -> None:
    """A link leads exactly there, into a closed branch too, on the longest page."""
    with opened(browser, f"{site.as_uri()}/block-core.html#{anchor}") as sheet:
        sheet.page.wait_for_function(AT_THE_TOP)


def test_links_within_a_page(browser: Browser, site: Path) -> None:
    """The same from elsewhere on the page, although most of it was never laid out."""
    with opened(browser, f"{site.as_uri()}/block-core.html") as sheet:
        for anchor in (*ANCHORS, *ANCHORS[::-1]):
            sheet.page.evaluate("(anchor) => { location.hash = anchor; }", anchor)
            sheet.page.wait_for_function(AT_THE_TOP)


FAR_AWAY = "document.querySelector('#QUORUM_REPORT_BAD dd').textContent.trim()"
FOUND = "getSelection().getRangeAt(0).startContainer.parentElement"


def test_find_in_page(browser: Browser, site: Path) -> None:
    """The browser's own search finds what was never laid out."""
    with opened(browser, f"{site.as_uri()}/block-core.html") as sheet:
        assert sheet.page.evaluate("scrollY") == 0
        assert sheet.page.evaluate(f"window.find({FAR_AWAY})")
        assert sheet.page.evaluate(f"{FOUND}.closest('.definition') !== null")
        sheet.page.wait_for_function("() => scrollY > 0")


def test_without_scripts(browser: Browser, site: Path) -> None:
    """Everything is there to be read; what needs scripts does not show."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.as_uri()}/run-state.html#query-status")
    expect(page.locator("#query-status")).to_be_in_viewport()
    expect(page.get_by_role("link", name="set-action").first).to_be_visible()
    expect(page.get_by_role("combobox")).to_be_hidden()
    expect(page.get_by_role("button")).to_have_count(0)
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_narrow_screens(browser: Browser, site: Path, name: str) -> None:
    """Nothing sticks out to the right."""
    with opened(browser, f"{site.as_uri()}/{name}", NARROW) as sheet:
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert sheet.page.evaluate(wide) == 0


def test_results_on_narrow_screens(browser: Browser, site: Path) -> None:
    """Results stay within the screen, and names within few lines."""
    with opened(browser, f"{site.as_uri()}/index.html", NARROW) as sheet:
        sheet.page.keyboard.press("/")
        sheet.page.keyboard.type("BlockdevOptionsGenericCOWFormat backing")
        option = sheet.page.get_by_role("option").first
        expect(option).to_contain_text("backing of BlockdevOptionsGenericCOWFormat")
        box = option.bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= NARROW["width"]
        assert box["height"] < 80
        assert option.evaluate("(item) => item.scrollWidth <= item.clientWidth")


def test_themes(browser: Browser, site: Path) -> None:
    """Dark where the system is; the button changes it, and the next page remembers."""
    colour = "getComputedStyle(document.body).backgroundColor"
    with opened(browser, f"{site.as_uri()}/index.html", theme="dark") as sheet:
        page = sheet.page
        dark = page.evaluate(colour)
        page.get_by_role("button", name="Theme: system").click()
        light = page.evaluate(colour)
        assert light == "rgb(255, 255, 255)" != dark
        page.goto(f"{site.as_uri()}/job.html")
        assert page.evaluate(colour) == light


def test_copying(browser: Browser, site: Path) -> None:
    """The button gives what is seen, ready to be sent."""
    with served(site) as base, opened(browser, f"{base}/run-state.html") as sheet:
        sheet.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        code = sheet.page.locator("#query-status figure").first
        code.get_by_role("button").click()
        expect(code.get_by_role("button")).to_have_text("Copied")
        copied = sheet.page.evaluate("navigator.clipboard.readText()")
        assert copied == code.locator("code").text_content()


def test_copying_an_example(browser: Browser, site: Path) -> None:
    """Of an exchange the client's part, without arrow."""
    with served(site) as base, opened(browser, f"{base}/run-state.html") as sheet:
        sheet.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        sheet.page.locator("#query-status figure.example").get_by_role("button").click()
        copied = sheet.page.evaluate("navigator.clipboard.readText()")
        assert json.loads(copied) == {"execute": "query-status"}
