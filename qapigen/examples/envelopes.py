# SPDX-License-Identifier: MIT
"""The envelopes of messages: what QMP itself puts around the types of a schema."""

from __future__ import annotations

from qapigen.examples.shapes import Shape, members_shape
from qapigen.schema.forms import Form
from qapigen.schema.model import Member, TypeUse
from qapigen.schema.schema import Schema
from qapigen.source import Span

WORDS = {
    Form.EXECUTE: "a command",
    Form.OUT_OF_BAND: "a command",
    Form.RETURN: "a reply",
    Form.ERROR: "an error",
    Form.EVENT: "an event",
    Form.GREETING: "a greeting",
}

# The members of each form: type, and "*" before the name of an optional one.
_MEMBERS = {
    Form.EXECUTE: {"execute": "str", "*arguments": "any", "*id": "any"},
    Form.OUT_OF_BAND: {"exec-oob": "str", "*arguments": "any", "*id": "any"},
    Form.RETURN: {"return": "any", "*id": "any"},
    Form.ERROR: {"error": "any", "*id": "any"},
    Form.EVENT: {"event": "str", "*data": "any", "timestamp": "any"},
    Form.GREETING: {"QMP": "any"},
}
_ERROR = {"class": "QapiErrorClass", "desc": "str"}
_TIMESTAMP = {"seconds": "int", "microseconds": "int"}
_GREETING = {"version": "VersionInfo", "capabilities": "any"}


class Envelopes:
    """The shapes of envelopes and of what QMP itself puts in them, for one schema."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.nowhere = Span(schema.modules[0].source, 0, 0)
        self.forms = {
            form: self._shape(WORDS[form], members)
            for form, members in _MEMBERS.items()
        }
        self.error = self._shape("an error", _ERROR)
        self.timestamp = self._shape("a timestamp", _TIMESTAMP)
        self.greeting = self._shape("a greeting", _GREETING)

    def _shape(self, owner: str, members: dict[str, str]) -> Shape:
        return members_shape(owner, "member", map(self._member, members.items()))

    def _member(self, entry: tuple[str, str]) -> Member:
        name, type_name = entry
        known = type_name if self.schema.find(type_name) is not None else "any"
        use = TypeUse(name=known, span=self.nowhere)
        optional = name.startswith("*")
        return Member(name.removeprefix("*"), self.nowhere, use, optional)
