# SPDX-License-Identifier: MIT
"""The base of structs, and what is kept of a union's branch that the schema does not know."""

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ConfigDict, RootModel


def is_absent(value: object) -> bool:
    """Whether an optional member stays off the wire."""
    return value is None


def _wire_name(name: str) -> str:
    return name.replace("_", "-")


class Struct(BaseModel):
    """An object with members; those that are None or missing by default stay off the wire.

    Members are spelt with underscores in Python. On the wire they have
    hyphens, unless the member says otherwise.
    """

    model_config = ConfigDict(
        alias_generator=_wire_name,
        defer_build=True,
        extra="forbid",
        protected_namespaces=(),
        serialize_by_alias=True,
        validate_assignment=True,
        validate_by_alias=False,
        validate_by_name=True,
    )

    def __repr_args__(self) -> Iterable[tuple[str | None, Any]]:
        """Only the members that were given or received."""
        given = self.model_fields_set
        return [
            (name, value) for name, value in super().__repr_args__() if name in given
        ]


class UnknownBranch(RootModel[dict[str, Any]]):
    """A union's branch that this schema does not know: every member, as it came.

    Members are read as attributes, by their name in Python or on the wire. It
    comes from servers and is never sent.
    """

    def __getattr__(self, name: str) -> Any:
        """The JSON value of a member."""
        if name.startswith("__"):
            raise AttributeError(name)
        root = self.__dict__.get("root", {})
        for spelling in (
            name,
            name.rstrip("_"),
            _wire_name(name),
            _wire_name(name.rstrip("_")),
        ):
            if spelling in root:
                return root[spelling]
        raise AttributeError(f"the server sent no member {name!r}")
