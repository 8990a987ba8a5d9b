# SPDX-License-Identifier: MIT
"""Pages and places: which file a module's page is, and the address of everything on it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import quote

from qapigen.backends.package_names import RESERVED_FILE_NAMES
from qapigen.backends.safe_text import Address
from qapigen.schema.model import (
    Alternate,
    Command,
    Enum,
    Event,
    Member,
    Struct,
    Union,
)
from qapigen.schema.schema import Module, Schema

RESERVED = ("coverage", "index", "reference")

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


class Page(NamedTuple):
    """A module and the name of its page, without extension."""

    module: Module
    name: str


class Pages:
    """The pages of a schema's modules, in reading order, and addresses in them.

    With `single`, all addresses lie in one file of that name.
    """

    def __init__(self, schema: Schema, extension: str, single: str = "") -> None:
        self.schema = schema
        self.extension = extension
        self.single = single
        self.root = os.path.dirname(schema.modules[0].path)
        self.pages = tuple(_named(_shown(schema.modules)))
        self._homes = {
            definition.name: page
            for page in self.pages
            for definition in page.module.definitions
        }
        self._parts: dict[str, frozenset[str]] = {}

    def file(self, page: Page) -> Address:
        """The file that a page is in."""
        return Address(f"{self.single or page.name}{self.extension}")

    def path(self, module: Module) -> str:
        """The module's path as seen from the root's folder, with forward slashes."""
        path = os.path.relpath(module.path, self.root or ".")
        return path.replace(os.sep, "/")

    def definition(self, name: str) -> Address:
        """The address of a definition, empty where there is none."""
        page = self._homes.get(name)
        return Address("" if page is None else f"{self.file(page)}#{quote(name)}")

    def part(self, owner: str, name: str) -> Address:
        """The address of a member, value or alternative of a definition."""
        address = self.definition(owner)
        return address and Address(f"{address}.{quote(name)}")

    def branch(self, owner: str, name: str) -> Address:
        """The address of a branch of a union; its name may be a member's too."""
        address = self.definition(owner)
        return address and Address(f"{address}:{quote(name)}")

    def reference(self, name: str, owner: str) -> Address:
        """What a text about `owner` means by `name`.

        Its own part comes first, then a definition, last what a member may be.
        """
        if owner and name in self._parts_of(owner):
            return self.part(owner, name)
        return self.definition(name) or self._value(name, owner)

    def home(self, name: str) -> Page | None:
        """The page that a definition stands on."""
        return self._homes.get(name)

    def _value(self, name: str, owner: str) -> Address:
        """The address of the value that a member of the owner may have, empty if none has it."""
        for member in self._members(owner):
            found = self.schema.type_of(member.type)
            if isinstance(found, Enum) and any(v.name == name for v in found.values):
                return self.part(found.name, name)
        return Address()

    def _parts_of(self, owner: str) -> frozenset[str]:
        known = self._parts.get(owner)
        if known is None:
            known = self._parts[owner] = frozenset(self._names(owner))
        return known

    def _names(self, owner: str) -> Iterable[str]:
        found = self.schema.definitions.get(owner)
        if isinstance(found, Enum | Alternate):
            return (part.name for part in found.described)
        return (member.name for member in self._members(owner))

    def _members(self, owner: str) -> Iterable[Member]:
        found = self.schema.definitions.get(owner)
        if isinstance(found, Command | Event):
            return self.schema.arguments_of(found)
        if isinstance(found, Struct | Union):
            return self.schema.members_of(found)
        return ()


def _shown(modules: Iterable[Module]) -> Iterable[Module]:
    return (module for module in modules if module.items)


def _named(modules: Iterable[Module]) -> Iterable[Page]:
    """Names that are safe in file systems and addresses, and differ in more than their case."""
    taken = {*RESERVED, *RESERVED_FILE_NAMES}
    for module in modules:
        stem = os.path.splitext(os.path.basename(module.path))[0]
        plain = _UNSAFE.sub("-", stem).strip(".-_") or "module"
        name, number = plain, 2
        while name.lower() in taken:
            name, number = f"{plain}-{number}", number + 1
        taken.add(name.lower())
        yield Page(module, name)
