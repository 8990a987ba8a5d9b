# SPDX-License-Identifier: MIT
"""What all tests share: rewriting expectations, and the data that is no part of the project."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from corpus import Release, releases, shared_folder
from hypothesis import HealthCheck, settings
from installed import Installation, install

if TYPE_CHECKING:
    from playwright.sync_api import Browser

INSIST = "QAPIGEN_INSIST"
# How pytest marks a test over data of which there is none.
NO_DATA = "got empty parameter set"

# A busy machine is no reason to fail: properties are about results, not about time.
settings.register_profile(
    "patient", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("patient")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer `--update`."""
    parser.addoption(
        "--update", action="store_true", help="rewrite the expectations of cases"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Refuse to rewrite where nobody reads the difference; let Ctrl-C reach what tests start."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        # A shell's background jobs ignore it, and so would all programs that they start.
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if config.getoption("--update") and os.environ.get("CI"):
        raise pytest.UsageError("--update rewrites expectations; it is off in CI")


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Neither leave anything in the user's cache nor find something there."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let a test over data of which there is none say so in the way of all others."""
    for item in items:
        for mark in item.own_markers:
            if mark.kwargs.get("reason", "").startswith(NO_DATA):
                item.own_markers.remove(mark)
                item.add_marker("no_data")
                break


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Such a test ends before it begins."""
    if item.get_closest_marker("no_data"):
        missing(
            "no data for it; QAPIGEN_SHARED or QAPIGEN_QEMU may name a folder of some"
        )


def missing(what: str) -> NoReturn:
    """Skip a test for want of something, or fail where the environment insists."""
    if os.environ.get(INSIST) == "1":
        pytest.fail(f"{what}; {INSIST}=1 insists on it")
    pytest.skip(what)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the checkout: schemas of releases, probes, answers of servers."""
    if not shared_folder().is_dir():
        missing(f"no folder {shared_folder()}; QAPIGEN_SHARED may name another")
    return shared_folder()


@pytest.fixture(scope="session")
def qemu_releases() -> list[Release]:
    """The releases of QEMU whose schemas are at hand, at least one."""
    found = releases()
    if not found:
        missing("no schemas of QEMU; QAPIGEN_QEMU may name a checkout")
    return found


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """The wheel in an environment of its own, made once for all processes of a run."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    return install(folder / "installation")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all tests of a module."""
    from browser import chromium

    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def site(
    qemu_releases: list[Release], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The newest release's main schema as a site on disk."""
    from sites import made

    from qapigen.backends.output import GeneratedFile, write

    release = qemu_releases[-1]
    output = made(next(release.roots()), "html", release.edition)
    folder = tmp_path_factory.mktemp("site")
    write((GeneratedFile(*file) for file in output.files.items()), folder)
    return folder
