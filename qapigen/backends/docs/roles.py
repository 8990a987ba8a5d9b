# SPDX-License-Identifier: MIT
"""The directives and roles that a schema may use: QEMU's, and of docutils' what is harmless.

Whatever reads files, fetches pictures or lets raw text through is refused; a
role that leads out of the schema gives its text. Both are complained of.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives, roles

from qapigen.backends.docs.nodes import Named, QmpExample

REFUSED = (
    "class",
    "compound",
    "contents",
    "csv-table",
    "date",
    "default-role",
    "figure",
    "footer",
    "header",
    "image",
    "imagemap",
    "include",
    "math",
    "meta",
    "pull-quote",
    "raw",
    "replace",
    "restructuredtext-test-directive",
    "role",
    "section-numbering",
    "sectnum",
    "target-notes",
    "title",
    "unicode",
)
"""Directives of docutils that read, fetch, number or redefine."""

INSIDE = (
    "any",
    "event",
    "qapi:alt",
    "qapi:any",
    "qapi:cmd",
    "qapi:enum",
    "qapi:event",
    "qapi:mod",
    "qapi:obj",
    "qapi:type",
)
"""Roles whose text is the name of something in the schema."""

OUTSIDE = ("doc", "download", "envvar", "numref", "option", "ref", "term")
"""Roles that lead to other documents."""

PLAIN = (
    "abbr",
    "command",
    "dfn",
    "file",
    "guilabel",
    "kbd",
    "math",
    "program",
    "raw",
    "samp",
)
"""Roles that only say what kind of thing their text is."""

_TITLED = re.compile(r"(?P<title>.*\S)\s*<[^<>]*>", re.DOTALL)


class Example(Directive):
    """``qmp-example``: messages, or with ``annotated`` prose with messages in it."""

    has_content = True
    option_spec: ClassVar = {
        "title": directives.unchanged,
        "annotated": directives.flag,
    }

    def run(self) -> list[nodes.Node]:
        """The example as one node."""
        example = QmpExample(title=self.options.get("title", ""))
        if "annotated" in self.options:
            self.state.nested_parse(self.content, self.content_offset, example)
        else:
            example["text"] = "\n".join(self.content)
        return [example]


class Refused(Directive):
    """A directive that may not be used: its content is shown as it stands."""

    has_content = True
    optional_arguments = 100
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """A complaint, and the text."""
        text = f"directive '{self.name}' is not part of a schema's documentation"
        self.state_machine.reporter.warning(text, line=self.lineno)
        return [nodes.literal_block(self.block_text, self.block_text)]


class Since(Directive):
    """``versionadded`` and its kin: a sentence with the release."""

    has_content = True
    required_arguments = 1
    optional_arguments = 100
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """One paragraph."""
        words = {"versionadded": "Since", "versionchanged": "Changed in"}
        text = " ".join((*self.arguments, *self.content))
        prefix = words.get(self.name, "Deprecated since")
        return [nodes.paragraph("", f"{prefix} {text}")]


def _inside(name: str, rawtext: str, text: str, lineno: int, *_: Any) -> Any:
    return [Named("", "", nodes.Text(_title_of(text).lstrip("~!")))], []


def _plain(name: str, rawtext: str, text: str, lineno: int, *_: Any) -> Any:
    return [nodes.literal("", _title_of(text))], []


def _outside(
    name: str, rawtext: str, text: str, lineno: int, inliner: Any, *_: Any
) -> Any:
    inliner.reporter.warning(
        f"':{name}:' leads out of the schema; its text is shown", line=lineno
    )
    return [nodes.inline("", _title_of(text))], []


def _title_of(text: str) -> str:
    """What a role shows: the title before ``<target>`` if there is one."""
    plain = text.replace("\0", "")
    match = _TITLED.fullmatch(plain)
    return match["title"] if match else plain


@cache
def register() -> None:
    """Make them known to docutils, once a process: it has one table of them."""
    for name in REFUSED:
        directives.register_directive(name, Refused)
    for name in ("versionadded", "versionchanged", "deprecated"):
        directives.register_directive(name, Since)
    directives.register_directive("qmp-example", Example)
    for name in ("", *INSIDE):
        roles.register_local_role(name, _inside)
    for name in OUTSIDE:
        roles.register_local_role(name, _outside)
    for name in PLAIN:
        roles.register_local_role(name, _plain)
