# SPDX-License-Identifier: MIT
"""What stands under the cursor: a command, the name of an argument, or a value, and its type."""

from __future__ import annotations

from typing import NamedTuple

from qapigen.source import Source, Span
from qapigen.talk.interface import Entity, Interface, Member
from qapigen.talk.line import OPENING, Piece, is_transaction, pieces
from qapigen.talk.problems import RefusedError
from qapigen.talk.words import Keys, Node, Text, Word, tree

TRANSACTION = "transaction"


class Spot(NamedTuple):
    """The place of the cursor in what is typed.

    `typed` is the part of the name or value before the cursor; `command` is
    empty where the command itself is typed. `path` leads to the argument, its
    last name still unfinished unless `is_value`. `keys` are the other
    arguments of the root, in which the action of a transaction lies.
    """

    typed: str
    command: str = ""
    path: tuple[str, ...] = ()
    is_value: bool = False
    keys: Keys | None = None


def spot(text: str, interface: Interface) -> Spot | None:
    """The place at the end of `text`; None inside of JSON."""
    if is_transaction(text):
        inner = text[text.index(OPENING) + len(OPENING) :]
        line = inner.rpartition("\n")[2]
        return _in_action(line, interface)
    return _in_command(text, interface)


def _split(text: str) -> tuple[list[Piece], str]:
    """The finished words, and the beginning of the one at the end."""
    found = list(pieces(text))
    if not found or (text[-1:].isspace() and found[-1].is_closed):
        return found, ""
    return found[:-1], text[found[-1].start :]


def _in_command(text: str, interface: Interface) -> Spot | None:
    before, word = _split(text)
    if not before:
        return Spot(word)
    command = before[0].meaning
    return _at_argument(command, before[1:], word, interface)


def _in_action(line: str, interface: Interface) -> Spot | None:
    before, word = _split(line)
    if not before:
        return Spot(word, TRANSACTION, ("actions", "0", "type"), True)
    found = _at_argument(TRANSACTION, before[1:], word, interface)
    if found is None or found.keys is None:
        return found
    return found._replace(
        path=("actions", "0", "data", *found.path),
        keys=action(before[0].meaning, found.keys),
    )


def action(name: str, data: Keys) -> Keys:
    """The arguments of a transaction with one action, as a tree."""
    span = data.span
    inside = Keys({}, span)
    inside.put("type", Text(name, span))
    inside.put("data", data)
    actions = Keys({}, span)
    actions.put("0", inside)
    arguments = Keys({}, span)
    arguments.put("actions", actions)
    return arguments


def _at_argument(
    command: str, before: list[Piece], word: str, interface: Interface
) -> Spot | None:
    source = Source("<shell>", word + "\n")
    nowhere = Span(source, 0, 0)
    keys = Keys({}, nowhere)
    for piece in before:
        try:
            part = tree([Word(piece.meaning, nowhere)], nowhere)
        except RefusedError:
            continue
        keys.absorb(part)
    key, equals, value = word.partition("=")
    if word[:1] in ("{", "["):
        return None
    path = tuple(key.replace("[", ".").replace("]", "").split("."))
    if equals:
        if value[:1] in ("{", "["):
            return None
        return Spot(value.lstrip("\"'"), command, path, True, keys)
    return Spot(path[-1], command, path, False, keys)


def type_at(interface: Interface, found: Spot) -> list[Entity]:
    """The types that a value at the spot may be of; of a name, the objects it is a member of."""
    if found.command not in interface.commands or found.keys is None:
        return _of_action(interface, found)
    path = found.path if found.is_value else found.path[:-1]
    types = [interface.type(interface.arguments(found.command))]
    node: Node | None = found.keys
    for step in path:
        types = [t for one in types for t in _inside(interface, one, step, node)]
        child = node.children.get(step) if isinstance(node, Keys) else None
        node = child.node if child else None
    return types


def _of_action(interface: Interface, found: Spot) -> list[Entity]:
    if found.command != TRANSACTION or TRANSACTION not in interface.commands:
        return []
    empty = Keys({}, Span(Source("<shell>", "\n"), 0, 0))
    return type_at(interface, found._replace(keys=empty))


def _inside(
    interface: Interface, entity: Entity, step: str, node: Node | None
) -> list[Entity]:
    """What a member or item of a type is, alternates opened."""
    if entity["meta-type"] == "array" and step.isdecimal():
        return interface.alternatives(entity["element-type"])
    if entity["meta-type"] != "object":
        return []
    member = members_at(interface, entity, node).get(step)
    return interface.alternatives(member.type) if member else []


def members_at(
    interface: Interface, entity: Entity, node: Node | None
) -> dict[str, Member]:
    """The members of an object, as far as its tags are typed yet."""

    def tag_of(name: str) -> str | None:
        child = node.children.get(name) if isinstance(node, Keys) else None
        return child.node.text if child and isinstance(child.node, Text) else None

    return interface.members(entity["name"], tag_of)


def node_at(found: Spot) -> Node | None:
    """What is typed already at the object in which the spot lies."""
    node: Node | None = found.keys
    for step in found.path[:-1]:
        child = node.children.get(step) if isinstance(node, Keys) else None
        node = child.node if child else None
    return node
