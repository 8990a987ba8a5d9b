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
from qapigen.backends.docs.view import Text
from qapigen.backends.safe_text import Address, MarkdownCode, MarkdownText


class MarkdownPen(WritingPen):
    """Writes Markdown; all that templates print has been escaped."""

    def passage(self, node: nodes.Element, finder: Finder) -> MarkdownText:
        """A passage."""
        return MarkdownText(MarkdownWriter(finder).blocks(node.children))

    def example(self, text: str) -> MarkdownText:
        """An example of messages."""
        return MarkdownText(headed("", fenced(text)))

    def aside(self, title: str, content: Text) -> MarkdownText:
        """A note."""
        return MarkdownText(quoted(f"[!NOTE]\n{content}"))

    def anchor(self, name: str) -> Address:
        """The name, without what could end an attribute."""
        return Address(quote(name, safe=":.!"))

    def name(self, name: str) -> MarkdownCode:
        """The name in one line, without what could end the code that it stands in."""
        return MarkdownCode(" ".join(name.replace("`", "'").split()))

    def plain(self, text: str) -> MarkdownText:
        """Text with its marks escaped."""
        return MarkdownText(plain(text))

    def code(self, text: str, language: str, pale: range) -> MarkdownText:
        """A block of code; nothing in it is pale."""
        return MarkdownText(fenced(text, language))
