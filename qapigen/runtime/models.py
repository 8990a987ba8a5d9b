# SPDX-License-Identifier: MIT
"""The base of structs, and what is kept of a union's branch that the schema does not know."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, RootModel

from .waiting import complete, waited_for

T = TypeVar("T")


def _is_absent(value: object) -> bool:
    return value is None


Maybe = Annotated[T | None, Field(exclude_if=_is_absent)]
"""The type of an optional member: None is not sent."""


def named(wire: str) -> Any:
    """Annotates a member whose name on the wire cannot be told from its name in Python."""
    return Field(validation_alias=wire, serialization_alias=wire)


def _wire_name(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


@waited_for
class Struct(BaseModel):
    """An object with members; those that are None or missing by default stay off the wire.

    In Python, members are spelt with underscores, and with one at the end where
    the name means something in Python already. On the wire they have hyphens,
    unless the member says otherwise.
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

    def __setstate__(self, state: dict[Any, Any]) -> None:
        # Who unpickles makes instances without asking the class for anything.
        complete(type(self))
        super().__setstate__(state)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """A member by its plain name, where Python's has an underscore more."""
            if f"{name}_" in type(self).__pydantic_fields__:
                return getattr(self, f"{name}_")
            return super().__getattr__(name)


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
