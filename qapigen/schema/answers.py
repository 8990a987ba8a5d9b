# SPDX-License-Identifier: MIT
"""The answer of a server to query-qmp-schema, read into the form of a schema's wire."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from qapigen.schema.builtins import Builtin, Json
from qapigen.schema.model import Alternative, Branch, Feature, Member, TypeUse, Value
from qapigen.schema.wire import Choice, Enumeration, Message, Object, Shape, Wire
from qapigen.source import Source, Span

Entry = dict[str, Any]


class UnreadableAnswerError(Exception):
    """What was read is no answer to query-qmp-schema; the text says why."""


def is_answer(text: str) -> bool:
    """Whether a file holds an answer rather than a schema, which is never a list."""
    start = text.lstrip()
    return start.startswith("[") or (
        start.startswith("{") and start[1:].lstrip().startswith('"return"')
    )


def read_answer(text: str, origin: str) -> Wire:
    """The wire that an answer describes: its list, or the whole reply with "return".

    Raises `UnreadableAnswerError` where it describes none.
    """
    try:
        found = json.loads(text)
        if isinstance(found, dict):
            found = found["return"]
        wire = _Answer(found, origin).wire()
        _look_up_all(wire)
        for shape in wire.types.values():
            _follow_cases(wire, shape, [])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        reason = f"{type(error).__name__}: {error}"
        raise UnreadableAnswerError(
            f"no answer to query-qmp-schema ({reason})"
        ) from error
    if not wire.commands and not wire.events:
        raise UnreadableAnswerError("it has neither commands nor events")
    return wire


def _look_up_all(wire: Wire) -> None:
    """Raise KeyError where a type is mentioned that is not there, or a tag is no member."""
    uses: list[TypeUse] = []
    for message in (*wire.commands.values(), *wire.events.values()):
        uses += (message.arguments, message.returns)
    for shape in wire.types.values():
        if isinstance(shape, Object):
            uses += (member.type for member in shape.members.values())
            uses += (case.type for case in shape.cases.values())
            if shape.tag is not None:
                uses.append(shape.members[shape.tag].type)
        elif isinstance(shape, Choice):
            uses += (alternative.type for alternative in shape.alternatives)
    for use in uses:
        if use.name not in wire.types:
            raise KeyError(use.name)


def _follow_cases(wire: Wire, shape: Shape, holders: list[Shape]) -> None:
    """Raise ValueError where an object is a case of itself: nobody could send it."""
    if not isinstance(shape, Object):
        return
    if any(shape is holder for holder in holders):
        raise ValueError("an object is a case of itself")
    for case in shape.cases.values():
        _follow_cases(wire, wire.shape(case.type), [*holders, shape])


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no name")
    return value


class _Answer:
    def __init__(self, entries: Iterable[Entry], origin: str) -> None:
        # An answer has no lines that would mean anything to a person.
        self.place = Span(Source(origin, ""), 0, 0)
        self.by_kind: dict[str, list[Entry]] = {}
        for entry in entries:
            self.by_kind.setdefault(entry["meta-type"], []).append(entry)
        self.elements = {
            _text(entry["name"]): entry["element-type"]
            for entry in self.of_kind("array")
        }

    def of_kind(self, kind: str) -> list[Entry]:
        return self.by_kind.get(kind, [])

    def wire(self) -> Wire:
        shapes: dict[str, Shape] = {}
        readers: dict[str, Callable[[Entry], Shape]] = {
            "builtin": self.builtin,
            "object": self.object,
            "enum": self.enumeration,
            "alternate": self.choice,
        }
        for kind, reader in readers.items():
            shapes |= {
                _text(entry["name"]): reader(entry) for entry in self.of_kind(kind)
            }
        commands = {
            _text(entry["name"]): self.message(entry)
            for entry in self.of_kind("command")
        }
        events = {
            _text(entry["name"]): self.message(entry) for entry in self.of_kind("event")
        }
        return Wire(commands, events, shapes, has_conditions=False)

    def use(self, name: object) -> TypeUse:
        name = _text(name)
        if name in self.elements:
            return TypeUse(name=self.elements[name], is_array=True, span=self.place)
        return TypeUse(name=name, span=self.place)

    def features(self, entry: Entry) -> tuple[Feature, ...]:
        return tuple(
            Feature(_text(name), self.place) for name in entry.get("features", ())
        )

    def message(self, entry: Entry) -> Message:
        return Message(
            entry["meta-type"] == "command",
            _text(entry["name"]),
            self.place,
            self.use(entry["arg-type"]),
            self.use(entry.get("ret-type", entry["arg-type"])),
            entry.get("allow-oob", False),
            features=self.features(entry),
        )

    def builtin(self, entry: Entry) -> Builtin:
        return Builtin(entry["name"], Json(entry["json-type"]))

    def object(self, entry: Entry) -> Object:
        members = {
            _text(member["name"]): Member(
                _text(member["name"]),
                self.place,
                self.use(member["type"]),
                optional="default" in member,
                features=self.features(member),
            )
            for member in entry["members"]
        }
        cases = {
            _text(variant["case"]): Branch(
                _text(variant["case"]), self.place, self.use(variant["type"])
            )
            for variant in entry.get("variants", ())
        }
        return Object(members, entry.get("tag"), cases, self.features(entry))

    def enumeration(self, entry: Entry) -> Enumeration:
        # Servers before the long form of values know the list of names only.
        members = entry.get("members") or [{"name": v} for v in entry["values"]]
        values = {
            _text(member["name"]): Value(
                _text(member["name"]), self.place, features=self.features(member)
            )
            for member in members
        }
        return Enumeration(values, self.features(entry))

    def choice(self, entry: Entry) -> Choice:
        alternatives = tuple(
            Alternative("", self.place, self.use(member["type"]))
            for member in entry["members"]
        )
        return Choice(alternatives, self.features(entry))
