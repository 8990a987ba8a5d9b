# SPDX-License-Identifier: MIT
"""The site of a whole release in a real browser, from a file and from a server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import NARROW, WIDE, chromium, opened, served
from corpus import Release
from playwright.sync_api import Browser, expect
from sites import made

from qapigen.backends.output import GeneratedFile, write

PAGES = ("index.html", "coverage.html", "block-core.html", "run-state.html", "net.html")
# Checking each colour of a page of a megabyte takes minutes.
CHECKED = (
    "index.html",
    "coverage.html",
    "run-state.html",
    "transaction.html",
    "acpi.html",
)
FIRST_RESULT_MS = 50


@pytest.fixture(scope="module")
def site(
    qemu_releases: list[Release], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The newest release's main schema as a site on disk."""
    release = qemu_releases[-1]
    output = made(next(release.roots()), "html", release.edition)
    folder = tmp_path_factory.mktemp("site")
    write((GeneratedFile(*file) for file in output.files.items()), folder)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all tests of a module."""
    with chromium() as found:
        yield found


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


SEARCH_TIME = """(text) => {
  const field = document.querySelector("[role=combobox]");
  field.value = text;
  const begun = performance.now();
  field.dispatchEvent(new Event("input"));
  document.querySelector("[role=option] code").getBoundingClientRect();
  return performance.now() - begun;
}"""


def test_search_is_fast(browser: Browser, site: Path) -> None:
    """From a letter typed to the first result laid out, the first time and later."""
    with opened(browser, f"{site.as_uri()}/index.html") as sheet:
        page = sheet.page
        page.keyboard.press("/")
        page.wait_for_function("() => window.qapigenIndex")
        times = [
            page.evaluate(SEARCH_TIME, text) for text in ("b", "bl", "driver", "x")
        ]
        assert max(times) < FIRST_RESULT_MS, times


@pytest.mark.parametrize(
    "anchor", ["block-commit", "BlockdevOptions:qcow2", "BlockdevOptions:qcow2.backing"]
)
def test_deep_links(browser: Browser, site: Path, anchor: str) -> None:
    """A link leads into a closed branch too."""
    with opened(browser, f"{site.as_uri()}/block-core.html#{anchor}") as sheet:
        sheet.page.wait_for_function(IN_SIGHT)


@pytest.mark.parametrize("name", PAGES)
def test_narrow_screens(browser: Browser, site: Path, name: str) -> None:
    """Nothing sticks out to the right."""
    with opened(browser, f"{site.as_uri()}/{name}", NARROW) as sheet:
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert sheet.page.evaluate(wide) == 0


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


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", CHECKED)
def test_accessibility(browser: Browser, site: Path, name: str, theme: str) -> None:
    """An automated check finds nothing serious, colours included."""
    size = NARROW if name == "acpi.html" else WIDE
    with opened(browser, f"{site.as_uri()}/{name}", size, theme) as sheet:
        found = Axe().run(sheet.page).response["violations"]
        serious = [
            (rule["id"], rule["nodes"][0]["html"])
            for rule in found
            if rule["impact"] in ("serious", "critical")
        ]
        assert not serious


def test_search_is_accessible(browser: Browser, site: Path) -> None:
    """The same with its results open."""
    with opened(browser, f"{site.as_uri()}/index.html") as sheet:
        sheet.page.keyboard.press("/")
        sheet.page.keyboard.type("block")
        expect(sheet.page.get_by_role("option").first).to_be_visible()
        found = Axe().run(sheet.page).response["violations"]
        assert not [r["id"] for r in found if r["impact"] in ("serious", "critical")]
