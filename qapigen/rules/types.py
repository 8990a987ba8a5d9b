# SPDX-License-Identifier: MIT
"""Types: what is mentioned exists, bases are structs, and no object contains itself."""

from __future__ import annotations

from collections.abc import Iterator

from qapigen.diagnostics.diagnostic import Code, Diagnostic
from qapigen.editions import ALWAYS, NULL_TYPE, UNION_BRANCHES
from qapigen.schema.builtins import BUILTINS, QTYPE, Builtin
from qapigen.schema.errors import IMPLICIT_NAME, UNKNOWN_TYPE
from qapigen.schema.model import (
    BROKEN,
    Broken,
    Command,
    Definition,
    Event,
    Struct,
    TypeUse,
    Union,
    kind_of,
)
from qapigen.schema.schema import MAX_BASES, Schema

NOT_A_TYPE = Code(
    "not-a-type",
    "'{name}' is {description}, not a type",
    "Only enums, structs, unions, alternates and the built-in types are types.",
)
NULL_TYPE_UNKNOWN = Code(
    "dated-null-type",
    "there is no type 'null' yet",
    "The built-in type null came with QEMU's second schema language.",
    refused_by=~NULL_TYPE,
    dating=True,
)
WRONG_BASE = Code(
    "wrong-base",
    "a base is a struct, but '{name}' is {description}",
    "What is derived begins with the members of its base; only structs have just members.",
)
LONG_LINEAGE = Code(
    "too-many-bases",
    "there are {limit} bases or more above this one",
    "Each struct has all members of its bases, so that a long chain costs more than it is worth.",
)
CONTAINS_ITSELF = Code(
    "contains-itself",
    "{kind} '{name}' contains itself",
    "Members of a base or branch are part of the object itself, so this one would have no end.",
)


def describe(use: TypeUse, schema: Schema) -> str:
    """What a mentioned type is, in words: "an enum", "a list", "a built-in type"."""
    if use.is_array:
        return "a list"
    found = schema.find(use.name)
    if isinstance(found, Builtin):
        return "a built-in type"
    if found is None or isinstance(found, Broken):
        return "unknown"
    kind = kind_of(found)
    return f"{'an' if kind[0] in 'aeu' and kind != 'union' else 'a'} {kind}"


def known_types(schema: Schema) -> Iterator[Diagnostic]:
    """Every mentioned type exists."""
    plain = {
        name
        for name, d in schema.definitions.items()
        if not isinstance(d, Command | Event)
    }
    plain.update(name for name, builtin in BUILTINS.items() if builtin.known is ALWAYS)
    plain.add(QTYPE)
    plain.add(BROKEN)
    for owner, uses in schema.uses.items():
        for use in uses:
            if use.name not in plain:
                yield from _unknown(use, owner, schema)


def _unknown(use: TypeUse, owner: str, schema: Schema) -> Iterator[Diagnostic]:
    found = schema.find(use.name)
    if isinstance(found, Command | Event):
        finding = NOT_A_TYPE.at(
            use, name=use.name, description=describe(_plain(use), schema)
        )
        yield finding.pointing_at(found.name_span, "defined here")
    elif isinstance(found, Builtin):
        yield NULL_TYPE_UNKNOWN.at(use)
    elif found is not None and not isinstance(found, Broken):
        yield IMPLICIT_NAME.at(use, name=use.name)
    elif found is None and schema.is_complete:
        finding = UNKNOWN_TYPE.at(use, name=use.name)
        element = use.name.removesuffix("List")
        if element != use.name and schema.find(element) is not None:
            yield finding.helped_by(f"a list is written ['{element}']")
        else:
            definition = schema.definitions[owner]
            is_base = isinstance(definition, Struct | Union) and definition.base is use
            # Nothing can be its own base.
            excluded = owner if is_base else None
            yield finding.suggesting(use.name, lambda: schema.type_names, excluded)


def _plain(use: TypeUse) -> TypeUse:
    return TypeUse(name=use.name, span=use.span)


def bases(schema: Schema) -> Iterator[Diagnostic]:
    """A base is a struct; no object is its own base or branch."""
    told: set[tuple[str, bool]] = set()
    endless = _without_end(schema)
    for definition in schema:
        if not isinstance(definition, Struct | Union):
            continue
        base = definition.base
        if isinstance(base, TypeUse):
            found = schema.find(base.name)
            if base.is_array or not isinstance(
                found, Struct | Broken | None | Command | Event
            ):
                yield WRONG_BASE.at(
                    base, name=base.name, description=describe(base, schema)
                )
            elif isinstance(found, Struct) and _reaches_limit(
                definition, found, schema
            ):
                yield LONG_LINEAGE.at(base, limit=MAX_BASES)
        if definition.name in endless:
            yield from _circle(definition, schema, told)


def _reaches_limit(definition: Struct | Union, base: Struct, schema: Schema) -> bool:
    """Whether a chain of bases becomes too long with this definition, and not before."""
    length = len(schema.lineage(definition))
    return length == MAX_BASES > len(schema.lineage(base))


def _without_end(schema: Schema) -> set[str]:
    """The objects from which a circle of bases and branches is reached.

    Objects without parts are removed until none is left to remove: linear, however
    deep the nesting is.
    """
    wholes: dict[str, list[str]] = {}
    count: dict[str, int] = {}
    for definition in schema:
        # Implicit types have no parts, and are not among the definitions.
        parts = {
            p.name for p in _parts(definition, schema) if p.name in schema.definitions
        }
        count[definition.name] = len(parts)
        for name in parts:
            wholes.setdefault(name, []).append(definition.name)
    waiting = [name for name, parts_left in count.items() if not parts_left]
    for name in waiting:
        for whole in wholes.get(name, ()):
            count[whole] -= 1
            if not count[whole]:
                waiting.append(whole)
    return {name for name, parts_left in count.items() if parts_left}


def _circle(
    definition: Struct | Union, schema: Schema, told: set[tuple[str, bool]]
) -> Iterator[Diagnostic]:
    """The object contains itself; `told` are those of which this has been said with another."""
    contained = _contained(definition, schema)
    if definition.name not in contained:
        return
    in_bases = any(schema.base_of(b) is definition for b in _chain(definition, schema))
    if (definition.name, in_bases) in told:
        return
    told.update((name, in_bases) for name in contained)
    base = definition.base
    finding = CONTAINS_ITSELF.at(
        base if isinstance(base, TypeUse) else definition.name_span,
        kind=kind_of(definition),
        name=definition.name,
    )
    yield finding if in_bases else finding.during(UNION_BRANCHES)


def _chain(definition: Struct | Union, schema: Schema) -> tuple[Struct | Union, ...]:
    return (definition, *schema.lineage(definition))


def _contained(definition: Struct | Union, schema: Schema) -> set[str]:
    """The names of the objects whose members are part of this one."""
    contained: set[str] = set()
    waiting = list(_parts(definition, schema))
    while waiting:
        part = waiting.pop()
        if part.name not in contained:
            contained.add(part.name)
            if part is not definition:
                waiting.extend(_parts(part, schema))
    return contained


def _parts(definition: Definition, schema: Schema) -> Iterator[Definition]:
    uses: list[TypeUse] = []
    if isinstance(definition, Struct | Union) and isinstance(definition.base, TypeUse):
        uses.append(definition.base)
    if isinstance(definition, Union) and not definition.is_simple:
        uses.extend(branch.type for branch in definition.branches)
    for use in uses:
        found = None if use.is_array else schema.find(use.name)
        if isinstance(found, Struct | Union):
            yield found
