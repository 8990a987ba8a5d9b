# SPDX-License-Identifier: MIT
"""Names in running text: ``@name`` and ``#Type``, and where they lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from qapigen.backends.docs.pages import Pages

_SAFE = re.compile(r"(?:https?|ftp)://[^\s/]+|mailto:[^\s]+", re.IGNORECASE)

_NAME = re.compile(
    r"(?<![\w@.\\`'\"<-])(?P<mark>[@#])(?P<name>[A-Za-z_](?:[\w-]*\w)?)(?![\w@])"
)


class Word(NamedTuple):
    """A piece of text; a name if `is_name`, with the address it leads to, if any."""

    text: str
    is_name: bool = False
    address: str = ""


class Finder:
    """Finds what names mean in a text about `owner`."""

    def __init__(self, pages: Pages, owner: str) -> None:
        self.pages = pages
        self.owner = owner

    def address(self, name: str) -> str:
        """Where ``@name`` leads, empty if it is nobody's."""
        return self.pages.reference(name, self.owner)

    def definition(self, text: str) -> str:
        """Where a name in code or in a role leads: to a definition rather than to a part."""
        name = text.lstrip("@")
        return self.pages.definition(name) or self.address(name)

    def words(self, text: str) -> Iterator[Word]:
        """The text cut at its names; ``#x`` is one only if it leads somewhere."""
        done = 0
        for match in _NAME.finditer(text):
            address = self.address(match["name"])
            if match["mark"] == "#" and not address:
                continue
            if match.start() > done:
                yield Word(text[done : match.start()])
            yield Word(match["name"], True, address)
            done = match.end()
        if done < len(text):
            yield Word(text[done:])


def is_safe(address: str) -> bool:
    """Whether a link may lead there: no script, no data, no file."""
    return _SAFE.match(address) is not None
