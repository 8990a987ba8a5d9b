# SPDX-License-Identifier: MIT
"""How one of several types is chosen: unions by their tag, alternates by the JSON type."""

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel, GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from .models import UnknownBranch
from .receiving import is_receiving

IN_BRANCH = "?"
"""The step in an error's place that says nothing: the choice between known and unknown."""
NOT_UNKNOWN = "not_unknown"
"""The type of the error that says nothing: known branches say what is wrong."""


class Tagged:
    """Annotates a union of branch classes: which member tells them apart, and its values.

    `member` is its name on the wire, `attribute` that in Python. The values
    stand in the order of the classes; the last class is `UnknownBranch`.
    """

    def __init__(self, member: str, attribute: str, tags: tuple[str, ...]) -> None:
        self.member = member
        self.attribute = attribute
        self.tags = tags
        self._known = frozenset(tags)

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Let pydantic look the tag up by itself, which is fast; else ask `require_unknown`."""
        *branches, _ = get_args(source)
        choices = {
            tag: handler.generate_schema(branch)
            for tag, branch in zip(self.tags, branches, strict=True)
        }
        places: list[list[str | int]] = [[self.member], [self.attribute]]
        known = core_schema.tagged_union_schema(
            choices,
            places,
            custom_error_type="branch",
            custom_error_message=f"{self.member!r} is missing or names no known branch",
        )
        unknown = core_schema.no_info_before_validator_function(
            self.require_unknown, handler.generate_schema(UnknownBranch)
        )
        return core_schema.union_schema(
            [(known, IN_BRANCH), (unknown, IN_BRANCH)], mode="left_to_right"
        )

    def require_unknown(self, value: object) -> object:
        """Refuse all but a branch that only the server knows."""
        if isinstance(value, UnknownBranch):
            return value
        tag = value.get(self.member) if isinstance(value, dict) else None
        if is_receiving() and tag is not None and tag not in self._known:
            return value
        raise PydanticCustomError(NOT_UNKNOWN, "this is no unknown branch")


def classes_in(kind: Any) -> Iterator[type]:
    """The classes that a type comes down to, through aliases, annotations and unions."""
    if isinstance(kind, type):
        yield kind
        return
    for part in get_args(getattr(kind, "__value__", kind)):
        yield from classes_in(part)


class ByJsonType:
    """Annotates a `Union` of an alternate's types with the JSON type of each, in order."""

    def __init__(self, *kinds: str) -> None:
        self.kinds = kinds

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Tell pydantic to ask `json_type`."""
        types = get_args(source) if len(self.kinds) > 1 else (source,)
        choices = {
            kind: handler.generate_schema(choice)
            for kind, choice in zip(self.kinds, types, strict=True)
        }
        return core_schema.tagged_union_schema(
            choices,
            json_type,
            custom_error_type="alternative",
            custom_error_message=f"must be, in JSON: {', '.join(self.kinds)}",
        )


def json_type(value: object) -> str | None:
    """What `value` is in JSON; None for what is not JSON."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case str():
            return "string"
        case int() | float():
            return "number"
        case list() | tuple():
            return "array"
        case dict() | BaseModel():
            return "object"
        case _:
            return None
