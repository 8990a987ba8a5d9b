# SPDX-License-Identifier: MIT
"""Nodes to Markdown as GitHub reads it; whatever would mean something is escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from docutils import nodes

from qapigen.backends.docs.nodes import ADMONITIONS, SILENT
from qapigen.backends.docs.references import Finder, is_safe

_MARKS = re.compile(r"[\\`*\[\]<>|~&#$]|(?<!\w)_|_(?!\w)|!(?=\[)")
_LINE_START = re.compile(r"(?m)^(\s*)([-+=]|\d+(?=[.)]))")
_AROUND = {
    "emphasis": "*",
    "strong": "**",
    "title_reference": "*",
}
_ALERTS = {
    "caution": "CAUTION",
    "danger": "CAUTION",
    "error": "CAUTION",
} | dict.fromkeys(("attention", "warning"), "WARNING")


def plain(text: str) -> str:
    """Text of no meaning but its own, in one line."""
    return escaped(" ".join(text.split()))


def escaped(text: str) -> str:
    """Running text with everything escaped that is a mark."""
    text = _MARKS.sub(r"\\\g<0>", text)
    return _LINE_START.sub(_escape_start, text)


def _escape_start(match: re.Match[str]) -> str:
    if match[2].isdigit():
        return f"{match[1]}{match[2]}\\"
    return f"{match[1]}\\{match[2]}"


def code(text: str) -> str:
    """Inline code, in as many backticks as it needs."""
    text = " ".join(text.split())
    fence = "`" * (_longest_run(text) + 1)
    pad = " " if text[:1] == "`" or text[-1:] == "`" else ""
    return f"{fence}{pad}{text}{pad}{fence}" if text else ""


def fenced(text: str, language: str = "") -> str:
    """A block of code, in as many backticks as it needs."""
    fence = "`" * max(3, _longest_run(text) + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def _longest_run(text: str) -> int:
    return max(map(len, re.findall(r"`+", text)), default=0)


def quoted(text: str) -> str:
    """A block quote."""
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def indented(text: str, width: int) -> str:
    """All lines but the first, moved to the right."""
    return re.sub(r"\n(?=[^\n])", "\n" + " " * width, text)


class MarkdownWriter:
    """Writes the nodes of one passage."""

    def __init__(self, finder: Finder) -> None:
        self.finder = finder
        self.special: dict[str, Callable[[nodes.Element], str]] = {
            "literal": self.literal,
            "Named": self.literal,
            "literal_block": lambda node: fenced(node.astext()),
            "doctest_block": lambda node: fenced(node.astext()),
            "reference": self.reference,
            "QmpExample": self.example,
            "bullet_list": self.bullets,
            "enumerated_list": self.numbered,
            "definition_list_item": self.definition,
            "field": self.definition,
            "block_quote": lambda node: quoted(self.blocks(node.children)),
            "table": self.table,
        }

    def blocks(self, children: Iterable[nodes.Node]) -> str:
        """Blocks, a blank line between them."""
        written = (self.write(child).strip("\n") for child in children)
        return "\n\n".join(text for text in written if text)

    def write(self, node: nodes.Node) -> str:
        """A node with all that is in it."""
        if isinstance(node, nodes.Text):
            return self.text(node.astext())
        assert isinstance(node, nodes.Element)
        name = type(node).__name__
        if name in self.special:
            return self.special[name](node)
        if name in SILENT:
            return ""
        if name in ADMONITIONS:
            return self.admonition(node, name)
        if isinstance(node, nodes.TextElement):
            around = _AROUND.get(name, "")
            inside = "".join(map(self.write, node.children))
            return f"{around}{inside}{around}" if inside.strip() else ""
        return self.blocks(node.children)

    def text(self, text: str) -> str:
        """Running text with its names linked."""
        return "".join(
            linked(word.text, word.address) if word.is_name else escaped(word.text)
            for word in self.finder.words(text)
        )

    def literal(self, node: nodes.Element) -> str:
        """Inline code, or what stands in a role."""
        text = node.astext()
        return linked(text, self.finder.definition(text))

    def reference(self, node: nodes.Element) -> str:
        """A link out, where its scheme is harmless."""
        inside = "".join(map(self.write, node.children))
        address = node.get("refuri", "")
        if not is_safe(address) or re.search(r"[\s<>()\\]", address):
            return inside
        return f"[{inside}]({address})"

    def example(self, node: nodes.Element) -> str:
        """Messages, or prose with messages in it."""
        text = node.attributes.get("text")
        body = self.blocks(node.children) if text is None else fenced(text)
        return headed(node["title"], body)

    def bullets(self, node: nodes.Element) -> str:
        """A list with bullets."""
        return self._listed(node, ("- " for _ in node.children))

    def numbered(self, node: nodes.Element) -> str:
        """A list with numbers."""
        first = int(node.get("start", 1))
        numbers = range(first, first + len(node.children))
        return self._listed(node, (f"{number}. " for number in numbers))

    def _listed(self, node: nodes.Element, signs: Iterable[str]) -> str:
        items = []
        for sign, item in zip(signs, node.children, strict=True):
            assert isinstance(item, nodes.Element)
            items.append(sign + indented(self.blocks(item.children), len(sign)))
        return "\n".join(items)

    def definition(self, node: nodes.Element) -> str:
        """A term with its definition, as a bullet."""
        term, *rest = map(self.write, node.children)
        return "- " + indented("\n\n".join((f"**{term}**", *rest)), 2)

    def admonition(self, node: nodes.Element, kind: str) -> str:
        """A note and its kin, as GitHub's alert."""
        children = list(node.children)
        title = ""
        if children and isinstance(children[0], nodes.title):
            title = f"**{plain(children.pop(0).astext())}**\n\n"
        alert = _ALERTS.get(kind, "NOTE")
        return quoted(f"[!{alert}]\n{title}{self.blocks(children)}")

    def table(self, node: nodes.Element) -> str:
        """A table; what a cell holds is brought into one line."""
        rows = [
            [
                _in_cell(self.blocks(entry.children))
                for entry in row.findall(nodes.entry)
            ]
            for row in node.findall(nodes.row)
        ]
        width = max(map(len, rows), default=0)
        rows = [row + [""] * (width - len(row)) for row in rows]
        if next(node.findall(nodes.thead), None) is None:
            rows.insert(0, [""] * width)
        rows.insert(1, ["---"] * width)
        title = next(node.findall(nodes.title), None)
        head = f"*{plain(title.astext())}*\n\n" if title else ""
        return head + "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _in_cell(text: str) -> str:
    return re.sub(r"\n+", "<br>", text)


def headed(title: str, body: str) -> str:
    """An example under its title, if it has one."""
    return f"**Example{': ' if title else ''}{plain(title)}**\n\n{body}"


def linked(name: str, address: str) -> str:
    """A name in code, linked if it leads somewhere."""
    return f"[{code(name)}]({address})" if address else code(name)
