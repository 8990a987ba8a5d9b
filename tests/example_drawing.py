# SPDX-License-Identifier: MIT
"""A schema with everything, messages drawn from it, and single mistakes put into them.

Names tell what the mutations need to know: ``opt-…`` is optional, ``kind…`` an
enum, and numbers that are no integers are fractions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from hypothesis import strategies as st

from qapigen.schema.builtins import Builtin, Json
from qapigen.schema.model import Alternate, Enum, Member, Struct, TypeUse, Union
from qapigen.schema.schema import Schema
from qapigen.syntax.json_nodes import JsonArray, JsonObject, JsonValue, Scalar

SCHEMA = """
{ 'enum': 'Kind', 'data': [ 'round', 'square', 'flat' ] }
{ 'struct': 'Base', 'data': { 'name': 'str', '*opt-note': 'str' } }
{ 'struct': 'Leaf', 'base': 'Base',
  'data': { 'small': 'uint8', '*opt-big': 'size', 'ratio': 'number' } }
{ 'union': 'Inner', 'base': { 'kind-inner': 'Kind' },
  'discriminator': 'kind-inner', 'data': { 'flat': 'Leaf' } }
{ 'union': 'Form', 'base': { 'kind': 'Kind', 'number': 'int' },
  'discriminator': 'kind', 'data': { 'round': 'Leaf', 'square': 'Inner' } }
{ 'alternate': 'Ref', 'data': { 'name': 'str', 'leaf': 'Leaf', 'none': 'null' } }
{ 'command': 'do-it',
  'data': { 'forms': [ 'Form' ], 'ref': 'Ref', '*opt-kinds': [ 'Kind' ],
            'flag': 'bool' },
  'returns': 'Form' }
{ 'event': 'DONE', 'data': { 'form': 'Form', '*opt-refs': [ 'Ref' ] } }
"""

WORDS = st.text("abcdefgh-", min_size=1, max_size=6)


def values(schema: Schema, use: TypeUse) -> st.SearchStrategy[object]:
    """Values of a type."""
    if use.is_array:
        element = TypeUse(name=use.name, span=use.span)
        return st.lists(values(schema, element), max_size=3)
    found = schema.type_of(use)
    match found:
        case Builtin():
            return _builtin(found)
        case Enum():
            return st.sampled_from([value.name for value in found.values])
        case Struct():
            return objects(schema, schema.members_of(found))
        case Union():
            branches = [
                _branch(schema, found, b.name) for b in schema.branches_of(found)
            ]
            return st.one_of(branches)
        case Alternate():
            return st.one_of([values(schema, a.type) for a in found.alternatives])
    raise AssertionError(found)


def _builtin(builtin: Builtin) -> st.SearchStrategy[object]:
    match builtin.json:
        case Json.INT:
            return st.integers(builtin.minimum, builtin.maximum)
        case Json.NUMBER:
            return st.integers(-99, 99).map(lambda number: number + 0.5)
        case Json.BOOLEAN:
            return st.booleans()
        case Json.NULL:
            return st.none()
    return WORDS


def _branch(schema: Schema, union: Union, name: str) -> st.SearchStrategy[object]:
    branch = next(b for b in schema.branches_of(union) if b.name == name)
    base = objects(schema, schema.members_of(union))
    inner = values(schema, branch.type)
    return st.builds(
        lambda outer, rest: {**outer, str(union.discriminator): name, **rest},
        base,
        inner,
    )


def objects(
    schema: Schema, members: tuple[Member, ...]
) -> st.SearchStrategy[dict[str, object]]:
    """Objects with some members, the optional ones there or not."""
    drawn = {m.name: values(schema, m.type) for m in members if not m.optional}
    optional = {m.name: values(schema, m.type) for m in members if m.optional}
    return st.fixed_dictionaries(drawn, optional=optional)


def messages(schema: Schema) -> st.SearchStrategy[dict[str, object]]:
    """Requests, replies and events."""
    [command], [event] = schema.commands, schema.events
    assert command.returns
    arguments = objects(schema, schema.arguments_of(command))
    data = objects(schema, schema.arguments_of(event))
    time = st.fixed_dictionaries(
        {"seconds": st.integers(0, 9), "microseconds": st.integers(0, 9)}
    )
    fixed = st.fixed_dictionaries
    return st.one_of(
        fixed({"execute": st.just("do-it"), "arguments": arguments}),
        fixed({"return": values(schema, command.returns)}),
        fixed({"event": st.just("DONE"), "data": data, "timestamp": time}),
    )


class Mutation(NamedTuple):
    """A mistake put into a text, and the code and place at which it is to be found."""

    text: str
    code: str
    start: int


def mutations(text: str, value: JsonObject) -> Iterator[Mutation]:
    """Every single mistake of some kinds that a message can have."""
    for match in re.finditer(r"([^\s,]),", text):
        token = re.search(r'("[^"]*"|[^\s"\[{:\]}]+|[\]}])$', text[: match.end(1)])
        assert token
        rest = text[match.end(1) + 1 :]
        yield Mutation(
            text[: match.end(1)] + " " + rest, "missing-comma", token.start()
        )
    for node in walk(value):
        if isinstance(node, JsonObject):
            yield from _of_object(text, node, node is value)
        elif isinstance(node, Scalar):
            yield from _of_scalar(text, node)


def _of_object(text: str, node: JsonObject, is_envelope: bool) -> Iterator[Mutation]:
    for key, value in node.pairs:
        if is_envelope:
            continue
        renamed = _replaced(text, key, '"zzz"')
        yield Mutation(renamed, "unknown-member", key.span.start)
        if isinstance(value, Scalar) and str(key.value).startswith("kind"):
            yield Mutation(
                _replaced(text, value, '"zzz"'), "unknown-value", value.span.start
            )
        if not str(key.value).startswith("opt-"):
            # The name may be gone together with the comma behind it, or the one before.
            without = (
                re.sub(r",\s*\Z", "", text[: key.span.start]),
                text[value.span.end :],
            )
            if without[0] == text[: key.span.start]:
                without = without[0], re.sub(r"\A\s*,", "", without[1])
            yield Mutation("".join(without), "missing-member", node.span.start)


def _of_scalar(text: str, node: Scalar) -> Iterator[Mutation]:
    wrong = '"x"' if isinstance(node.value, float) else "0.5"
    yield Mutation(_replaced(text, node, wrong), "wrong-type", node.span.start)
    if isinstance(node.value, int) and not isinstance(node.value, bool):
        yield Mutation(
            _replaced(text, node, str(2**70)), "out-of-range", node.span.start
        )


def _replaced(text: str, node: Scalar, other: str) -> str:
    return text[: node.span.start] + other + text[node.span.end :]


def walk(value: JsonValue) -> Iterator[JsonValue]:
    """A value and all in it."""
    yield value
    match value:
        case JsonObject():
            for _, part in value.pairs:
                yield from walk(part)
        case JsonArray():
            for item in value.items:
                yield from walk(item)


def laid_out(message: object, indent: int | None) -> str:
    """A message as text."""
    return json.dumps(message, indent=indent)
