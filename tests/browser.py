# SPDX-License-Identifier: MIT
"""A headless Chromium for tests, and a local server for what it is to look at."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

from conftest import missing
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 360, "height": 740}


class Sheet(NamedTuple):
    """A page of a browser, what it complained of, and what it asked for."""

    page: Page
    complaints: list[str]
    requests: list[str]


def chromium_path() -> str:
    """The browser of the system, or none: playwright's own is not fetched."""
    path = os.environ.get("QAPIGEN_CHROMIUM") or shutil.which("chromium")
    if path is None:
        missing("no chromium; QAPIGEN_CHROMIUM may name one")
    return path


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser, started."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=list(FLAGS)
        )
        yield browser
        browser.close()


@contextmanager
def opened(
    browser: Browser, address: str, size: ViewportSize = WIDE, theme: str = "light"
) -> Iterator[Sheet]:
    """A page in a profile of its own."""
    scheme = "dark" if theme == "dark" else "light"
    context = browser.new_context(viewport=size, color_scheme=scheme)
    page = context.new_page()
    sheet = Sheet(page, [], [])
    page.on("console", lambda message: sheet.complaints.append(message.text))
    page.on("pageerror", lambda error: sheet.complaints.append(str(error)))
    page.on("request", lambda request: sheet.requests.append(request.url))
    page.goto(address)
    yield sheet
    context.close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder on a local server."""
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(_Quiet, directory=str(folder))
    )
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
