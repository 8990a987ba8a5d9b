# SPDX-License-Identifier: MIT
"""Help for what stands under the cursor, from the texts of a schema."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapigen.talk.completing import HELP
from qapigen.talk.cursor import spot
from qapigen.talk.interface import Interface
from qapigen.talk.line import pieces
from qapigen.talk.texts import Texts

_NAME = re.compile(r"[\w.-]*")


def hint(text: str, cursor: int, interface: Interface, texts: Texts) -> str:
    """The text about the word at `cursor`; of its command where the word says nothing."""
    found = spot(text[: _end(text, cursor)])
    if found is None:
        first = next(pieces(text), None)
        return texts.description(first.meaning) if first else ""
    if not found.command or found.command == HELP:
        return texts.description(found.typed)
    path = found.path
    if found.is_value:
        about = _about(texts, found.command, (*path, found.typed))
        if about:
            return f"{found.typed}: {about}"
    about = _about(texts, found.command, path)
    if about:
        return f"{'.'.join(path)}: {about}"
    return texts.description(found.command)


def _end(text: str, cursor: int) -> int:
    """Where the name or value under the cursor ends."""
    for piece in pieces(text):
        if not piece.start <= cursor <= piece.end:
            continue
        sign = text.find("=", piece.start, piece.end)
        value = piece.start if text[piece.start] in "{[" else sign + 1
        if value < cursor and text[value] in "{[":
            inside = _NAME.match(text, cursor)
            return inside.end() if inside else cursor
        return sign if cursor <= sign else piece.end
    return cursor


def _about(texts: Texts, command: str, path: tuple[str, ...]) -> str:
    described = map(texts.text, texts.mentions(command, path))
    return next(filter(None, described), "")


def page(name: str, interface: Interface, texts: Texts) -> Iterator[str]:
    """All about a command or event: its text, and each argument with its own."""
    told = texts.description(name) or f"nothing is written about '{name}'"
    yield from told.splitlines()
    if name not in interface.entities:
        return
    members = interface.members(interface.arguments(name), lambda tag: None)
    for member in members.values():
        yield ""
        needed = "" if member.optional else " (needed)"
        yield f"{member.name}{needed}"
        for line in _about(texts, name, (member.name,)).splitlines():
            yield f"    {line}".rstrip()
    since = texts.since(name)
    if since:
        yield from ("", f"since QEMU {since}")
