# SPDX-License-Identifier: MIT
"""What stands under the cursor: a command, the name of an argument, or a value, and its type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from qapigen.talk.entities import Entity
from qapigen.talk.interface import Interface, Member
from qapigen.talk.line import OPENING, Piece, is_transaction, pieces
from qapigen.talk.problems import RefusedError
from qapigen.talk.unfinished import NOWHERE, Place, place_at_end
from qapigen.talk.words import Keys, Node, Text, Word, member, text_at, tree

TRANSACTION = "transaction"
EXECUTE, EXECUTE_OOB, ARGUMENTS = "execute", "exec-oob", "arguments"
"""The members of a request."""
IN_ACTION = ("actions", "0", "data")
"""Where in the arguments of a transaction those of an action are."""


class Spot(NamedTuple):
    """The place of the cursor in what is typed.

    `typed` is the part of the name or value before the cursor; `command` is
    empty where the command itself is typed. `path` leads to the argument, its
    last name still unfinished unless `is_value`. `keys` are the other
    arguments of the root, in which the action of a transaction lies. `quote` is
    what opened the name or value, if anything.
    """

    typed: str
    command: str = ""
    path: tuple[str, ...] = ()
    is_value: bool = False
    keys: Keys | None = None
    quote: str = ""
    is_json: bool = False


def spot(text: str, after: str = "") -> Spot | None:
    """The place between `text` and what comes `after`; None where nothing is known."""
    if is_transaction(text):
        inner = text[text.index(OPENING) + len(OPENING) :]
        line = inner.rpartition("\n")[2]
        return _in_action(line, after.partition("\n")[0])
    return _in_command(text, after)


def _split(text: str) -> tuple[list[Piece], str]:
    """The finished words, and the beginning of the one at the end."""
    found = list(pieces(text))
    if not found or (text[-1:].isspace() and found[-1].is_closed):
        return found, ""
    return found[:-1], text[found[-1].start :]


def _in_command(text: str, after: str) -> Spot | None:
    before, word = _split(text)
    if before:
        others = [*before[1:], *_following(after)]
        return _at_argument(before[0].meaning, others, word)
    if not word.startswith("{"):
        return Spot(word)
    place = place_at_end(word)
    return place and _in_request(place)


def _following(text: str) -> list[Piece]:
    """The words after the one under the cursor."""
    if not text[:1].isspace():
        text = " ".join(text.split(maxsplit=1)[1:])
    return list(pieces(text))


def _in_request(place: Place) -> Spot | None:
    """The place in a request such as {"execute": NAME, "arguments": {…}}."""
    quote = '"' if place.is_quoted else ""
    name, *inner = place.path
    if name in (EXECUTE, EXECUTE_OOB) and place.is_value:
        return Spot(place.typed, is_value=True, quote=quote, is_json=True)
    if not inner:
        found = Spot(place.typed, keys=place.keys, quote=quote, is_json=True)
        return None if place.is_value else found
    keys = member(place.keys, ARGUMENTS)
    command = text_at(place.keys, EXECUTE) or text_at(place.keys, EXECUTE_OOB)
    if command is None or name != ARGUMENTS or not isinstance(keys, Keys):
        return None
    path = tuple(inner)
    return Spot(place.typed, command, path, place.is_value, keys, quote, True)


def _in_action(line: str, after: str) -> Spot | None:
    before, word = _split(line)
    if not before:
        return Spot(word, TRANSACTION, ("actions", "0", "type"), True)
    others = [*before[1:], *_following(after)]
    found = _at_argument(TRANSACTION, others, word)
    if found is None or found.keys is None:
        return found
    return found._replace(
        path=(*IN_ACTION, *found.path),
        keys=action(before[0].meaning, found.keys),
    )


def action(name: str, data: Keys) -> Keys:
    """The arguments of a transaction with one action, as a tree."""
    inside = _holding("type", Text(name, data.span))
    inside.put("data", data)
    return _holding("actions", _holding("0", inside))


def _holding(name: str, node: Node) -> Keys:
    keys = Keys({}, node.span)
    keys.put(name, node)
    return keys


def _at_argument(command: str, others: Sequence[Piece], word: str) -> Spot | None:
    keys = Keys({}, NOWHERE)
    for piece in others:
        try:
            keys.absorb(tree([Word(piece.meaning, NOWHERE)], NOWHERE))
        except RefusedError:
            continue
    key, equals, value = word.partition("=")
    if word[:1] in ("{", "["):
        return _in_json(Spot("", command, (), True, keys), word)
    path = tuple(key.replace("[", ".").replace("]", "").split("."))
    if not equals:
        return Spot(path[-1], command, path, False, keys)
    if value[:1] in ("{", "["):
        return _in_json(Spot("", command, path, True, keys), value)
    quote = value[:1] if value[:1] in ('"', "'") else ""
    return Spot(value.removeprefix(quote), command, path, True, keys, quote)


def _in_json(found: Spot, text: str) -> Spot | None:
    """The place in JSON that is typed as the value at a spot."""
    place = place_at_end(text)
    if place is None or found.keys is None:
        return None
    inner = place.keys
    for step in reversed(found.path):
        inner = _holding(step, inner)
    found.keys.absorb(inner)
    return found._replace(
        typed=place.typed,
        path=(*found.path, *place.path),
        is_value=place.is_value,
        quote='"' if place.is_quoted else "",
        is_json=True,
    )


def type_at(interface: Interface, found: Spot) -> list[Entity]:
    """The types that a value at the spot may be of; of a name, the objects it is a member of."""
    if found.command not in interface.commands or found.keys is None:
        return _of_action(interface, found)
    path = found.path if found.is_value else found.path[:-1]
    types = [interface.type(interface.arguments(found.command))]
    node: Node | None = found.keys
    for step in path:
        types = [t for one in types for t in _inside(interface, one, step, node)]
        node = member(node, step)
    return types


def _of_action(interface: Interface, found: Spot) -> list[Entity]:
    if found.command != TRANSACTION or TRANSACTION not in interface.commands:
        return []
    return type_at(interface, found._replace(keys=Keys({}, NOWHERE)))


def _inside(
    interface: Interface, entity: Entity, step: str, node: Node | None
) -> list[Entity]:
    """What a member or item of a type is, alternates opened."""
    if entity["meta-type"] == "array" and step.isdecimal():
        return interface.alternatives(entity["element-type"])
    if entity["meta-type"] != "object":
        return []
    found = members_at(interface, entity, node).get(step)
    return interface.alternatives(found.type) if found else []


def members_at(
    interface: Interface, entity: Entity, node: Node | None
) -> dict[str, Member]:
    """The members of an object, as far as its tags are typed yet."""
    return interface.members(entity["name"], lambda tag: text_at(node, tag))


def node_at(found: Spot) -> Node | None:
    """What is typed already at the object in which the spot lies."""
    node: Node | None = found.keys
    for step in found.path[:-1]:
        node = member(node, step)
    return node
