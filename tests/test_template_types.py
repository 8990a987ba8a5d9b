# SPDX-License-Identifier: MIT
"""Each `{{ }}` of each template prints text of a type that is safe where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from markupsafe import Markup
from template_types import Printed, all_templates, printed

from qapigen.backends.docs.view import PageView, SheetView, SiteView
from qapigen.backends.python.view import ModuleView, PackageView
from qapigen.backends.safe_text import (
    Address,
    MarkdownCode,
    MarkdownText,
    PythonCode,
    PythonComment,
    PythonName,
)

PACKAGE = {"package": PackageView}
SITE = {"site": SiteView}
RENDERED: dict[str, dict[str, Any]] = {
    "python/package.py.j2": PACKAGE,
    "python/client.py.j2": PACKAGE,
    "python/sync_client.py.j2": PACKAGE,
    "python/vocabulary.py.j2": PACKAGE,
    "python/module.py.j2": {**PACKAGE, "module": ModuleView},
    "html/index.html.j2": {**SITE, "sheet": SheetView},
    "html/coverage.html.j2": {**SITE, "sheet": SheetView},
    "html/page.html.j2": {**SITE, "sheet": SheetView, "page": PageView},
    "markdown/index.md.j2": SITE,
    "markdown/reference.md.j2": SITE,
    "markdown/page.md.j2": {**SITE, "page": PageView},
}


def everything() -> Iterator[Printed]:
    """All that templates print."""
    for template, scope in RENDERED.items():
        yield from printed(template, scope)


def test_every_template_is_looked_at() -> None:
    """Those that are included are reached from the others."""
    assert {place.template for place in everything()} == all_templates()


def _fits(place: Printed) -> bool:
    """Whether all types that the expression may have are safe at this place."""
    language = place.template.partition("/")[0]
    if language == "html":
        # Templates escape whatever is not Markup; the view says so already.
        return place.types <= {Markup, MarkdownText, MarkdownCode, Address, int}
    if language == "markdown":
        return place.types - {Markup} <= _markdown_types(place.before)
    return all(issubclass(one, _python_type(place.before)) for one in place.types) and (
        PythonComment not in place.types or place.before.lstrip().startswith("#")
    )


def _markdown_types(before: str) -> set[Any]:
    if before.count("`") % 2:
        return {MarkdownCode}
    if before.endswith(("](", 'id="')):
        return {Address}
    return {MarkdownText, int}


def _python_type(before: str) -> type[str]:
    if before.lstrip().startswith("#"):
        return PythonComment
    return PythonName if before.endswith('"') else PythonCode


def test_what_is_printed_is_safe_there() -> None:
    """Text, code, comments, names in quotes and addresses have a type each."""
    wrong = [
        f"{p.template}:{p.line}: {p.expression} is {p.types}"
        for p in everything()
        if not _fits(p)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("template", "before", "types"),
    [
        ("python/x.j2", "# ", {PythonCode}),
        ("python/x.j2", "", {PythonComment}),
        ("python/x.j2", '    "', {PythonCode}),
        ("python/x.j2", "", {str}),
        ("markdown/x.j2", "**`", {MarkdownText}),
        ("markdown/x.j2", "[a](", {MarkdownText}),
        ("markdown/x.j2", "", {MarkdownCode}),
        ("markdown/x.j2", "", {str}),
        ("html/x.j2", "", {str}),
    ],
)
def test_the_wrong_type_is_noticed(
    template: str, before: str, types: set[type[str]]
) -> None:
    """What is safe in one place is not in another."""
    assert not _fits(Printed(template, 1, "x", before, frozenset(types)))
