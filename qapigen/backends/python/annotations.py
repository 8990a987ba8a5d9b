# SPDX-License-Identifier: MIT
"""How types are written: in the modules that define them, and for those who call."""

from __future__ import annotations

from collections.abc import Callable

from qapigen.backends.python.names import Names
from qapigen.schema.builtins import Builtin, Json
from qapigen.schema.model import Alternate, Enum, Member, TypeUse
from qapigen.schema.schema import Schema

MISSING = "MISSING"
_RUNTIME_SCALARS = {
    "bool": "Bool",
    "int": "Int",
    "int8": "Int8",
    "int16": "Int16",
    "int32": "Int32",
    "int64": "Int64",
    "number": "Number",
    "size": "Size",
    "uint8": "UInt8",
    "uint16": "UInt16",
    "uint32": "UInt32",
    "uint64": "UInt64",
}
_PLAIN = {
    Json.STRING: "str",
    Json.NUMBER: "float",
    Json.INT: "int",
    Json.BOOLEAN: "bool",
    Json.NULL: "None",
    Json.VALUE: "Any",
}

Refer = Callable[[str], str]
"""Notes that a name is used, and gives it as it must be written there."""


class Annotations:
    """Writes types; `names` knows what the definitions are called."""

    def __init__(self, schema: Schema, names: Names) -> None:
        self.schema = schema
        self.names = names

    def admits_null(self, use: TypeUse) -> bool:
        """Whether null is a value of the type, so that it cannot mean "absent"."""
        if use.is_array:
            return False
        match self.schema.find(use.name):
            case Builtin(json=json):
                return json in (Json.NULL, Json.VALUE)
            case Alternate(alternatives=alternatives):
                return any(self.admits_null(a.type) for a in alternatives)
        return False

    def stored(self, use: TypeUse, refer: Refer) -> str:
        """The type as pydantic shall check it."""
        match self.schema.find(use.name):
            case Builtin(name, json):
                element = _RUNTIME_SCALARS.get(name, _PLAIN[json])
                element = refer(element)
            case _:
                element = refer(self.names.of_type(use.name))
        return f"list[{element}]" if use.is_array else element

    def member(self, member: Member, refer: Refer) -> tuple[tuple[str, ...], str]:
        """A member's type, as head and parts, and its default ("" if mandatory)."""
        stored = self.stored(member.type, refer)
        if not member.optional:
            head, _, rest = stored.partition("[")
            return (head, rest.removesuffix("]")) if rest else (head,), ""
        if not self.admits_null(member.type):
            return (refer("Maybe"), stored), "None"
        either = f"{stored} | {refer(MISSING)}"
        if '"' in either:
            either = '"' + either.replace('"', "") + '"'
        return (either,), MISSING

    def given(self, use: TypeUse, refer: Refer) -> str:
        """The type of what callers give: literals for enums, any sequence for arrays."""
        found = self.schema.find(use.name)
        match found:
            case Builtin(json=json):
                element = refer(_PLAIN[json])
            case Enum(name=name):
                element = refer(self.names.derived(name, "like"))
            case Alternate(name=name, alternatives=alternatives):
                parts = [refer(self.names.of_type(name))]
                parts += [
                    self.given(alternative.type, refer)
                    for alternative in alternatives
                    if isinstance(self.schema.find(alternative.type.name), Enum)
                ]
                element = " | ".join(parts)
            case _:
                element = refer(self.names.of_type(use.name))
        return f"{refer('Sequence')}[{element}]" if use.is_array else element

    def parameter(self, member: Member, refer: Refer) -> tuple[str, str]:
        """A parameter's type and default ("" if mandatory)."""
        given = self.given(member.type, refer)
        if not member.optional:
            return given, ""
        if self.admits_null(member.type):
            return f"{given} | {refer(MISSING)}", MISSING
        return f"{given} | None", "None"

    def returned(self, use: TypeUse, refer: Refer) -> str:
        """The type of what callers get."""
        match self.schema.find(use.name):
            case Builtin(json=json):
                element = refer(_PLAIN[json])
            case _:
                element = refer(self.names.of_type(use.name))
        return f"list[{element}]" if use.is_array else element

    def is_eased(self, member: Member) -> bool:
        """Whether callers may give something else than the stored type: a literal, a sequence."""
        found = self.schema.find(member.type.name)
        if isinstance(found, Alternate):
            return any(
                isinstance(self.schema.find(a.type.name), Enum)
                for a in found.alternatives
            )
        return isinstance(found, Enum)
