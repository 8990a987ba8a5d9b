# SPDX-License-Identifier: MIT
"""The pen that writes HTML."""

from __future__ import annotations

from docutils import nodes
from markupsafe import Markup

from qapigen.backends.docs.html_writer import (
    EXAMPLE,
    HtmlWriter,
    aside,
    coloured,
    example,
)
from qapigen.backends.docs.references import Finder
from qapigen.backends.docs.site import WritingPen


class HtmlPen(WritingPen):
    """Writes HTML; what is plain stays so, because templates escape it."""

    def passage(self, node: nodes.Element, finder: Finder) -> str:
        """A passage."""
        return HtmlWriter(finder).inside(node)

    def example(self, text: str) -> str:
        """An example of messages."""
        return example(text, EXAMPLE)

    def aside(self, title: str, content: str) -> str:
        """A note."""
        return aside(title, Markup(content))

    def anchor(self, name: str) -> str:
        """The name itself."""
        return name

    def name(self, name: str) -> str:
        """Left as it is."""
        return name

    def plain(self, text: str) -> str:
        """Left as it is."""
        return text

    def code(self, text: str, language: str, pale: range) -> str:
        """Code line by line, with its tokens coloured."""
        lines = [
            (
                Markup('<span class="pale">{}</span>').format(coloured(line))
                if number in pale
                else coloured(line)
            )
            for number, line in enumerate(text.split("\n"))
        ]
        return Markup("\n").join(lines)
