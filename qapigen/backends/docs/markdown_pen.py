# SPDX-License-Identifier: MIT
"""The pen that writes Markdown."""

from __future__ import annotations

from urllib.parse import quote

from docutils import nodes

from qapigen.backends.docs.markdown_writer import (
    MarkdownWriter,
    fenced,
    headed,
    plain,
    quoted,
)
from qapigen.backends.docs.references import Finder
from qapigen.backends.docs.site import WritingPen


class MarkdownPen(WritingPen):
    """Writes Markdown; all that templates print has been escaped."""

    def passage(self, node: nodes.Element, finder: Finder) -> str:
        """A passage."""
        return MarkdownWriter(finder).blocks(node.children)

    def example(self, text: str) -> str:
        """An example of messages."""
        return headed("", fenced(text))

    def aside(self, title: str, content: str) -> str:
        """A note."""
        return quoted(f"[!NOTE]\n{content}")

    def anchor(self, name: str) -> str:
        """The name, without what could end an attribute."""
        return quote(name, safe=":.!")

    def name(self, name: str) -> str:
        """The name in one line, without what could end the code that it stands in."""
        return " ".join(name.replace("`", "'").split())

    def plain(self, text: str) -> str:
        """Text with its marks escaped."""
        return plain(text)

    def code(self, text: str, language: str, pale: range) -> str:
        """A block of code; nothing in it is pale."""
        return fenced(text, language)
