# SPDX-License-Identifier: MIT
"""The pen that writes HTML."""

from __future__ import annotations

from docutils import nodes
from markupsafe import Markup, escape

from qapigen.backends.docs.html_writer import (
    EXAMPLE,
    HtmlWriter,
    aside,
    coloured,
    example,
)
from qapigen.backends.docs.references import Finder
from qapigen.backends.docs.site import WritingPen
from qapigen.backends.docs.view import Text


class HtmlPen(WritingPen):
    """Writes HTML."""

    def passage(self, node: nodes.Element, finder: Finder) -> Markup:
        """A passage."""
        return HtmlWriter(finder).inside(node)

    def example(self, text: str) -> Markup:
        """An example of messages."""
        return example(text, EXAMPLE)

    def aside(self, title: str, content: Text) -> Markup:
        """A note."""
        return aside(title, escape(content))

    def anchor(self, name: str) -> Markup:
        """The name itself, escaped."""
        return escape(name)

    def name(self, name: str) -> Markup:
        """The name, escaped."""
        return escape(name)

    def plain(self, text: str) -> Markup:
        """The text, escaped."""
        return escape(text)

    def code(self, text: str, language: str, pale: range) -> Markup:
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
