# SPDX-License-Identifier: MIT
"""How types are written: in the modules that define them, and for those who call."""

from __future__ import annotations

from collections.abc import Callable

from qapigen.backends.python.layout import quoted_whole
from qapigen.backends.python.names import Names
from qapigen.backends.safe_text import PythonCode, PythonName
from qapigen.schema.builtins import Builtin, Json
from qapigen.schema.model import Alternate, Enum, Member, TypeUse
from qapigen.schema.schema import Schema

MISSING = PythonName("MISSING")
_NONE = PythonName("None")
_NO_DEFAULT = PythonCode()
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

Refer = Callable[[str], PythonCode]
"""Notes that a name is used, and gives it as it must be written there."""


def head_and_part(annotation: PythonCode) -> tuple[PythonCode, ...]:
    """``head[part]`` as two pieces, which a long line is broken between; else one piece."""
    head, _, rest = annotation.partition("[")
    if not rest:
        return (annotation,)
    return PythonCode(head), PythonCode(rest.removesuffix("]"))


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

    def stored(self, use: TypeUse, refer: Refer) -> PythonCode:
        """The type as pydantic shall check it."""
        match self.schema.find(use.name):
            case Builtin(name, json):
                element = refer(_RUNTIME_SCALARS.get(name, _PLAIN[json]))
            case _:
                element = refer(self.names.of_type(use.name))
        return PythonCode(f"list[{element}]") if use.is_array else element

    def member(
        self, member: Member, refer: Refer
    ) -> tuple[tuple[PythonCode, ...], PythonCode]:
        """A member's type, as head and parts, and its default ("" if mandatory)."""
        stored = self.stored(member.type, refer)
        if not member.optional:
            return head_and_part(stored), _NO_DEFAULT
        if not self.admits_null(member.type):
            return (refer("Maybe"), stored), _NONE
        either = PythonCode(f"{stored} | {refer(MISSING)}")
        if '"' in either:
            either = quoted_whole(either)
        return (either,), MISSING

    def given(self, use: TypeUse, refer: Refer) -> PythonCode:
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
                element = PythonCode(" | ".join(parts))
            case _:
                element = refer(self.names.of_type(use.name))
        return (
            PythonCode(f"{refer('Sequence')}[{element}]") if use.is_array else element
        )

    def parameter(self, member: Member, refer: Refer) -> tuple[PythonCode, PythonCode]:
        """A parameter's type and default ("" if mandatory)."""
        given = self.given(member.type, refer)
        if not member.optional:
            return given, _NO_DEFAULT
        if self.admits_null(member.type):
            return PythonCode(f"{given} | {refer(MISSING)}"), MISSING
        return PythonCode(f"{given} | None"), _NONE

    def returned(self, use: TypeUse, refer: Refer) -> PythonCode:
        """The type of what callers get."""
        match self.schema.find(use.name):
            case Builtin(json=json):
                element = refer(_PLAIN[json])
            case _:
                element = refer(self.names.of_type(use.name))
        return PythonCode(f"list[{element}]") if use.is_array else element

    def is_eased(self, member: Member) -> bool:
        """Whether callers may give something else than the stored type: a literal, a sequence."""
        found = self.schema.find(member.type.name)
        if isinstance(found, Alternate):
            return any(
                isinstance(self.schema.find(a.type.name), Enum)
                for a in found.alternatives
            )
        return isinstance(found, Enum)
