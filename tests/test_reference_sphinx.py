# SPDX-License-Identifier: MIT
"""Sphinx itself reads the inventory of a site, and its references lead to what they name."""

from __future__ import annotations

import re
import subprocess
import sys
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from corpus import Release
from sites import Output, ids, made

BASE = "https://qmp.example/manual/"

CONFIGURATION = """
extensions = ["sphinx.ext.intersphinx"]
intersphinx_mapping = {{"qmp": ("{base}", "objects.inv")}}
intersphinx_timeout = 5
"""

# A project that knows the domain, as the manual of QEMU does.
DOMAIN = """
from sphinx.domains import Domain, ObjType
from sphinx.roles import XRefRole

class Qapi(Domain):
    name = "qapi"
    object_types = {
        "module": ObjType("module", "mod", "any"),
        "command": ObjType("command", "cmd", "any"),
        "event": ObjType("event", "event", "any"),
        "enum": ObjType("enum", "enum", "type", "any"),
        "object": ObjType("object", "obj", "type", "any"),
        "alternate": ObjType("alternate", "alt", "type", "any"),
    }
    roles = {
        role: XRefRole()
        for kind in object_types.values()
        for role in kind.roles
    }

def setup(app):
    app.add_domain(Qapi)
"""

# Commands and events that differ in nothing but case are told apart.
PLAIN = {
    ":any:`query-status`": "run-state.html#query-status",
    ":any:`BLOCK_JOB_READY`": "block-core.html#BLOCK_JOB_READY",
    ":any:`stop`": "misc.html#stop",
    ":any:`STOP`": "run-state.html#STOP",
    ":any:`BlockdevOptions`": "block-core.html#BlockdevOptions",
    ":ref:`query-block`": "block-core.html#query-block",
    ":ref:`asking <query-block>`": "block-core.html#query-block",
    ":external+qmp:ref:`RunState`": "run-state.html#RunState",
    ":external:doc:`block-core`": "block-core.html",
    ":external+qmp:doc:`the manual <index>`": "index.html",
}

WITH_DOMAIN = {
    ":qapi:cmd:`stop`": "misc.html#stop",
    ":qapi:event:`STOP`": "run-state.html#STOP",
    ":qapi:obj:`BlockdevOptionsQcow2`": "block-core.html#BlockdevOptionsQcow2",
    ":qapi:obj:`BlockdevOptions`": "block-core.html#BlockdevOptions",
    ":qapi:enum:`RunState`": "run-state.html#RunState",
    ":qapi:alt:`BlockdevRef`": "block-core.html#BlockdevRef",
    ":qapi:type:`BlockdevRef`": "block-core.html#BlockdevRef",
    ":qapi:any:`query-status`": "run-state.html#query-status",
    ":qapi:mod:`block-core`": "block-core.html",
    ":external+qmp:qapi:cmd:`query-status`": "run-state.html#query-status",
}

_LINK = re.compile(rf'href="{re.escape(BASE)}([^"]*)"')


@pytest.fixture(scope="module")
def site(qemu_releases: list[Release]) -> Output:
    """The newest release's main schema as a site."""
    release = qemu_releases[-1]
    return made(next(release.roots()), "html", release.edition)


@pytest.mark.parametrize(
    ("extra", "references"), [("", PLAIN), (DOMAIN, WITH_DOMAIN)], ids=["any", "domain"]
)
def test_references_lead_there(
    site: Output, tmp_path: Path, extra: str, references: dict[str, str]
) -> None:
    """Without any extension but Sphinx's own, and with the domain; the ids are on the pages."""
    links = _built(tmp_path, site.files["objects.inv"], extra, list(references))
    assert links == list(references.values())
    for link in links:
        file, _, anchor = unquote(link).partition("#")
        assert not anchor or anchor in ids(site.text(file))


def test_all_entries_lead_there(site: Output, tmp_path: Path) -> None:
    """Whatever Sphinx reads in the inventory is the address of something on a page."""
    path = tmp_path / "objects.inv"
    inventory = site.files["objects.inv"]
    assert isinstance(inventory, bytes)
    path.write_bytes(inventory)
    listed = _sphinx("sphinx.ext.intersphinx", str(path))
    addresses = re.findall(r": (\S+)$", listed, re.MULTILINE)
    known = {file: set(ids(text)) for file, text in site.texts(".html").items()}
    assert len(addresses) > 2 * len(list(site.schema))
    for address in addresses:
        file, _, anchor = unquote(address).partition("#")
        assert not anchor or anchor in known[file], address


def _built(
    folder: Path, inventory: str | bytes, extra: str, references: list[str]
) -> list[str]:
    """The addresses that references lead to in a project that Sphinx makes; none may fail."""
    assert isinstance(inventory, bytes)
    configuration = CONFIGURATION.format(base=BASE) + extra
    (folder / "conf.py").write_text(configuration, encoding="utf-8")
    (folder / "objects.inv").write_bytes(inventory)
    text = "Project\n=======\n\n" + "".join(f"- {role}\n" for role in references)
    (folder / "index.rst").write_text(text, encoding="utf-8")
    _sphinx("sphinx", "-q", "-n", "-W", str(folder), str(folder / "out"))
    page = (folder / "out" / "index.html").read_text(encoding="utf-8")
    return [unescape(link) for link in _LINK.findall(page)]


def _sphinx(*arguments: str) -> str:
    """What a module of Sphinx prints; it changes docutils for the whole process it is in."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
