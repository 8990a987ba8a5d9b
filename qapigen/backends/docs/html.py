# SPDX-License-Identifier: MIT
"""The HTML backend: a site that needs no server, and asks nobody for anything."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import Environment
from markupsafe import Markup

from qapigen.backends.docs.configuration import shown_schema
from qapigen.backends.docs.html_pen import HtmlPen
from qapigen.backends.docs.pages import Pages
from qapigen.backends.docs.search import as_script, inventory, search_index
from qapigen.backends.docs.site import Site
from qapigen.backends.docs.view import (
    NO_TEXT,
    Anchor,
    NavView,
    PageLink,
    SheetView,
    SiteView,
    Text,
)
from qapigen.backends.output import GeneratedFile
from qapigen.backends.safe_text import Address, without_controls
from qapigen.backends.targets import Options
from qapigen.backends.templating import HTML, environment
from qapigen.diagnostics.diagnostic import Diagnostic
from qapigen.diagnostics.report import Report
from qapigen.schema.schema import Schema

SCRIPTS = ("search.js", "site.js", "theme.js")
STYLES = ("definition.css", "screens.css", "style.css", "text.css")


def obstacles(schema: Schema) -> Iterator[Diagnostic]:
    """Nothing stands in the way of documentation."""
    return iter(())


def generate(schema: Schema, options: Options) -> Iterator[GeneratedFile | Diagnostic]:
    """The files of the site, and what is wrong with the documentation."""
    report = Report()
    schema = shown_schema(schema, options)
    pages = Pages(schema, ".html")
    site = Site(schema, pages, HtmlPen(), report).view()
    found = environment(HTML, options.templates)
    for name, title in (("index", NO_TEXT), ("coverage", Markup("What is documented"))):
        sheet = _sheet(site, Address(f"{name}.html"), title)
        yield _rendered(found, f"{name}.html", sheet=sheet, site=site)
    template = found.get_template("page.html.j2")
    for page in site.pages:
        sheet = _sheet(site, page.file, page.title)
        text = template.render(sheet=sheet, site=site, page=page)
        yield GeneratedFile(page.file, without_controls(text))
    index = search_index(schema, pages)
    yield GeneratedFile("search.json", index)
    yield GeneratedFile("search-index.js", as_script(index))
    yield GeneratedFile("objects.inv", inventory(schema, pages))
    for name in ("icon.svg", *SCRIPTS, *STYLES):
        yield GeneratedFile(name, _asset(found, name))
    yield from report


def _rendered(found: Environment, path: str, **views: object) -> GeneratedFile:
    text = found.get_template(f"{path}.j2").render(views)
    return GeneratedFile(path, without_controls(text))


def _asset(found: Environment, name: str) -> str:
    """A file that is copied; a user's folder may replace it like a template."""
    assert found.loader is not None
    return found.loader.get_source(found, name)[0]


def _sheet(site: SiteView, file: Anchor, title: Text) -> SheetView:
    """What surrounds the content of a file: its title, and the way to the others."""
    nav = tuple(
        NavView(
            link=PageLink(text=page.title, address=page.file),
            is_open=page.file == file,
            headings=page.headings if page.file == file else (),
            groups=page.groups if page.file == file else (),
        )
        for page in site.pages
    )
    if not title:
        return SheetView(title=site.title, subtitle=NO_TEXT, nav=nav)
    return SheetView(title=title, subtitle=site.title, nav=nav)
