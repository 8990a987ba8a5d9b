# SPDX-License-Identifier: MIT
"""Checks a server's answer to query-qmp-schema, so that all that reads it later may rely on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn

from qapigen.runtime.errors import InvalidReply
from qapigen.talk.scalars import KINDS

Entity = dict[str, Any]
"""One entry of the answer."""

_DEEPEST = 100
"""More unions within unions, or arrays of arrays, are no schema."""

_ANYTHING = {"meta-type": "builtin", "json-type": "value"}


def read_entities(answer: object) -> dict[str, Entity]:
    """The entries of an answer by their names.

    A meta-type or JSON type that is not known here counts as one that admits
    any value. Raises `InvalidReply` where parts are missing or wrong, a type is
    not there, or unions or arrays contain themselves.
    """
    if not isinstance(answer, list):
        _refuse("the answer", answer, "an array")
    entities: dict[str, Entity] = {}
    for item in answer:
        entity = _object(item, "an entry")
        kind = _text(entity, "meta-type")
        if kind not in _CHECKS or _is_untyped(entity):
            entity = {**entity, **_ANYTHING}
        entities[_text(entity, "name")] = entity
    for entity in entities.values():
        _CHECKS[entity["meta-type"]](entity, entities)
    for entity in entities.values():
        _require_depth(entity["name"], entities)
    return entities


def _is_untyped(entity: Entity) -> bool:
    kind = entity.get("json-type")
    return entity["meta-type"] == "builtin" and (
        not isinstance(kind, str) or kind not in KINDS
    )


def _refuse(place: str, value: object, wanted: str) -> NoReturn:
    text = f"query-qmp-schema: {place} is not {wanted} but {value!r:.60}"
    raise InvalidReply(f"the server's answer is malformed: {text}")


def _object(value: object, place: str) -> Entity:
    if not isinstance(value, dict):
        _refuse(place, value, "an object")
    return value


def _text(entity: Entity, key: str) -> str:
    value = entity.get(key)
    if not isinstance(value, str):
        _refuse(f"'{key}' of {entity!r:.60}", value, "a string")
    return value


def _items(entity: Entity, key: str) -> list[Any]:
    value = entity.get(key)
    if not isinstance(value, list):
        _refuse(f"'{key}' of {entity!r:.60}", value, "an array")
    return value


def _type(
    holder: Entity, key: str, entities: dict[str, Entity], kinds: frozenset[str]
) -> None:
    name = _text(holder, key)
    if name not in entities or entities[name]["meta-type"] not in kinds:
        _refuse(
            f"'{key}' of {holder!r:.60}", name, f"one of {', '.join(sorted(kinds))}"
        )


_OBJECT = frozenset({"object"})
_TYPES = frozenset({"builtin", "enum", "array", "object", "alternate"})
_ALTERNATIVES = _TYPES - {"alternate"}


def _check_message(entity: Entity, entities: dict[str, Entity]) -> None:
    _type(entity, "arg-type", entities, _OBJECT)


def _check_object(entity: Entity, entities: dict[str, Entity]) -> None:
    for item in _items(entity, "members"):
        member = _object(item, f"a member of {entity['name']!r}")
        _text(member, "name")
        _type(member, "type", entities, _TYPES)
    if "tag" not in entity and "variants" not in entity:
        return
    _text(entity, "tag")
    for item in _items(entity, "variants"):
        variant = _object(item, f"a variant of {entity['name']!r}")
        _text(variant, "case")
        _type(variant, "type", entities, _OBJECT)


def _check_enum(entity: Entity, _entities: dict[str, Entity]) -> None:
    for value in _items(entity, "values"):
        if not isinstance(value, str):
            _refuse(f"a value of {entity['name']!r}", value, "a string")


def _check_array(entity: Entity, entities: dict[str, Entity]) -> None:
    _type(entity, "element-type", entities, _TYPES)


def _check_alternate(entity: Entity, entities: dict[str, Entity]) -> None:
    if not _items(entity, "members"):
        _refuse(f"'members' of {entity['name']!r}", [], "an array with members")
    for item in entity["members"]:
        member = _object(item, f"an alternative of {entity['name']!r}")
        _type(member, "type", entities, _ALTERNATIVES)


def _check_builtin(_entity: Entity, _entities: dict[str, Entity]) -> None:
    """There is nothing to check: one of no JSON type admits any value."""


_CHECKS = {
    "command": _check_message,
    "event": _check_message,
    "object": _check_object,
    "enum": _check_enum,
    "array": _check_array,
    "alternate": _check_alternate,
    "builtin": _check_builtin,
}


def _inner(entity: Entity) -> Iterator[str]:
    """The types that a value of a type is of as well: branches, and elements."""
    if entity["meta-type"] == "array":
        yield entity["element-type"]
    elif "variants" in entity:
        yield from (variant["type"] for variant in entity["variants"])


def _require_depth(name: str, entities: dict[str, Entity]) -> None:
    """Refuse a type that contains itself, or others too deeply."""
    level = {name}
    for _ in range(_DEEPEST):
        level = {inner for one in level for inner in _inner(entities[one])}
        if not level:
            return
    _refuse(f"type {name!r}", "nested without an end", "finite")
