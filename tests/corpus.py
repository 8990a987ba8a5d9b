# SPDX-License-Identifier: MIT
"""Schemas of real QEMU releases: where they lie on this machine, and what is among them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from package_source import CHECKOUT

from qapigen.editions import Edition, find_edition

ROOTS = (
    "qapi/qapi-schema.json",
    "qapi-schema.json",
    "qga/qapi-schema.json",
    "storage-daemon/qapi/qapi-schema.json",
)


class Release(NamedTuple):
    """The sources of one release, or of one checkout."""

    edition: Edition
    folder: Path

    def roots(self) -> Iterator[Path]:
        """Its root schemas: the main one, the guest agent's, the storage daemon's."""
        return (self.folder / root for root in ROOTS if (self.folder / root).is_file())

    def suite(self) -> list[Path]:
        """The test schemas of QEMU's own generator."""
        return sorted((self.folder / "tests" / "qapi-schema").glob("*.json"))


def shared_folder() -> Path:
    """The folder with data for tests that is no part of the project."""
    named = os.environ.get("QAPIGEN_SHARED")
    return Path(named) if named else CHECKOUT.parent / "shared"


def releases(folders: Sequence[Path] = ()) -> list[Release]:
    """The releases at hand, oldest first: a checkout of QEMU, or those of the shared folder."""
    checkout = os.environ.get("QAPIGEN_QEMU")
    if not folders:
        shared = sorted((shared_folder() / "qemu").glob("*"))
        folders = [Path(checkout)] if checkout else shared
    found = [
        Release(edition, folder)
        for folder in folders
        if (edition := _edition_of(folder))
    ]
    return sorted(found, key=lambda release: release.edition.rank)


def _edition_of(folder: Path) -> Edition | None:
    """A checkout says its version in a file, a folder of schemas by its name."""
    version = folder / "VERSION"
    name = (
        version.read_text(encoding="utf-8").strip()
        if version.is_file()
        else folder.name
    )
    return find_edition(name)
