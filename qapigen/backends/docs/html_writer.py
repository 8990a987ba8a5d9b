# SPDX-License-Identifier: MIT
"""Nodes to HTML: what is listed here, everything else as its text.

Nothing of a schema gets into a page unescaped, and no attribute but addresses
with a harmless scheme: that makes raw HTML, handlers and scripts impossible.
"""

from __future__ import annotations

from collections.abc import Callable

from docutils import nodes
from markupsafe import Markup, escape

from qapigen.backends.docs.messages import REMARK, has_messages, tokens, turns
from qapigen.backends.docs.nodes import ADMONITIONS, SILENT
from qapigen.backends.docs.references import Finder, is_safe

_ELEMENTS = {
    "paragraph": "p",
    "emphasis": "em",
    "strong": "strong",
    "title_reference": "em",
    "subscript": "sub",
    "superscript": "sup",
    "bullet_list": "ul",
    "enumerated_list": "ol",
    "list_item": "li",
    "definition_list": "dl",
    "term": "dt",
    "definition": "dd",
    "field_list": "dl",
    "field_name": "dt",
    "field_body": "dd",
    "block_quote": "blockquote",
    "line": "div",
    "line_block": "div",
    "rubric": "p",
    "footnote": "div",
    "footnote_reference": "sup",
    "thead": "thead",
    "tbody": "tbody",
    "row": "tr",
}


EXAMPLE = "Example"


class HtmlWriter:
    """Writes the nodes of one passage."""

    def __init__(self, finder: Finder) -> None:
        self.finder = finder
        self.special: dict[str, Callable[[nodes.Element], Markup]] = {
            "literal": self.literal,
            "literal_block": self.block,
            "doctest_block": self.block,
            "reference": self.reference,
            "Named": self.named,
            "QmpExample": self.example,
            "table": self.table,
            "entry": self.entry,
        }

    def write(self, node: nodes.Node) -> Markup:
        """A node with all that is in it."""
        if isinstance(node, nodes.Text):
            return self.text(node.astext())
        assert isinstance(node, nodes.Element)
        name = type(node).__name__
        if name in self.special:
            return self.special[name](node)
        if name in SILENT:
            return Markup()
        if name in ADMONITIONS:
            return self.admonition(node, name)
        tag = _ELEMENTS.get(name)
        content = self.inside(node)
        return Markup(f"<{tag}>{content}</{tag}>") if tag else content

    def inside(self, node: nodes.Element) -> Markup:
        """The children of a node."""
        return Markup("").join(map(self.write, node.children))

    def text(self, text: str) -> Markup:
        """Running text with its names linked."""
        pieces = []
        for word in self.finder.words(text):
            if word.is_name:
                pieces.append(self.name(word.text, word.address))
            else:
                pieces.append(escape(word.text))
        return Markup("").join(pieces)

    def name(self, name: str, address: str) -> Markup:
        """A name, linked if it leads somewhere."""
        code = Markup("<code>{}</code>").format(name)
        return Markup('<a href="{}">{}</a>').format(address, code) if address else code

    def named(self, node: nodes.Element) -> Markup:
        """What stands in a role, or in single backticks."""
        name = node.astext()
        return self.name(name, self.finder.definition(name))

    def literal(self, node: nodes.Element) -> Markup:
        """Inline code."""
        return self.name(node.astext(), self.finder.definition(node.astext()))

    def reference(self, node: nodes.Element) -> Markup:
        """A link out, where its scheme is harmless."""
        address = node.get("refuri", "")
        content = self.inside(node)
        if not is_safe(address):
            return content
        return Markup('<a class="outside" rel="noreferrer" href="{}">{}</a>').format(
            address, content
        )

    def admonition(self, node: nodes.Element, kind: str) -> Markup:
        """A note and its kin, headed by their own title or their kind."""
        children = list(node.children)
        title = kind.capitalize()
        if children and isinstance(children[0], nodes.title):
            title = children.pop(0).astext()
        return aside(title, Markup("").join(map(self.write, children)), kind)

    def block(self, node: nodes.Element) -> Markup:
        """Preformatted text; an exchange of messages if it has arrows."""
        text = node.astext()
        return example(text, "") if has_messages(text) else preformatted(text)

    def example(self, node: nodes.Element) -> Markup:
        """Messages, or prose with messages in it."""
        title = f"{EXAMPLE}: {node['title']}" if node["title"] else EXAMPLE
        if "text" in node.attributes:
            return example(node["text"], title)
        return Markup(
            '<div class="annotated"><p class="caption">{}</p>{}</div>'
        ).format(title, self.inside(node))

    def table(self, node: nodes.Element) -> Markup:
        """A table in a box that scrolls for itself, with its caption."""
        title = next(node.findall(nodes.title), None)
        caption = Markup("<caption>{}</caption>").format(
            title.astext() if title else ""
        )
        groups = [self.write(group) for group in node.findall(nodes.tgroup)]
        return Markup(
            '<div class="scroll" tabindex="0"><table>{}{}</table></div>'
        ).format(caption if title else "", Markup("").join(groups))

    def entry(self, node: nodes.Element) -> Markup:
        """A cell of a table; in the head a header."""
        assert node.parent is not None
        assert node.parent.parent is not None
        tag = "th" if isinstance(node.parent.parent, nodes.thead) else "td"
        spans = Markup("")
        for attribute, key in (("colspan", "morecols"), ("rowspan", "morerows")):
            if key in node.attributes:
                spans += Markup(' {}="{}"').format(attribute, int(node[key]) + 1)
        return Markup(f"<{tag}{spans}>{self.inside(node)}</{tag}>")


def aside(title: str, content: Markup, kind: str = "note") -> Markup:
    """A box beside the run of the text."""
    shape = Markup('<div class="aside {}"><p class="caption">{}</p>{}</div>')
    return shape.format(kind, title, content)


def preformatted(text: str) -> Markup:
    """Text that keeps its lines."""
    return Markup('<pre tabindex="0"><code>{}</code></pre>').format(text)


def example(text: str, title: str) -> Markup:
    """Messages, each in the colour of who says it."""
    shape = Markup('<span class="{}">{}</span>')
    said = (
        shape.format(
            turn.speaker,
            turn.text + "\n" if turn.speaker == REMARK else coloured(turn.text + "\n"),
        )
        for turn in turns(text)
    )
    caption = Markup("<figcaption>{}</figcaption>").format(title)
    return Markup(
        '<figure class="example">{}<pre tabindex="0"><code>{}</code></pre></figure>'
    ).format(caption if title else "", Markup("").join(said))


def coloured(text: str) -> Markup:
    """Code with its tokens marked."""
    shape = Markup('<span class="{}">{}</span>')
    return Markup("").join(
        shape.format(token.kind, token.text) if token.kind else escape(token.text)
        for token in tokens(text)
    )
