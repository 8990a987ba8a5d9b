# SPDX-License-Identifier: MIT
"""Where in JSON that was typed each member stands, for who has to say what is wrong with it."""

from __future__ import annotations

from qapigen.source import Span
from qapigen.syntax.json_nodes import JsonObject, JsonValue, plain
from qapigen.syntax.json_reader import read_object
from qapigen.talk.scalars import parsed
from qapigen.talk.words import Child, Json, Keys, Node, Text, Word


def placed(keys: Keys) -> Keys:
    """The same tree, but what is in JSON objects stands where it was typed."""
    children = {name: _placed(name, child) for name, child in keys.children.items()}
    return Keys(children, keys.span)


def word_in(word: Word, name: str) -> Word | None:
    """A member of an object that was typed as JSON, as a word; None if it has none."""
    whole = _object(word.span)
    child = whole.children.get(name) if whole else None
    return Word(child.node.span.text, child.node.span) if child else None


def _placed(name: str, child: Child) -> Child:
    match child.node:
        case Keys() as keys:
            return Child(child.span, placed(keys))
        case Text(_, span, _):
            return Child(child.span, _object(span) or child.node)
        case Json(_, span):
            # One of the members of an object that was given as a whole.
            whole = _object(span)
            return whole.children.get(name, child) if whole else child


def _object(span: Span) -> Keys | None:
    """The JSON object that was typed there; None if something else was, or in quotes."""
    text = span.text
    try:
        if not text.startswith("{") or not isinstance(parsed(text), dict):
            return None
    except ValueError:
        return None
    return _keys(read_object(span.source, span.start, span.end).value)


def _keys(value: JsonObject) -> Keys:
    members = {str(key.value): Child(key.span, _node(v)) for key, v in value.pairs}
    return Keys(members, value.span)


def _node(value: JsonValue) -> Node:
    if isinstance(value, JsonObject):
        return _keys(value)
    return Json(plain(value), value.span)
