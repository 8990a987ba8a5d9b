# SPDX-License-Identifier: MIT
"""How one of several types is chosen: unions by their tag, alternates by the JSON type."""

from enum import Enum
from typing import Any, get_args

from pydantic import BaseModel, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from .models import UnknownBranch
from .receiving import is_receiving

_UNKNOWN = "\0unknown"


class Tagged:
    """Annotates a `Union` of branch classes: which member tells them apart, and its values.

    The values stand in the order of the classes; the last class of the
    `Union` is `UnknownBranch`.
    """

    def __init__(self, member: str, attribute: str, tags: tuple[str, ...]) -> None:
        self.member = member
        self.attribute = attribute
        self.tags = tags
        self._known = frozenset(tags)

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Tell pydantic to ask `choose`."""
        *branches, _ = get_args(source)
        choices = {
            tag: handler.generate_schema(branch)
            for tag, branch in zip(self.tags, branches, strict=True)
        }
        choices[_UNKNOWN] = handler.generate_schema(UnknownBranch)
        return core_schema.tagged_union_schema(
            choices,
            self.choose,
            custom_error_type="branch",
            custom_error_message=f"{self.member!r} is missing or names no known branch",
        )

    def choose(self, value: object) -> str | None:
        """The tag of `value`, which is what came over the wire or an instance."""
        tag: object
        if isinstance(value, dict):
            tag = value.get(self.member)
        elif isinstance(value, UnknownBranch):
            tag = value.root.get(self.member)
            if tag not in self._known:
                return _UNKNOWN
        else:
            tag = getattr(value, self.attribute, None)
        if isinstance(tag, Enum):
            tag = tag.value
        if tag is None or (isinstance(tag, str) and tag in self._known):
            return tag
        return _UNKNOWN if is_receiving() else str(tag)


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
