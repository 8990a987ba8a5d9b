# SPDX-License-Identifier: MIT
"""The index of the search, and the inventory for Sphinx."""

from __future__ import annotations

import json
import zlib
from pathlib import Path

from sites import made_of

SCHEMA = """
{ 'enum': 'Colour', 'data': [ 'red' ] }
{ 'command': 'go', 'data': { 'where': 'Colour' } }
"""


def test_the_index_names_everything(tmp_path: Path) -> None:
    """Definitions and their parts, each with its kind; the script holds the same."""
    output = made_of(tmp_path, SCHEMA)
    index = json.loads(output.text("search.json"))
    rows = [
        (r[0], index["kinds"][r[1]], index["pages"][r[2]], *r[3:])
        for r in index["rows"]
    ]
    assert rows == [
        ("Colour", "enum", "schema.html"),
        ("red", "value", "schema.html", 0),
        ("go", "command", "schema.html"),
        ("where", "argument", "schema.html", 2),
    ]
    assert output.text("search.json").strip() in output.text("search-index.js")


def test_the_inventory_can_be_read(tmp_path: Path) -> None:
    """Four lines of text, then lines of names and addresses."""
    content = made_of(tmp_path, SCHEMA).files["objects.inv"]
    assert isinstance(content, bytes)
    *head, body = content.split(b"\n", 4)
    assert head[0] == b"# Sphinx inventory version 2"
    assert head[1] == b"# Project: schema.json"
    lines = zlib.decompress(body).decode().splitlines()
    assert "go qapi:command 1 schema.html#go -" in lines
    assert "Colour std:label -1 schema.html#Colour Colour" in lines
    assert "schema std:doc -1 schema.html -" in lines
