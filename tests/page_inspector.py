# SPDX-License-Identifier: MIT
"""Finds in a page what is not ours: elements, attributes and addresses."""

from __future__ import annotations

import re
from html.parser import HTMLParser


def _words(text: str) -> set[str]:
    return set(text.split())


ELEMENTS = _words(
    """a article blockquote body button caption code dd details div dl dt em figcaption
    figure footer h1 h2 h3 h4 head header html input kbd li link main meta nav ol p pre
    script section span strong sub summary sup table tbody td tfoot th thead title tr ul
    """
)
ATTRIBUTES = _words(
    """aria-autocomplete aria-controls aria-current aria-expanded aria-hidden aria-label
    autocomplete charset class colspan content defer hidden href http-equiv id lang name
    open placeholder rel role rowspan scope spellcheck src tabindex title type
    """
)
# What columns of numbers become where Markdown is rendered.
ALIGNED = "text-align:right"
OWN_FILES = {"theme.js", "search.js", "site.js"}


class Inspector(HTMLParser):
    """Finds elements, attributes and addresses that are not ours."""

    def __init__(self, is_fragment: bool) -> None:
        super().__init__()
        self.is_fragment = is_fragment
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at an element."""
        known = (
            ELEMENTS | {"br", "hr", "h5", "h6", "strong"}
            if self.is_fragment
            else ELEMENTS
        )
        if tag not in known or (self.is_fragment and tag in ("script", "meta", "link")):
            self.wrong.append(f"<{tag}>")
        for name, value in attrs:
            if not _is_ours(name, value or ""):
                self.wrong.append(f"<{tag} {name}={value!r}>")


def _is_ours(name: str, value: str) -> bool:
    if name == "src":
        return value in OWN_FILES
    if name == "style":
        return value == ALIGNED
    return name in ATTRIBUTES and (name != "href" or _is_harmless(value))


def _is_harmless(address: str) -> bool:
    if re.match(r"https?://", address):
        return True
    return not re.match(r"[^/#?]*:", address)
