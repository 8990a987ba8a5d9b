# SPDX-License-Identifier: MIT
"""Types that gave way to another: one that admits more, less, or something else."""

from __future__ import annotations

from collections.abc import Iterator

from qapigen.compatibility.change import Kind, Observation
from qapigen.compatibility.matching import Matching
from qapigen.compatibility.pairs import Found, Side
from qapigen.compatibility.verdict import Severity
from qapigen.schema.builtins import Builtin, Json
from qapigen.schema.wire import Array, Choice, Enumeration, Object, Wire, json_of

TYPE_CHANGED = Kind(
    "type-changed",
    "it was {old} and is {new} now",
    "What was right to send is refused; what was right to expect does not come.",
    send=Severity.BREAKING,
    receive=Severity.BREAKING,
)
TYPE_WIDENED = Kind(
    "type-widened",
    "it was {old} and may be {new} now",
    "All that was right to send still is; what is received may be of another type.",
    send=Severity.COMPATIBLE,
    receive=Severity.BREAKING,
)
TYPE_NARROWED = Kind(
    "type-narrowed",
    "it was {old} and can only be {new} now",
    "Some of what was right to send is refused; what is received was to be expected.",
    send=Severity.BREAKING,
    receive=Severity.COMPATIBLE,
)
STRING_BECAME_ENUM = Kind(
    "string-became-enum",
    "it was any string and is one of some values now",
    "That is how values get known that the server always checked; where it did not,"
    " strings that were right to send are refused.",
    send=Severity.RISKY,
    receive=Severity.COMPATIBLE,
)
ENUM_BECAME_STRING = Kind(
    "enum-became-string",
    "it was one of some values and may be any string now",
    "Clients that receive it should expect values that they do not know; not all do.",
    send=Severity.COMPATIBLE,
    receive=Severity.RISKY,
)
RANGE_NARROWED = Kind(
    "range-narrowed",
    "it was an integer of type {old} and is one of type {new} now",
    "Numbers outside the new range are refused; few are sent.",
    send=Severity.RISKY,
    receive=Severity.COMPATIBLE,
)
RANGE_WIDENED = Kind(
    "range-widened",
    "it was an integer of type {old} and is one of type {new} now",
    "A client that keeps what it receives in an integer of the old type may overflow;"
    " few numbers are so large.",
    send=Severity.COMPATIBLE,
    receive=Severity.RISKY,
)
RANGE_MOVED = Kind(
    "range-moved",
    "it was an integer of type {old} and is one of type {new} now",
    "Numbers that only the old type holds are refused, and numbers that only the new one"
    " holds may be received.",
    send=Severity.RISKY,
    receive=Severity.RISKY,
)


def types(matching: Matching) -> Iterator[Observation]:
    """Parts whose type is another than it was."""
    messages = [
        found.owner for found in (*matching.commands.kept, *matching.events.kept)
    ]
    for owner in (*messages, *matching.pairs):
        for found, pair in owner.edges:
            seen = _judged(matching, found, pair.old, pair.new)
            if seen is not None:
                yield seen


def _judged(
    matching: Matching, found: Found, old: Side, new: Side
) -> Observation | None:
    """What the difference between two types is; None if they are of one sort."""
    match old, new:
        case Builtin(json=before), Builtin(json=after) if before is after:
            return _judged_range(found, old, new)
        case (
            (Object(), Object()) | (Enumeration(), Enumeration()) | (Choice(), Choice())
        ):
            return None
        case Enumeration(), Builtin(json=Json.STRING):
            return ENUM_BECAME_STRING.at(found)
        case Builtin(json=Json.STRING), Enumeration():
            return STRING_BECAME_ENUM.at(found)
    kind = TYPE_CHANGED
    if _admits(matching.new, new, old):
        kind = TYPE_WIDENED
    elif _admits(matching.old, old, new):
        kind = TYPE_NARROWED
    return kind.at(found, old=_in_words(old), new=_in_words(new))


def _judged_range(found: Found, old: Builtin, new: Builtin) -> Observation | None:
    """What the difference between two ranges is; servers do not tell theirs."""
    if old.minimum is None or old.maximum is None:
        return None
    if new.minimum is None or new.maximum is None:
        return None
    is_narrower = new.minimum > old.minimum or new.maximum < old.maximum
    is_wider = new.minimum < old.minimum or new.maximum > old.maximum
    if not is_narrower and not is_wider:
        return None
    kind = RANGE_NARROWED if is_narrower else RANGE_WIDENED
    if is_narrower and is_wider:
        kind = RANGE_MOVED
    return kind.at(found, old=old.name, new=new.name)


def _admits(wire: Wire, wide: Side, narrow: Side) -> bool:
    """Whether a type of the wire admits values of the JSON type of another."""
    match wide, narrow:
        case Builtin(json=Json.VALUE), _:
            return True
        case Builtin(json=Json.NUMBER), Builtin(json=Json.INT):
            return True
        case Choice(alternatives=alternatives), (
            Builtin() | Object() | Enumeration() | Array()
        ):
            json = json_of(narrow)
            return any(json_of(wire.shape(a.type)) is json for a in alternatives)
    return False


_WORDS = {
    Json.STRING: "a string",
    Json.NUMBER: "a number",
    Json.INT: "an integer",
    Json.BOOLEAN: "a boolean",
    Json.NULL: "null",
    Json.VALUE: "any value",
}


def _in_words(shape: Side) -> str:
    match shape:
        case Builtin(json=json):
            return _WORDS[json]
        case Array():
            return "a list"
        case Enumeration():
            return "one of some values"
        case Choice():
            return "a choice of types"
    return "an object"
