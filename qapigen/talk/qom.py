# SPDX-License-Identifier: MIT
"""QEMU's tree of objects: what is where, and properties read and set."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from qapigen.runtime.errors import CommandError, InvalidReply
from qapigen.talk.connection import Machine
from qapigen.talk.problems import Problem, RefusedError, unknown
from qapigen.talk.redaction.command_errors import without_secrets
from qapigen.talk.scalars import guess, is_a, read, shown
from qapigen.talk.words import Word

_JSON_TYPES = {"bool": "boolean", "string": "string", "str": "string", "size": "int"}


DEEPEST = 100
"""Objects of real machines lie about ten deep in each other."""


class Property(NamedTuple):
    """A property of an object: another object, a link to one, or a value."""

    name: str
    type: str

    @property
    def is_child(self) -> bool:
        """Whether it is an object that lies in this one."""
        return self.type.startswith("child<")

    @property
    def json_type(self) -> str | None:
        """The JSON type of its values, None where its type does not say."""
        name = self.type.removeprefix("u").rstrip("0123456789")
        return "int" if name == "int" else _JSON_TYPES.get(self.type)


class Located(NamedTuple):
    """A property, and the path of its object."""

    path: str
    property: Property


async def properties(client: Machine, path: str) -> list[Property]:
    """The properties of an object; `InvalidReply` where the answer is malformed."""
    listed = await client.execute("qom-list", {"path": path})
    if not isinstance(listed, list):
        raise InvalidReply(_malformed(listed))
    return [_property(item) for item in listed]


def _property(item: object) -> Property:
    match item:
        case {"name": str(name), "type": str(kind)}:
            return Property(name, kind)
    raise InvalidReply(_malformed(item))


def _malformed(answer: object) -> str:
    return f"the server's answer to qom-list is malformed: {answer!r:.100}"


async def locate(client: Machine, word: Word) -> Located:
    """The property at the end of a path, behind a slash or, as QEMU's tools write, a dot.

    Raises `RefusedError` where there is none.
    """
    failure: CommandError | None = None
    names: list[str] = []
    name = word.text
    for sign in "/.":
        path, found, name = word.text.rpartition(sign)
        if not found or not name:
            continue
        try:
            listed = await properties(client, path or "/")
        except CommandError as error:
            failure = failure or error
            continue
        for candidate in listed:
            if candidate.name == name:
                return Located(path or "/", candidate)
        names += [candidate.name for candidate in listed]
    if not names and failure is not None:
        raise failure
    last = word.text.rpartition("/")[2]
    text = f"there is no property '{last}'"
    raise RefusedError([unknown(word.span, text, (last,), names)])


async def get(client: Machine, word: Word) -> Any:
    """The value of the property at a path."""
    path, found = await locate(client, word)
    return await client.execute("qom-get", {"path": path, "property": found.name})


async def put(client: Machine, word: Word, value: Word) -> None:
    """Set the property at a path, to a value typed as the property is.

    The value of a secret property is in no error.
    """
    with without_secrets((word, value)):
        await _put(client, word, value)


async def _put(client: Machine, word: Word, value: Word) -> None:
    path, found = await locate(client, word)
    kind = found.json_type
    wire = guess(value.text) if kind is None else read(value.text, kind)
    if kind is not None and not is_a(wire, kind):
        text = f"'{found.name}' is of type {found.type}, not {shown(wire)}"
        raise RefusedError([Problem(value.span, text)])
    arguments = {"path": path, "property": found.name, "value": wire}
    await client.execute("qom-set", arguments)


class Branch(NamedTuple):
    """An object in the tree: how deep it lies, its name, and its type."""

    depth: int
    name: str
    type: str = ""


async def walk(
    client: Machine, show: Callable[[Branch], None], branch: Branch, above: str = ""
) -> None:
    """Show an object and all that lie in it, each before those within.

    Raises `InvalidReply` where they lie in each other without an end.
    """
    if branch.depth > DEEPEST:
        raise InvalidReply(f"objects are nested more than {DEEPEST} deep: {above:.60}…")
    path = f"{above.rstrip('/')}/{branch.name}" if branch.depth else branch.name
    listed = await properties(client, path)
    show(branch)
    for found in listed:
        if found.is_child:
            kind = found.type.removeprefix("child<").removesuffix(">")
            inner = Branch(branch.depth + 1, found.name, kind)
            await walk(client, show, inner, path)
