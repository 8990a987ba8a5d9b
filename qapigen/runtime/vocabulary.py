# SPDX-License-Identifier: MIT
"""The commands and events of one schema, by their names on the wire, loaded when they are used."""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache, lru_cache
from types import GenericAlias
from typing import Any, NamedTuple

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import to_jsonable_python

from .choices import IN_BRANCH, NOT_UNKNOWN, classes_in
from .errors import InvalidReply, InvalidRequest
from .events import Event, UnknownEvent
from .framing import GarbageError, Happened, json_value
from .models import Struct
from .pausing import Uncollected, load
from .receiving import RECEIVING
from .scalars import BUILTIN_TYPES

_LONG = 16 * 1024
"""Reading a longer text, it is worth while to look for no garbage."""


class Empty(Struct):
    """No arguments, or nothing returned."""


class Anything(Struct, extra="allow"):
    """Arguments that the schema does not describe."""


class Command(NamedTuple):
    """One command: where its types are, and what may be done with it.

    A type is named "module.Class", or as the schema language names it. `free`
    commands take arguments beyond the schema's; `silent` ones do not answer
    when they succeed.
    """

    arguments: str = ""
    returns: str = ""
    returns_array: bool = False
    oob: bool = False
    free: bool = False
    silent: bool = False


class Vocabulary:
    """What can be said in one schema: turns wire messages into typed values and back.

    `module` is the name of a module beside those that have the types.
    """

    def __init__(
        self, module: str, commands: Mapping[str, Command], events: Mapping[str, str]
    ) -> None:
        self.package = module.rpartition(".")[0]
        self.commands = commands
        self.events = events
        self.arguments_of = cache(self._arguments_of)
        self.boxes_of = cache(self._boxes_of)
        self.returns_of = cache(self._returns_of)
        self.event_of = lru_cache(256)(self._event_of)

    def command(self, name: str) -> Command:
        """The command of that name."""
        found = self.commands.get(name)
        if found is None:
            near = get_close_matches(name, self.commands, n=1)
            hint = f", did you mean {near[0]!r}?" if near else ""
            raise InvalidRequest(f"this schema has no command {name!r}{hint}")
        return found

    def find(self, name: str) -> Any:
        """The class, alias or built-in type that `name` stands for."""
        module, _, attribute = name.rpartition(".")
        if not module:
            return BUILTIN_TYPES[attribute]
        return getattr(load(module, self.package), attribute)

    def _arguments_of(self, name: str) -> TypeAdapter[Any]:
        command = self.command(name)
        if command.arguments:
            return _adapter(self.find(command.arguments))
        return _adapter(Anything if command.free else Empty)

    def _boxes_of(self, name: str) -> frozenset[type]:
        """The classes whose instances are all of a command's arguments."""
        command = self.command(name)
        kind = self.find(command.arguments) if command.arguments else Empty
        return frozenset(classes_in(kind))

    def _returns_of(self, name: str) -> TypeAdapter[Any]:
        command = self.command(name)
        if not command.returns:
            return _adapter(Empty)
        found = self.find(command.returns)
        return _adapter(
            GenericAlias(list, (found,)) if command.returns_array else found
        )

    def parse_arguments(self, command: str, arguments: Any) -> Any:
        """The typed arguments of `command`, from JSON; strict."""
        adapter = self.arguments_of(command)
        try:
            return adapter.validate_python(arguments, by_alias=True, by_name=False)
        except ValidationError as error:
            raise InvalidRequest(f"{command}: {explain(error)}") from error

    def parse_return(self, command: str, value: Any) -> Any:
        """The typed value that `command` returned, from JSON; tolerant."""
        return receive(self.returns_of(command), value, command)

    def parse_event(self, message: Mapping[str, Any]) -> Event:
        """The event of a whole message; tolerant."""
        name = str(message.get("event"))
        event: Event = receive(self.event_of(name), message, name)
        return event

    def read_return(self, command: str, text: bytes) -> Any:
        """The same from JSON text, in one go."""
        adapter = self.returns_of(command)
        if len(text) < _LONG:
            return receive_text(adapter, text, command)
        with Uncollected():
            return receive_text(adapter, text, command)

    def read_event(self, message: dict[str, Any] | Happened) -> Event:
        """The event of a message as a connection gives it."""
        if isinstance(message, dict):
            return self.parse_event(message)
        event: Event = receive_text(
            self.event_of(message.name), message.text, message.name
        )
        return event

    def _event_of(self, name: str) -> TypeAdapter[Any]:
        kind = self.find(self.events[name]) if name in self.events else UnknownEvent
        return _adapter(kind)


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    """What reads and writes a type, ready for use."""
    with Uncollected():
        adapter = TypeAdapter[Any](kind)
        adapter.rebuild()
    return adapter


def receive(adapter: TypeAdapter[Any], value: Any, what: str) -> Any:
    """`value` as the adapter's type, keeping or ignoring what the schema does not know."""
    token = RECEIVING.set(True)
    try:
        return adapter.validate_python(
            value, extra="ignore", by_alias=True, by_name=False
        )
    except ValidationError as error:
        raise InvalidReply(f"{what}: {explain(error)}") from error
    finally:
        RECEIVING.reset(token)


def receive_text(adapter: TypeAdapter[Any], text: bytes, what: str) -> Any:
    """The same for JSON text; what only Python's own reader can read goes through that."""
    token = RECEIVING.set(True)
    try:
        return adapter.validator.validate_json(
            text, extra="ignore", by_alias=True, by_name=False
        )
    except ValidationError as error:
        if error.errors()[0]["type"] != "json_invalid":
            raise InvalidReply(f"{what}: {explain(error)}") from error
    finally:
        RECEIVING.reset(token)
    try:
        return receive(adapter, json_value(text), what)
    except GarbageError as error:
        raise InvalidReply(f"{what}: {error}") from error


def explain(error: ValidationError) -> str:
    """The first of a validation's findings, in one line."""
    found = error.errors(include_url=False, include_context=False)
    findings = [one for one in found if one["type"] != NOT_UNKNOWN] or found
    first = findings[0]
    place = ".".join(str(step) for step in first["loc"] if step != IN_BRANCH)
    text = f"{place}: {first['msg']}" if place else first["msg"]
    more = len(findings) - 1
    return f"{text} (and {more} more)" if more else text


def to_wire(value: Any) -> Any:
    """A typed value as JSON, with wire names and without what is absent."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    return to_jsonable_python(value, by_alias=True)
