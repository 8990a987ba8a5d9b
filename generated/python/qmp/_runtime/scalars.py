# SPDX-License-Identifier: MIT
"""The built-in types: integers with their range, bool, number, any; nothing is converted."""

from typing import Annotated, Any

from annotated_types import Interval
from pydantic import AllowInfNan, Strict
from typing_extensions import TypeAliasType

_strict = Strict()


def _range(low: int, high: int) -> Interval:
    return Interval(ge=low, le=high)


Bool = Annotated[bool, _strict]
Int = Annotated[int, _strict, _range(-(1 << 63), (1 << 63) - 1)]
Int8 = Annotated[int, _strict, _range(-(1 << 7), (1 << 7) - 1)]
Int16 = Annotated[int, _strict, _range(-(1 << 15), (1 << 15) - 1)]
Int32 = Annotated[int, _strict, _range(-(1 << 31), (1 << 31) - 1)]
Int64 = Int
UInt8 = Annotated[int, _strict, _range(0, (1 << 8) - 1)]
UInt16 = Annotated[int, _strict, _range(0, (1 << 16) - 1)]
UInt32 = Annotated[int, _strict, _range(0, (1 << 32) - 1)]
UInt64 = Annotated[int, _strict, _range(0, (1 << 64) - 1)]
Size = UInt64
Number = TypeAliasType(
    "Number",
    Annotated[int, _strict] | Annotated[float, _strict, AllowInfNan(False)],
)
Json = Any
"""Any JSON value."""

BUILTIN_TYPES: dict[str, object] = {
    "any": Json,
    "bool": Bool,
    "int": Int,
    "int8": Int8,
    "int16": Int16,
    "int32": Int32,
    "int64": Int64,
    "null": None,
    "number": Number,
    "size": Size,
    "str": str,
    "uint8": UInt8,
    "uint16": UInt16,
    "uint32": UInt32,
    "uint64": UInt64,
}
"""The names of the schema language and the types that stand for them."""
