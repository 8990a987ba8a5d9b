# SPDX-License-Identifier: MIT
"""The index of the search, and the inventory by which Sphinx projects link in."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator

from qapigen.backends.docs.pages import Pages
from qapigen.diagnostics.visible import harmless
from qapigen.schema.model import Alternative, Branch, Value, kind_of
from qapigen.schema.schema import Schema

# What the domain of QEMU's own manual calls them.
_SPHINX_KINDS = {"struct": "object", "union": "object"}


def search_index(schema: Schema, pages: Pages) -> str:
    """The names that can be found, as JSON: kinds, pages, and rows that point at them.

    A row is [name, kind, page, owner]; `owner` is the number of the definition's
    row that a part belongs to, absent for a definition.
    """
    kinds: dict[str, int] = {}
    files: dict[str, int] = {}
    rows: list[list[str | int]] = []
    for page in pages.pages:
        number = files.setdefault(pages.file(page), len(files))
        for definition in page.module.definitions:
            if schema.definitions.get(definition.name) is not definition:
                continue
            kind = kind_of(definition)
            owner = len(rows)
            rows.append([definition.name, kinds.setdefault(kind, len(kinds)), number])
            for part in definition.parts:
                what = _kind_of_part(part, kind)
                at = kinds.setdefault(what, len(kinds))
                rows.append([part.name, at, number, owner])
    index = {"kinds": list(kinds), "pages": list(files), "rows": rows}
    return json.dumps(index, separators=(",", ":")) + "\n"


def _kind_of_part(part: object, kind: str) -> str:
    match part, kind:
        case Value(), _:
            return "value"
        case Branch(), _:
            return "branch"
        case Alternative(), _:
            return "alternative"
        case _, "command":
            return "argument"
    return "member"


def as_script(index: str) -> str:
    """The index as a script: pages opened from a file may not read other files."""
    return f"window.qapigenIndex = {index.strip()};\n"


def inventory(schema: Schema, pages: Pages) -> bytes:
    """An ``objects.inv``: what Sphinx projects can refer to, and where it is.

    Definitions are labels, which every project can refer to, and objects of the
    domain ``qapi`` for those that have it; modules are documents and objects.
    It is stored without compression, so that its bytes do not depend on the
    version of a library.
    """
    name = " ".join(harmless(os.path.basename(schema.modules[0].path)).split())
    head = (
        "# Sphinx inventory version 2\n"
        f"# Project: {name}\n"
        f"# Version: {schema.edition.name}\n"
        "# The remainder of this file is compressed using zlib.\n"
    )
    body = "".join(_inventory_lines(schema, pages))
    return head.encode() + zlib.compress(body.encode(), 0)


def _inventory_lines(schema: Schema, pages: Pages) -> Iterator[str]:
    yield "index std:doc -1 index.html -\n"
    for page in pages.pages:
        if page.module.definitions:
            yield f"{page.name} std:doc -1 {pages.file(page)} -\n"
            yield f"{page.name} qapi:module 0 {pages.file(page)} -\n"
    for definition in schema:
        name, kind = definition.name, kind_of(definition)
        address = pages.definition(name)
        yield f"{name} std:label -1 {address} {name}\n"
        yield f"{name} qapi:{_SPHINX_KINDS.get(kind, kind)} 1 {address} -\n"
