# SPDX-License-Identifier: MIT
"""Alternates: the JSON type of a value must tell which alternative it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapigen.diagnostics.diagnostic import Code, Diagnostic
from qapigen.editions import (
    ALWAYS,
    ARRAY_ALTERNATIVES,
    SINGLE_ALTERNATIVES,
    STRICT_ALTERNATIVES,
    Lifetime,
)
from qapigen.rules.members import clashes
from qapigen.rules.types import describe
from qapigen.schema.builtins import Builtin, Json
from qapigen.schema.model import Alternate, Alternative, Broken, Enum, Struct, Union
from qapigen.schema.schema import Schema

EMPTY_ALTERNATE = Code(
    "empty-alternate",
    "alternate '{name}' has no alternatives",
    "There would be no value of such a type.",
)
SINGLE_ALTERNATIVE = Code(
    "dated-single-alternative",
    "alternate '{name}' has only one alternative",
    "Old releases wanted two at least.",
    refused_by=~SINGLE_ALTERNATIVES,
    dating=True,
)
WRONG_ALTERNATIVE = Code(
    "wrong-alternative-type",
    "an alternative cannot be {description}",
    "The JSON type of a value must tell which alternative it is; values of this type can have any.",
)
ARRAY_ALTERNATIVE = Code(
    "dated-array-alternative",
    "an alternative cannot be a list yet",
    "Old releases knew no lists in alternates.",
    refused_by=~ARRAY_ALTERNATIVES,
    dating=True,
)
INDISTINCT = Code(
    "indistinct-alternatives",
    "alternative '{name}' cannot be told from '{other}'",
    "The JSON type of a value must tell which alternative it is; as command line options have only"
    " strings, numbers and booleans must not be mistaken for strings either.",
)

_NUMBER_LIKE = re.compile(r"[-+0-9.]")


def alternates(schema: Schema) -> Iterator[Diagnostic]:
    """An alternate has alternatives that can be told apart."""
    for alternate in schema:
        if not isinstance(alternate, Alternate):
            continue
        count = len(alternate.alternatives)
        if count == 0:
            yield EMPTY_ALTERNATE.at(alternate.name_span, name=alternate.name)
        elif count == 1:
            yield SINGLE_ALTERNATIVE.at(alternate.name_span, name=alternate.name)
        clashing = list(clashes(alternate.alternatives, "alternative"))
        yield from clashing
        if not clashing:
            yield from _distinct(alternate, schema)


def _distinct(alternate: Alternate, schema: Schema) -> Iterator[Diagnostic]:
    claimed: list[tuple[Alternative, dict[Json, Lifetime]]] = []
    for alternative in alternate.alternatives:
        claims = _claims(alternative, schema)
        if claims is None:
            yield from _unfit(alternative, schema)
            continue
        if alternative.type.is_array:
            yield ARRAY_ALTERNATIVE.at(alternative.type)
        for other, taken in claimed:
            refused = _meeting(claims, taken)
            if refused:
                finding = INDISTINCT.at(
                    alternative, name=alternative.name, other=other.name
                )
                yield finding.pointing_at(other, "the other one").during(refused)
                break
        claimed.append((alternative, claims))


def _unfit(alternative: Alternative, schema: Schema) -> Iterator[Diagnostic]:
    if not isinstance(schema.type_of(alternative.type), Broken | None):
        description = describe(alternative.type, schema)
        if alternative.type.name == "any":
            description = "of type 'any'"
        yield WRONG_ALTERNATIVE.at(alternative.type, description=description)


def _meeting(claims: dict[Json, Lifetime], taken: dict[Json, Lifetime]) -> Lifetime:
    """The releases in which two alternatives claim the same JSON type."""
    refused = Lifetime(0)
    for json, lifetime in claims.items():
        if json in taken:
            refused |= lifetime & taken[json]
    return refused


def _claims(alternative: Alternative, schema: Schema) -> dict[Json, Lifetime] | None:
    """The JSON types that could mean this alternative, and to which releases; None if unfit."""
    if alternative.type.is_array:
        return {Json.ARRAY: ALWAYS}
    match schema.type_of(alternative.type):
        case Builtin(json=Json.VALUE):
            return None
        case Builtin(json=Json.STRING):
            claims = {
                Json.NUMBER: STRICT_ALTERNATIVES,
                Json.BOOLEAN: STRICT_ALTERNATIVES,
            }
            return {Json.STRING: ALWAYS, Json.INT: STRICT_ALTERNATIVES, **claims}
        case Builtin(json=Json.INT):
            return {Json.INT: ALWAYS, Json.NUMBER: STRICT_ALTERNATIVES}
        case Builtin(json=Json.NUMBER):
            return {Json.NUMBER: ALWAYS, Json.INT: STRICT_ALTERNATIVES}
        case Builtin(json=json):
            return {json: ALWAYS}
        case Enum() as enum:
            return _claims_of_enum(enum)
        case Struct() | Union():
            return {Json.OBJECT: ALWAYS}
    return None


def _claims_of_enum(enum: Enum) -> dict[Json, Lifetime]:
    claims = {Json.STRING: ALWAYS}
    names = [value.name for value in enum.values]
    if "on" in names or "off" in names:
        claims[Json.BOOLEAN] = STRICT_ALTERNATIVES
    if any(_NUMBER_LIKE.match(name) for name in names):
        claims[Json.NUMBER] = claims[Json.INT] = STRICT_ALTERNATIVES
    return claims
