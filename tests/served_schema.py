# SPDX-License-Identifier: MIT
"""What of a schema a server has: two answers of query-qmp-schema, compared as clients see them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Entry = dict[str, Any]

_IMPLICIT_ARGUMENTS = re.compile(r"q_obj_(.+)-arg")


def not_served(schema: list[Entry], server: list[Entry]) -> set[str]:
    """What the schema has and the server has not, or has otherwise.

    The schema's types have their names. An entry is a command, an event, or
    "TYPE.MEMBER", where a value of an enum and a branch of a union count as
    members, and the arguments of a command are members of the command; with
    " is optional", " is mandatory" or " is of another type" if that differs.
    """
    return set(_Comparison(schema, server).entities())


class _Comparison:
    def __init__(self, schema: list[Entry], server: list[Entry]) -> None:
        self.schema = {_name(entry): entry for entry in schema}
        self.server = {_name(entry): entry for entry in server}
        self.compared: set[tuple[str, str]] = set()

    def entities(self) -> Iterator[str]:
        """The differences of all commands and events, and of what they lead to."""
        for name, ours in self.schema.items():
            if ours["meta-type"] not in ("command", "event"):
                continue
            theirs = self.server.get(name)
            if theirs is None or theirs["meta-type"] != ours["meta-type"]:
                yield name
                continue
            yield from self.types(ours["arg-type"], theirs["arg-type"], name)
            if ours["meta-type"] == "command":
                yield from self.types(ours["ret-type"], theirs["ret-type"], name)

    def types(self, ours: str, theirs: str, where: str) -> Iterator[str]:
        """The differences of two types; `where` says who uses them."""
        if (ours, theirs) in self.compared:
            return
        self.compared.add((ours, theirs))
        our, their = self.schema[ours], self.server[theirs]
        kind = our["meta-type"]
        if kind != their["meta-type"]:
            yield f"{where} is of another type"
            return
        implicit = _IMPLICIT_ARGUMENTS.fullmatch(ours)
        name = implicit[1] if implicit else ours
        match kind:
            case "builtin":
                if our["json-type"] != their["json-type"]:
                    yield f"{where} is of another type"
            case "array":
                yield from self.types(our["element-type"], their["element-type"], where)
            case "enum":
                yield from self.values(name, our, their)
            case "alternate":
                yield from self.alternatives(name, our, their)
            case "object":
                yield from self.members(name, our, their)
                yield from self.branches(name, our, their)

    def values(self, name: str, our: Entry, their: Entry) -> Iterator[str]:
        """The values of an enum that the server does not know."""
        for value in our["values"]:
            if value not in their["values"]:
                yield f"{name}.{value}"

    def members(self, name: str, our: Entry, their: Entry) -> Iterator[str]:
        """The members of an object that the server does not have, or has otherwise."""
        known = {member["name"]: member for member in their["members"]}
        for member in our["members"]:
            where = f"{name}.{member['name']}"
            if member["name"] not in known:
                yield where
                continue
            theirs = known[member["name"]]
            if ("default" in member) != ("default" in theirs):
                yield f"{where} is {'optional' if 'default' in member else 'mandatory'}"
            yield from self.types(member["type"], theirs["type"], where)

    def branches(self, name: str, our: Entry, their: Entry) -> Iterator[str]:
        """The branches of a union that the server does not have, or has otherwise."""
        known = {variant["case"]: variant for variant in their.get("variants", ())}
        if "tag" in our and known and our["tag"] != their["tag"]:
            yield f"{name} has another tag"
        for variant in our.get("variants", ()):
            case = variant["case"]
            if case in known:
                there = known[case]["type"]
                yield from self.types(variant["type"], there, f"{name}.{case}")
            elif self.schema[variant["type"]]["members"]:
                # A value without a branch of its own is told by the tag's enum.
                yield f"{name}.{case}"

    def alternatives(self, name: str, our: Entry, their: Entry) -> Iterator[str]:
        """The types of an alternate that the server does not accept."""
        known = {self.form(self.server[m["type"]]): m["type"] for m in their["members"]}
        for member in our["members"]:
            form = self.form(self.schema[member["type"]])
            if form not in known:
                yield f"{name}.{form}"
            else:
                yield from self.types(member["type"], known[form], name)

    def form(self, entry: Entry) -> str:
        """What tells the types of an alternate apart: what they are on the wire."""
        kind: str = entry["meta-type"]
        if kind == "builtin":
            return str(entry["json-type"])
        return {"enum": "string", "array": "array"}.get(kind, "object")


def _name(entry: Entry) -> str:
    """What uses of the entry call it."""
    element = entry.get("element-type")
    return entry["name"] if element is None else f"[{element}]"
