# SPDX-License-Identifier: MIT
"""JSON values judged against the types of a schema.

Of an example, of a recorded message or of a live server's reply: a value is a
value. Where something was left out of it, what is there is judged all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from qapigen.diagnostics.diagnostic import Diagnostic
from qapigen.diagnostics.suggestions import near_names
from qapigen.diagnostics.visible import visible
from qapigen.examples.errors import (
    MISSING_MEMBER,
    OUT_OF_RANGE,
    UNKNOWN_MEMBER,
    UNKNOWN_VALUE,
    WRONG_TYPE,
)
from qapigen.examples.shapes import SIMPLE_TAG, Shape, Shapes
from qapigen.examples.wording import json_type, said_of_type, said_of_value
from qapigen.schema.builtins import Builtin, Json
from qapigen.schema.model import (
    Alternate,
    Broken,
    Command,
    Enum,
    Event,
    Member,
    Struct,
    TypeUse,
    Union,
)
from qapigen.schema.schema import Schema
from qapigen.syntax.json_nodes import (
    JsonArray,
    JsonObject,
    JsonValue,
    Scalar,
    is_left_out,
)

# Features of members that a server can be told not to send.
HIDEABLE = {"deprecated", "unstable"}
ELLIPSES = ("...", "…")


class Leniency(NamedTuple):
    """What is not asked of the values of a message.

    `incomplete`: members may be missing, because the example was shortened.
    `received`: a server sends it, which can be told to hide what is not stable.
    """

    incomplete: bool = False
    received: bool = False

    def allows_absence(self, member: Member) -> bool:
        """Whether a member may be missing."""
        if member.optional or self.incomplete:
            return True
        return self.received and any(f.name in HIDEABLE for f in member.features)


class ValueJudge:
    """Judges values against the types of one schema."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.shapes = Shapes(schema)
        self._values: dict[str, frozenset[str]] = {}

    def judge(
        self, use: TypeUse, value: JsonValue, what: str, leniency: Leniency
    ) -> Iterator[Diagnostic]:
        """What is wrong with a value of a type; `what` names it in findings."""
        if is_left_out(value):
            return
        if not use.is_array:
            yield from self._single(use, value, what, leniency)
        elif isinstance(value, JsonArray):
            element = TypeUse(name=use.name, span=use.span)
            for item in value.items:
                yield from self.judge(element, item, f"an item of {what}", leniency)
        else:
            yield self._mistyped(use, value, what)

    def _single(
        self, use: TypeUse, value: JsonValue, what: str, leniency: Leniency
    ) -> Iterator[Diagnostic]:
        found = self.schema.type_of(use)
        match found:
            case Builtin():
                yield from self._builtin(found, use, value, what)
            case Enum():
                yield from self._enum(found, use, value, what)
            case Struct() | Union():
                if not isinstance(value, JsonObject):
                    yield self._mistyped(use, value, what)
                    return
                if isinstance(found, Union) and found.is_simple:
                    yield from self._simple_tag(found, value)
                shape = self.shapes.shape(found, value)
                yield from self.members(shape, value, leniency)
            case Alternate():
                chosen = self._alternative(found, value)
                if chosen is None:
                    yield self._mistyped(use, value, what)
                else:
                    yield from self.judge(chosen, value, what, leniency)
            case Broken() | Command() | Event() | None:
                # It was reported where the schema mentions it.
                return

    def members(
        self, shape: Shape, value: JsonObject, leniency: Leniency
    ) -> Iterator[Diagnostic]:
        """What is wrong with an object whose members are to be as `shape` says."""
        seen: set[str] = set()
        unknown: list[Scalar] = []
        for key, part in value.pairs:
            name = str(key.value)
            member = shape.members.get(name)
            if member is not None:
                seen.add(name)
                yield from self.judge(member.type, part, f"'{name}'", leniency)
            elif not shape.is_open:
                unknown.append(key)
        for key in unknown:
            yield _unknown(shape, key, seen)
        if not value.is_elided and len(seen) < len(shape.members):
            absent = [
                name
                for name, member in shape.members.items()
                if name not in seen and not leniency.allows_absence(member)
            ]
            if absent:
                yield from _missing(shape, value, absent, unknown)

    def _builtin(
        self, builtin: Builtin, use: TypeUse, value: JsonValue, what: str
    ) -> Iterator[Diagnostic]:
        kind = json_type(value)
        fits = kind is builtin.json or builtin.json is Json.VALUE
        if builtin.json is Json.NUMBER and kind is Json.INT:
            fits = True
        if not fits:
            if not _is_ellipsis(value):
                yield self._mistyped(use, value, what)
        elif builtin.minimum is not None and builtin.maximum is not None:
            number = value.value if isinstance(value, Scalar) else None
            if (
                isinstance(number, int)
                and not builtin.minimum <= number <= builtin.maximum
            ):
                yield OUT_OF_RANGE.at(
                    value,
                    number=visible(value.span.text),
                    type=builtin.name,
                    minimum=builtin.minimum,
                    maximum=builtin.maximum,
                )

    def _enum(
        self, enum: Enum, use: TypeUse, value: JsonValue, what: str
    ) -> Iterator[Diagnostic]:
        values = self._values.get(enum.name)
        if values is None:
            values = frozenset(known.name for known in enum.values)
            self._values[enum.name] = values
        if not isinstance(value, Scalar) or not isinstance(value.value, str):
            yield self._mistyped(use, value, what)
        elif value.value not in values and not _is_ellipsis(value):
            finding = UNKNOWN_VALUE.at(
                value, enum=enum.name, value=visible(value.value)
            )
            known_values = values
            yield finding.suggesting(value.value, lambda: known_values)

    def _simple_tag(self, union: Union, value: JsonObject) -> Iterator[Diagnostic]:
        tag = value.get(SIMPLE_TAG)
        if isinstance(tag, Scalar) and isinstance(tag.value, str):
            branches = self.shapes.branches(union)
            if tag.value not in branches and not _is_ellipsis(tag):
                enum = f"{union.name}Kind"
                finding = UNKNOWN_VALUE.at(tag, enum=enum, value=visible(tag.value))
                yield finding.suggesting(tag.value, lambda: branches)

    def _alternative(self, alternate: Alternate, value: JsonValue) -> TypeUse | None:
        """The alternative that a value is meant for, None if there is none."""
        kind = json_type(value)
        for alternative in alternate.alternatives:
            wanted = self._json_of(alternative.type)
            if wanted is kind or (wanted is Json.NUMBER and kind is Json.INT):
                return alternative.type
        return None

    def _json_of(self, use: TypeUse) -> Json:
        if use.is_array:
            return Json.ARRAY
        found = self.schema.type_of(use)
        if isinstance(found, Builtin):
            return found.json
        return Json.STRING if isinstance(found, Enum) else Json.OBJECT

    def _mistyped(self, use: TypeUse, value: JsonValue, what: str) -> Diagnostic:
        expected = said_of_type(self.schema, use)
        return WRONG_TYPE.at(
            value, what=visible(what), expected=expected, found=said_of_value(value)
        )


def _unknown(shape: Shape, key: Scalar, seen: set[str]) -> Diagnostic:
    name = str(key.value)
    finding = UNKNOWN_MEMBER.at(
        key, owner=shape.owner, noun=shape.noun, name=visible(name)
    )
    return finding.suggesting(name, lambda: shape.members.keys() - seen)


def _missing(
    shape: Shape, value: JsonObject, absent: list[str], unknown: list[Scalar]
) -> Iterator[Diagnostic]:
    """One finding for all absent members but those that an unknown name is a slip for."""
    meant = {near for key in unknown for near in near_names(str(key.value), absent)[:1]}
    left = [f"'{name}'" for name in absent if name not in meant]
    if left:
        *others, last = left
        names = f"{', '.join(others)} and {last}" if others else last
        noun, verb = (f"{shape.noun}s", "are") if others else (shape.noun, "is")
        yield MISSING_MEMBER.at(
            value.brace, owner=shape.owner, noun=noun, names=names, verb=verb
        )


def _is_ellipsis(value: JsonValue) -> bool:
    """Whether a string only says that a value was left out."""
    return isinstance(value, Scalar) and value.value in ELLIPSES
