# SPDX-License-Identifier: MIT
"""The Markdown backend: a file a module and an index, or everything in one file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapigen.backends.docs.configuration import shown_schema
from qapigen.backends.docs.markdown_pen import MarkdownPen
from qapigen.backends.docs.pages import Pages
from qapigen.backends.docs.site import Site
from qapigen.backends.output import GeneratedFile
from qapigen.backends.safe_text import (
    Address,
    MarkdownCode,
    MarkdownText,
    without_controls,
)
from qapigen.backends.targets import Options
from qapigen.backends.templating import Language, environment, only
from qapigen.diagnostics.diagnostic import Diagnostic
from qapigen.diagnostics.report import Report
from qapigen.schema.schema import Schema

SINGLE = "reference"
_PEN = MarkdownPen()
MARKDOWN = Language(
    "markdown",
    only((MarkdownText, MarkdownCode, Address), "use 'plain' or 'code'"),
    MarkdownText,
    {"plain": _PEN.plain, "code": _PEN.name},
)

_BLANK_LINES = re.compile(r"\n{3,}")


def obstacles(schema: Schema) -> Iterator[Diagnostic]:
    """Nothing stands in the way of documentation."""
    return iter(())


def generate(schema: Schema, options: Options) -> Iterator[GeneratedFile | Diagnostic]:
    """The files, and what is wrong with the documentation."""
    report = Report()
    schema = shown_schema(schema, options)
    single = SINGLE if options.single_page else ""
    pages = Pages(schema, ".md", single)
    site = Site(schema, pages, _PEN, report).view()
    found = environment(MARKDOWN, options.templates)
    if single:
        text = found.get_template("reference.md.j2").render(site=site)
        yield GeneratedFile(f"{SINGLE}.md", _tidy(text))
    else:
        text = found.get_template("index.md.j2").render(site=site)
        yield GeneratedFile("index.md", _tidy(text))
        template = found.get_template("page.md.j2")
        for page in site.pages:
            text = template.render(site=site, page=page)
            yield GeneratedFile(page.file, _tidy(text))
    yield from report


def _tidy(text: str) -> str:
    """The text without runs of blank lines, which templates leave where nothing is."""
    return without_controls(_BLANK_LINES.sub("\n\n", text).strip("\n") + "\n")
