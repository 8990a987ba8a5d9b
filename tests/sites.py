# SPDX-License-Identifier: MIT
"""Reference documentation made in memory, and what its pages hold."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from qapigen.backends.output import GeneratedFile
from qapigen.backends.targets import BACKENDS, Options
from qapigen.compiler import compile_schema
from qapigen.diagnostics.diagnostic import Diagnostic
from qapigen.editions import Edition
from qapigen.schema.schema import Schema

_ID = re.compile(r'\sid="([^"]*)"')
_HREF = re.compile(r'\s(?:href|src)="([^"]*)"')
_MARKDOWN_LINK = re.compile(r"\]\(([^()\s]*)\)")
_VOID = frozenset(("br", "hr", "img", "input", "link", "meta"))
_BLOCKS = ("blockquote", "details", "div", "dl", "figure", "ol", "p", "table", "ul")
_BLOCKLESS = frozenset(("p", "span", "code", "h1", "h2", "h3", "h4"))
_NOT_WITHIN = {"a": frozenset("a")} | dict.fromkeys(_BLOCKS, _BLOCKLESS)
_CODE = re.compile(r"(?s)(`{3,}).*?\1|(`+).*?\2")


class Output(NamedTuple):
    """What a target made of a schema: its files by path, and what it found wrong."""

    schema: Schema
    files: dict[str, str | bytes]
    findings: list[Diagnostic]

    def text(self, path: str) -> str:
        """The text of a file."""
        found = self.files[path]
        assert isinstance(found, str)
        return found

    def texts(self, ending: str) -> dict[str, str]:
        """The texts of the files whose name ends so."""
        return {path: self.text(path) for path in self.files if path.endswith(ending)}


def made(
    path: Path, target: str, edition: Edition | None = None, single: bool = False
) -> Output:
    """What a target makes of a schema file, errors or not."""
    schema = compile_schema(str(path), edition).schema
    options = Options(single_page=single)
    parts = list(BACKENDS[target].backend().generate(schema, options))
    files = {p.path: p.text for p in parts if isinstance(p, GeneratedFile)}
    return Output(schema, files, [p for p in parts if isinstance(p, Diagnostic)])


def made_of(folder: Path, text: str, target: str = "html") -> Output:
    """What a target makes of a schema's text."""
    path = folder / "schema.json"
    path.write_text(text, encoding="utf-8")
    return made(path, target)


def ids(text: str) -> list[str]:
    """The ids in a page, of HTML or Markdown."""
    return [unescape(found) for found in _ID.findall(text)]


def tables_of(text: str) -> list[list[str]]:
    """The tables of a Markdown page: the rows of each, as they are written."""
    plain = _CODE.sub("", text)
    runs = re.findall(r"(?:^\|.*\n?)+", plain, re.MULTILINE)
    return [run.splitlines() for run in runs]


def dangling(output: Output, ending: str) -> list[str]:
    """The links within the output that lead nowhere."""
    known: dict[str, set[str]] = {path: set() for path in output.files}
    pages = output.texts(ending)
    for path, text in pages.items():
        known[path] = set(ids(text))
    return [
        f"{path}: {link}"
        for path, text in pages.items()
        for link in _links(text, ending)
        if not _resolves(link, path, known)
    ]


def _links(text: str, ending: str) -> set[str]:
    if ending == ".md":
        return set(_MARKDOWN_LINK.findall(_CODE.sub("", text)))
    return {unescape(found) for found in _HREF.findall(text)}


def _resolves(link: str, path: str, known: dict[str, set[str]]) -> bool:
    if link.startswith(("https://", "http://", "ftp://", "mailto:")):
        return True
    file, _, anchor = link.partition("#")
    target = known.get(file or path)
    return target is not None and (not anchor or unquote(anchor) in target)


def misnested(text: str) -> list[str]:
    """What is wrong with how the elements of a page lie in each other."""
    reader = _Nesting()
    reader.feed(text)
    return [*reader.wrong, *reader.open]


class _Nesting(HTMLParser):
    """Follows elements as they open and close."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at what an element lies in."""
        if _NOT_WITHIN.get(tag, frozenset()) & set(self.open):
            self.wrong.append(f"<{tag}> in {self.open[-3:]}, line {self.getpos()[0]}")
        if self.open[-1:] in (["ul"], ["ol"]) and tag != "li":
            self.wrong.append(f"<{tag}> in a list, line {self.getpos()[0]}")
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """The last that was opened closes first."""
        if self.open[-1:] != [tag]:
            self.wrong.append(f"</{tag}> in {self.open[-3:]}, line {self.getpos()[0]}")
        elif self.open:
            self.open.pop()
