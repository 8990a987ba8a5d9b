# SPDX-License-Identifier: MIT
"""The class for each definition and branch: one rule for all, no name twice.

A union's branch is called union + branch, because that is what users
construct. A struct that has this very name, which often is the branch's own
type, is the same without the tag: it gets "Untagged" behind its name.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from qapigen.backends.python.identifiers import camel_case, class_name, member_name
from qapigen.backends.safe_text import PythonName
from qapigen.schema.model import Alternate, Branch, Enum, Struct, Union
from qapigen.schema.schema import Schema, type_uses

RUNTIME_NAMES = {
    "Anything": "vocabulary",
    "Bool": "scalars",
    "ByJsonType": "choices",
    "Event": "events",
    "Int": "scalars",
    "Int8": "scalars",
    "Int16": "scalars",
    "Int32": "scalars",
    "Int64": "scalars",
    "Maybe": "models",
    "Number": "scalars",
    "OpenEnum": "enums",
    "Size": "scalars",
    "Struct": "models",
    "Tagged": "choices",
    "Timestamp": "events",
    "UInt8": "scalars",
    "UInt16": "scalars",
    "UInt32": "scalars",
    "UInt64": "scalars",
    "UnknownBranch": "models",
    "UnknownEvent": "events",
    "named": "models",
}
"""Names of the runtime in the modules of types, and where they come from."""

EXPORTED = {
    "Client": "_client",
    "SyncClient": "_sync_client",
    "CommandError": "_runtime.errors",
    "CommandNotFound": "_runtime.errors",
    "ConnectFailed": "_runtime.errors",
    "ConnectionLost": "_runtime.errors",
    "DeviceNotActive": "_runtime.errors",
    "DeviceNotFound": "_runtime.errors",
    "Event": "_runtime.events",
    "GenericError": "_runtime.errors",
    "InvalidReply": "_runtime.errors",
    "InvalidRequest": "_runtime.errors",
    "KVMMissingCap": "_runtime.errors",
    "OpenEnum": "_runtime.enums",
    "QmpError": "_runtime.errors",
    "Struct": "_runtime.models",
    "TimedOut": "_runtime.errors",
    "UnknownBranch": "_runtime.models",
    "UnknownEvent": "_runtime.events",
}
"""Names of the runtime that the package shows to its users."""

FUNCTIONS = ("parse_arguments", "parse_event", "parse_return", "to_wire")
"""The functions of the package."""

_IN_MODULES = (
    "Annotated Any ClassVar Field False Literal MISSING None Sequence True "
    "TYPE_CHECKING TypeAlias TypeAliasType Union deprecated Mapping VOCABULARY "
    "BaseClient BaseGuestClient BaseSyncClient"
)
_IMPORTED = frozenset(_IN_MODULES.split())


class Names:
    """Every name of a class or alias in the package; each is asked for by what it stands for."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self.implicit = _implicit_types(schema)
        """The types that the schema mentions and does not define, as ``QType`` and ``q_empty``."""
        self._taken = {*RUNTIME_NAMES, *EXPORTED, *FUNCTIONS, *_IMPORTED}
        self._types: dict[str, PythonName] = {}
        self._branches: dict[tuple[str, ...], PythonName] = {}
        self._derived: dict[tuple[str, str], PythonName] = {}
        self._take_types()
        self._take_branches()
        self._take_derived()
        self.all = frozenset(self._taken)
        """Every name, those of the runtime and of what modules import included."""
        self.attribute = cache(self._attribute)

    def _attribute(self, member: str) -> PythonName:
        """The attribute for a member; it hides no name of its module."""
        found = member_name(member)
        return PythonName(f"{found}_") if found in self.all else found

    def of_type(self, name: str) -> PythonName:
        """The class or alias of a type."""
        return self._types[name]

    def of_branch(self, path: tuple[str, ...]) -> PythonName:
        """The class or alias of a branch: union, branch and, for a nested one, branch."""
        return self._branches[path]

    def derived(self, name: str, what: str) -> PythonName:
        """What belongs to a definition: "arguments", "event", "data", "base", "like"."""
        return self._derived[name, what]

    def _claim(self, *wishes: str) -> PythonName:
        """The first wish that is free."""
        chosen = next((wish for wish in wishes if wish not in self._taken), wishes[-1])
        while chosen in self._taken:
            chosen += "_"
        self._taken.add(chosen)
        return PythonName(chosen)

    def _take_types(self) -> None:
        unions = [d for d in self._schema if isinstance(d, Union)]
        natural = {_natural(path) for union in unions for path, _ in self.paths(union)}
        for definition in self._schema:
            if isinstance(definition, Enum | Union | Alternate):
                self._types[definition.name] = self._claim(class_name(definition.name))
        for definition in self._schema:
            if isinstance(definition, Struct):
                name = class_name(definition.name)
                self._types[definition.name] = (
                    self._claim(f"{name}Untagged")
                    if name in natural
                    else self._claim(name)
                )
        for implicit in self.implicit:
            self._types[implicit] = self._claim(camel_case(implicit))

    def _take_branches(self) -> None:
        for definition in self._schema:
            if isinstance(definition, Union):
                for path, _ in self.paths(definition):
                    joined = "_".join((class_name(path[0]), *map(camel_case, path[1:])))
                    self._branches[path] = self._claim(_natural(path), joined)

    def _take_derived(self) -> None:
        claims = self._derived
        for event in self._schema.events:
            name = camel_case(event.name)
            claims[event.name, "event"] = self._claim(name, f"{name}Event")
        for definition in self._schema:
            if isinstance(definition, Union):
                base = f"{self.of_type(definition.name)}Base"
                claims[definition.name, "base"] = self._claim(base)
        for event in self._schema.events:
            data = f"{claims[event.name, 'event']}Data"
            claims[event.name, "data"] = self._claim(data)
        for command in self._schema.commands:
            arguments = f"{camel_case(command.name)}Arguments"
            claims[command.name, "arguments"] = self._claim(arguments)
        for enum in (*self._schema, *self.implicit.values()):
            if isinstance(enum, Enum):
                like = f"{self.of_type(enum.name)}Like"
                claims[enum.name, "like"] = self._claim(like)

    def paths(self, union: Union) -> Iterator[tuple[tuple[str, ...], Branch]]:
        """All branches of a union, those of nested unions behind their own branch."""
        yield from self._paths((union.name,), union)

    def _paths(
        self, path: tuple[str, ...], union: Union
    ) -> Iterator[tuple[tuple[str, ...], Branch]]:
        for branch in self._schema.branches_of(union):
            inner = (*path, branch.name)
            yield inner, branch
            found = self._schema.find(branch.type.name)
            if isinstance(found, Union) and not union.is_simple:
                yield from self._paths(inner, found)


def _implicit_types(schema: Schema) -> dict[str, Enum | Struct]:
    mentioned = dict.fromkeys(use.name for d in schema for use in type_uses(d))
    unknown = [name for name in mentioned if name not in schema.definitions]
    found = {name: schema.find(name) for name in unknown}
    return {n: meant for n, meant in found.items() if isinstance(meant, Enum | Struct)}


def _natural(path: tuple[str, ...]) -> str:
    return class_name(path[0]) + "".join(map(camel_case, path[1:]))
