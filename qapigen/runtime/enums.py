# SPDX-License-Identifier: MIT
"""The base of enumerations: strings that keep a value which a newer server sends."""

from enum import StrEnum
from typing import Self

from .receiving import is_receiving


class OpenEnum(StrEnum):
    """An enumeration of strings.

    A value that the schema does not name is refused, except in what a server
    sends: there it is kept as it is, and its `known` is False.
    """

    @property
    def known(self) -> bool:
        """Whether the schema names this value."""
        return self._name_ in type(self)._member_map_

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not (is_receiving() and isinstance(value, str)):
            return None
        member = str.__new__(cls, value)
        member._name_ = f"?{value}"
        member._value_ = value
        return member

    # The first releases of Python 3.11 would copy a member by looking for its name.
    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, object]) -> Self:
        return self
