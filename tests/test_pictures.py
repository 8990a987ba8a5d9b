# SPDX-License-Identifier: MIT
"""The pictures of the README are what would be drawn now, and ask nobody for anything."""

from __future__ import annotations

import os
import re
import struct
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

from browser import chromium_path
from package_source import CHECKOUT
from readme import README

PICTURES = CHECKOUT / "docs" / "pictures"
SVG = "{http://www.w3.org/2000/svg}"
PNG = b"\x89PNG\r\n\x1a\n"


def draw(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run what `make pictures` runs."""
    return subprocess.run(
        [sys.executable, str(PICTURES / "draw.py"), str(folder)],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def size(picture: Path) -> tuple[int, int]:
    """Width and height of a PNG, which its first chunk says."""
    data = picture.read_bytes()
    assert data.startswith(PNG)
    assert data[12:16] == b"IHDR"
    assert data.endswith(b"IEND\xaeB`\x82")
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def test_the_readme_shows_them() -> None:
    """Both, with words for who cannot see them, and no picture that is not drawn here."""
    shown = re.findall(r"!\[([^\]]+)\]\(docs/pictures/([^)]+)\)", README)
    assert [name for _, name in shown] == ["check.svg", "reference.png"]
    assert README.count("](docs/pictures/") == len(shown) == README.count("![")


def test_the_check_is_drawn_as_it_is(tmp_path: Path) -> None:
    """Without a browser, and with the same result each time."""
    done = draw(tmp_path, QAPIGEN_CHROMIUM="", PATH="")
    assert done.returncode == 1
    assert done.stderr == "no chromium; QAPIGEN_CHROMIUM may name one\n"
    drawn = (tmp_path / "check.svg").read_text(encoding="utf-8")
    committed = (PICTURES / "check.svg").read_text(encoding="utf-8")
    assert drawn == committed, "run: make pictures"
    texts = [
        text.text or "" for text in ElementTree.fromstring(drawn).iter(f"{SVG}text")
    ]
    assert any("qapigen check" in text.replace("\xa0", " ") for text in texts)
    assert len(drawn) < 20_000


def test_the_check_asks_nobody() -> None:
    """No address, import or script: who shows pictures of others lets none of them through."""
    text = (PICTURES / "check.svg").read_text(encoding="utf-8")
    assert re.findall(r"https?:[^\"]*", text) == [SVG[1:-1]]
    assert not re.search(r"@import|@font-face|<script|<image|url\((?!#)", text)


def test_the_page_is_a_picture() -> None:
    """Wide enough to be sharp, small enough to be there at once."""
    picture = PICTURES / "reference.png"
    width, height = size(picture)
    assert 1200 <= width <= 2400
    assert 700 <= height <= 1800
    assert picture.stat().st_size < 500_000


def test_the_page_can_be_drawn(tmp_path: Path) -> None:
    """Pixels depend on the machine's fonts, the size does not."""
    done = draw(tmp_path, QAPIGEN_CHROMIUM=chromium_path())
    assert done.returncode == 0, done.stderr
    assert size(tmp_path / "reference.png") == size(PICTURES / "reference.png")
