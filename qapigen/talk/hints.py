# SPDX-License-Identifier: MIT
"""Help for what stands under the cursor, from the texts of a schema."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from qapigen.diagnostics.suggestions import did_you_mean
from qapigen.talk.completing import HELP
from qapigen.talk.cursor import (
    IN_ACTION,
    Spot,
    members_at,
    node_at,
    spot,
    type_at,
)
from qapigen.talk.interface import Interface, Member
from qapigen.talk.line import is_transaction, pieces
from qapigen.talk.wording import values_of
from qapigen.talk.words import text_at

if TYPE_CHECKING:
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
    if is_transaction(text) and not "".join(path[len(IN_ACTION) :]):
        return texts.description(_action(found)) or texts.description(found.command)
    if not path[-1] and path[:-1]:
        # Nothing is typed behind the dot: what stands before it is meant.
        path = path[:-1]
    elif found.is_value and (
        about := _about(texts, found.command, (*path, found.typed))
    ):
        return f"{found.typed}: {about}"
    known = _values(interface, found._replace(path=path, is_value=False))
    about = _about(texts, found.command, path)
    shown = path[len(IN_ACTION) :] if is_transaction(text) else path
    if about or known:
        return f"{'.'.join(shown)}: {' '.join(filter(None, (about, known)))}"
    return texts.description(found.command)


def _action(found: Spot) -> str:
    """The name of the action of a transaction in which the spot is."""
    return text_at(found.keys, *IN_ACTION[:-1], "type") or found.typed


def _values(interface: Interface, found: Spot) -> str:
    """What values the argument of that name has, in brackets."""
    node = node_at(found)
    for entity in type_at(interface, found):
        if entity["meta-type"] == "object":
            member = members_at(interface, entity, node).get(found.path[-1])
            return _in_brackets(interface, member) if member else ""
    return ""


def _in_brackets(interface: Interface, member: Member) -> str:
    needed = "" if member.optional else "needed"
    told = filter(None, (values_of(interface, member.type), needed))
    return f"({text})" if (text := "; ".join(told)) else ""


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
    known = [*interface.commands, *interface.events]
    if told := texts.description(name):
        yield from told.splitlines()
    elif name in known:
        yield f"nothing is written about '{name}'"
    else:
        advice = did_you_mean(name, known)
        yield f"there is no '{name}'{f'; {advice}' if advice else ''}"
    if name not in known:
        if told:
            yield from ("", "this server does not have it")
        return
    members = interface.members(interface.arguments(name), lambda tag: None)
    for member in members.values():
        yield ""
        yield f"{member.name} {_in_brackets(interface, member)}".rstrip()
        for line in _about(texts, name, (member.name,)).splitlines():
            yield f"    {line}".rstrip()
    since = texts.since(name)
    if since:
        yield from ("", f"since QEMU {since}")
