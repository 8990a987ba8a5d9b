# SPDX-License-Identifier: MIT
"""From typed arguments to a request: what the schema does not know is refused here."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticSerializationError

from .enums import OpenEnum
from .errors import InvalidRequest
from .models import UnknownBranch
from .vocabulary import Vocabulary, explain


def typed_request(
    vocabulary: Vocabulary, command: str, arguments: Any
) -> dict[str, Any]:
    """The wire form of a command's arguments, an instance or a mapping of Python names."""
    try:
        if type(arguments) in vocabulary.boxes_of(command):
            # It was checked when it was made, and knows how to be written.
            return _written(command, arguments, arguments.model_dump)
        adapter = vocabulary.arguments_of(command)
        checked = adapter.validate_python(arguments, by_name=True, by_alias=False)
        return _written(command, checked, partial(adapter.dump_python, checked))
    except ValidationError as error:
        raise InvalidRequest(f"{command}: {explain(error)}") from error
    except (PydanticSerializationError, RecursionError) as error:
        raise InvalidRequest(f"{command}: {error}") from error


def _written(command: str, arguments: Any, write: Callable[..., Any]) -> dict[str, Any]:
    refuse_unknown(command, arguments)
    wire: dict[str, Any] = write(warnings="error")
    return wire


def either(arguments: Any, members: dict[str, Any]) -> Any:
    """What a caller gave: the arguments as one object, or its members one by one."""
    if arguments is None:
        return members
    if members:
        raise TypeError("give the arguments as one object or one by one, not both")
    return arguments


def refuse_unknown(command: str, value: Any) -> None:
    """Refuse what only a server may say: values and branches that the schema does not know."""
    for place, found in _unknown_in(value, ""):
        raise InvalidRequest(
            f"{command}: {place.lstrip('.')}: the schema does not know {found}"
        )


def _unknown_in(value: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, UnknownBranch):
        yield place, f"this branch: {value.root!r:.200}"
    elif isinstance(value, BaseModel):
        for name, member in value.__dict__.items():
            if not (member is None or type(member) in _PLAIN):
                yield from _unknown_in(member, f"{place}.{name}")
    elif isinstance(value, OpenEnum):
        if not value.known:
            yield place, f"the value {value.value!r} of {type(value).__name__}"
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _unknown_in(item, f"{place}[{index}]")


_PLAIN = frozenset({str, int, bool, float, dict})
