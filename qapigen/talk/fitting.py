# SPDX-License-Identifier: MIT
"""Makes what was typed fit the types of a server, and finds what does not."""

from __future__ import annotations

from typing import Any

from qapigen.source import Span
from qapigen.talk.entities import Entity
from qapigen.talk.interface import Interface, Member
from qapigen.talk.problems import Problem, RefusedError, listed, unknown
from qapigen.talk.scalars import KINDS, guess, is_a, is_in_range, parsed, read, shown
from qapigen.talk.wording import values_of
from qapigen.talk.words import Child, Json, Keys, Node, Text

Path = tuple[str, ...]

DEEPEST = 100
"""Values are not nested deeper; alternates of arrays of themselves would be without an end."""

NONE = object()
"""Stands for the value of what does not fit."""


class Fitting:
    """Turns trees into JSON values; what does not fit is in `problems` afterwards.

    With `is_partial` nothing is missing; with `is_free` objects may have
    members of which the server does not speak.
    """

    def __init__(
        self, interface: Interface, *, is_partial: bool = False, is_free: bool = False
    ) -> None:
        self.interface = interface
        self.is_partial = is_partial
        self.is_free = is_free
        self.problems: list[Problem] = []

    def fit(self, node: Node, type_name: str, path: Path = ()) -> Any:
        """The JSON value that `node` is when it is of that type."""
        entity = self.interface.type(type_name)
        if len(path) > DEEPEST:
            return self._wrong(node.span, path[-1:], "nested too deeply", node)
        match entity["meta-type"]:
            case "object":
                return self._object(node, entity, path)
            case "array":
                return self._array(node, entity, path)
            case "alternate":
                return self._alternate(node, entity, path)
            case "enum":
                return self._enum(node, entity, path)
            case _:
                return self._scalar(node, entity["json-type"], path)

    def _wrong(self, span: Span, path: Path, wanted: str, node: Node) -> Any:
        """Note that something else is wanted at the place."""
        what = f"'{'.'.join(path)}' is {wanted}" if path else f"this is {wanted}"
        match node:
            case Text(text, _, _):
                what += f", not '{text}'"
            case Json(value, _):
                what += f", not {shown(value)}"
            case Keys():
                what += " and has no members"
        self.problems.append(Problem(span, what))
        return NONE

    def _object(self, node: Node, entity: Entity, path: Path) -> Any:
        node = self._opened(node, path)
        if not isinstance(node, Keys):
            return self._wrong(node.span, path, "an object", node)

        def tag_of(name: str) -> str | None:
            child = node.children.get(name)
            match child and child.node:
                case Text(text, _, _):
                    return text
                case Json(str(text), _):
                    return text
            return None

        members = self.interface.members(entity["name"], tag_of)
        value = {}
        # Where it is not known which branch it is, all other names may be right.
        tag = entity.get("tag")
        is_open = tag is not None and not self._has_branch(entity, tag_of(tag))
        for name, child in node.children.items():
            if name in members:
                fitted = self.fit(child.node, members[name].type, (*path, name))
                value[name] = fitted
            elif self.is_free and not path:
                value[name] = free(child.node)
            elif not is_open:
                self._unknown(child, (*path, name), entity, list(members))
        if not self.is_partial:
            self._require(members, node, path)
        return value

    @staticmethod
    def _has_branch(entity: Entity, value: str | None) -> bool:
        return any(variant["case"] == value for variant in entity["variants"])

    def _unknown(
        self, child: Child, path: Path, entity: Entity, known: list[str]
    ) -> None:
        where = ".".join(path[:-1])
        owner = f"'{where}' has" if where else "there is"
        noun = "member" if where else "argument"
        text = f"{owner} no {noun} '{path[-1]}'"
        problem = unknown(child.span, text, path, known)
        if others := self.interface.branches_with(entity["name"], path[-1]):
            tag = ".".join((*path[:-1], entity["tag"]))
            advice = f"there is with '{tag}' {listed(others)}"
            problem = Problem(child.span, text, advice)
        self.problems.append(problem)

    def _require(self, members: dict[str, Member], node: Keys, path: Path) -> None:
        for member in members.values():
            if not member.optional and member.name not in node.children:
                name = ".".join((*path, member.name))
                values = values_of(self.interface, member.type)
                advice = f"it is {values}" if values else None
                self.problems.append(Problem(node.span, f"'{name}' is missing", advice))

    def _array(self, node: Node, entity: Entity, path: Path) -> Any:
        node = self._opened(node, path)
        match node:
            case Keys(children, span):
                if set(children) != {str(number) for number in range(len(children))}:
                    text = f"the items of '{'.'.join(path)}' are numbered 0, 1, 2…"
                    self.problems.append(Problem(span, text))
                    return NONE
                items = [children[str(number)].node for number in range(len(children))]
            case Json(list(values), span):
                items = [Json(value, span) for value in values]
            case Text(text, span, _):
                items = [Text(part, span) for part in text.split(",") if part]
            case _:
                return self._wrong(node.span, path, "an array", node)
        return [
            self.fit(item, entity["element-type"], (*path, str(number)))
            for number, item in enumerate(items)
        ]

    def _opened(self, node: Node, path: Path) -> Node:
        """What was typed as JSON, taken apart: an object as the tree that it is."""
        if isinstance(node, Text) and node.text.lstrip()[:1] in ("{", "["):
            try:
                node = Json(parsed(node.text), node.span)
            except ValueError as error:
                text = f"'{'.'.join(path)}' is no JSON: {error}"
                raise RefusedError([Problem(node.span, text)]) from error
        if isinstance(node, Json) and isinstance(node.value, dict):
            span = node.span
            children = {k: Child(span, Json(v, span)) for k, v in node.value.items()}
            return Keys(children, span)
        return node

    def _alternate(self, node: Node, entity: Entity, path: Path) -> Any:
        """The first alternative that fits; the one that comes nearest says what is wrong."""
        nearest: list[Problem] = []
        choices = self.interface.alternatives(entity["name"])
        # A text is rather a single value than an array of one.
        choices.sort(key=lambda choice: choice["meta-type"] == "array")
        if {choice["meta-type"] for choice in choices} & {"object", "array"}:
            # What looks like JSON is not meant as the text that might do as well.
            node = self._opened(node, path)
        for choice in choices:
            attempt = Fitting(
                self.interface, is_partial=self.is_partial, is_free=self.is_free
            )
            value = attempt.fit(node, choice["name"], path)
            if not attempt.problems:
                return value
            if choice["meta-type"] == self._shape(node) or not nearest:
                nearest = attempt.problems
        self.problems += nearest
        return NONE

    @staticmethod
    def _shape(node: Node) -> str:
        if isinstance(node, Keys) or (
            isinstance(node, Json) and isinstance(node.value, dict)
        ):
            return "object"
        return "enum"

    def _enum(self, node: Node, entity: Entity, path: Path) -> Any:
        match node:
            case Text(value, span, _) | Json(str(value), span):
                if value in entity["values"]:
                    return value
                name = ".".join(path)
                text = f"'{name}' has no value '{value}'"
                problem = unknown(span, text, (*path, value), entity["values"])
                if problem.help is None:
                    advice = f"there are {listed(entity['values'])}"
                    problem = problem._replace(help=advice)
                self.problems.append(problem)
                return NONE
        wanted = f"one of {listed(entity['values'])}"
        return self._wrong(node.span, path, wanted, node)

    def _scalar(self, node: Node, kind: str, path: Path) -> Any:
        if kind == "value":
            return free(node)
        match node:
            case Text(text, span, _):
                value = read(text, kind)
            case Json(value, span):
                pass
            case Keys(_, span):
                return self._wrong(span, path, KINDS[kind], node)
        if not is_a(value, kind):
            return self._wrong(span, path, KINDS[kind], node)
        if not is_in_range(value):
            return self._wrong(span, path, "an integer of at most 64 bits", node)
        return value


def free(node: Node) -> Any:
    """The JSON value of what no schema describes: as it looks."""
    match node:
        case Text(text, _, is_read):
            return text if is_read else guess(text)
        case Json(value, _):
            return value
        case Keys(children, _):
            values = {name: free(child.node) for name, child in children.items()}
    if values and set(values) == {str(index) for index in range(len(values))}:
        return [values[str(index)] for index in range(len(values))]
    return values
