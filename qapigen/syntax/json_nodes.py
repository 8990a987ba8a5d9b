# SPDX-License-Identifier: MIT
"""JSON as people write it in examples: values with their places, and what was left out.

They are not the nodes of the schema language: JSON has numbers, and an
example may say ``...`` where the rest does not matter. The span of each is all
of it, quotes and brackets included.
"""

from __future__ import annotations

from typing import NamedTuple

from qapigen.source import Span


class Scalar(NamedTuple):
    """A string, number, `true`, `false` or `null`."""

    value: str | int | float | bool | None
    span: Span


class Elision(NamedTuple):
    """``...`` or ``... some words ...`` in place of a value, of items or of members."""

    span: Span


class JsonArray(NamedTuple):
    """`[ … ]`, with an `Elision` among the items where something was left out."""

    items: tuple[JsonValue, ...]
    span: Span


class JsonObject(NamedTuple):
    """`{ … }`, each key and its value; `is_elided` if members were left out."""

    pairs: tuple[tuple[Scalar, JsonValue], ...]
    is_elided: bool
    span: Span

    @property
    def brace(self) -> Span:
        """The place of the opening brace: where a missing member would go."""
        source, start, _ = self.span
        return Span(source, start, start + 1)

    def get(self, name: str) -> JsonValue | None:
        """The first value of a key, None if there is none."""
        return next((value for key, value in self.pairs if key.value == name), None)


JsonValue = Scalar | Elision | JsonArray | JsonObject


def is_left_out(value: JsonValue) -> bool:
    """Whether a value, as ``...``, ``{ ... }`` or ``[ ... ]``, stands for what was left out."""
    match value:
        case JsonArray():
            return bool(value.items) and all(map(is_left_out, value.items))
        case JsonObject():
            return value.is_elided and not value.pairs
    return isinstance(value, Elision)


def has_elision(value: JsonValue) -> bool:
    """Whether something was left out of a value, at any depth."""
    match value:
        case Elision():
            return True
        case JsonArray():
            return any(map(has_elision, value.items))
        case JsonObject():
            inner = (has_elision(part) for _, part in value.pairs)
            return value.is_elided or any(inner)
        case Scalar():
            return isinstance(value.value, str) and "..." in value.value


def plain(value: JsonValue) -> object:
    """The value as Python's `json` gives it; what was left out is left out."""
    match value:
        case Scalar():
            return value.value
        case JsonArray():
            return [
                plain(item) for item in value.items if not isinstance(item, Elision)
            ]
        case JsonObject():
            pairs = value.pairs
            return {
                str(key.value): plain(part)
                for key, part in pairs
                if not isinstance(part, Elision)
            }
        case Elision():
            return None
