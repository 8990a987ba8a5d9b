# SPDX-License-Identifier: MIT
"""Keeps the books of one module: what it has defined so far, and what it imports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qapigen.backends.python.layout import import_from, natural
from qapigen.backends.python.names import RUNTIME_NAMES

_TYPING = frozenset(("Annotated", "Any", "ClassVar", "Literal", "TypeAlias", "Union"))
_PYDANTIC = frozenset(("MISSING",))
_BUILTINS = frozenset(("None", "bool", "float", "int", "list", "str"))


class Imports:
    """Names that were referred to, by where they come from."""

    def __init__(self, homes: Mapping[str, str]) -> None:
        self._homes = homes
        self._named: set[str] = set()

    def refer(self, name: str) -> str:
        """Note that `name` is used."""
        self._named.add(name)
        return name

    @property
    def typing_names(self) -> tuple[str, ...]:
        """What comes from `typing`."""
        return tuple(sorted(self._named & _TYPING))

    @property
    def pydantic_names(self) -> tuple[str, ...]:
        """What comes from `pydantic`."""
        return tuple(sorted(self._named & _PYDANTIC))

    @property
    def uses_sequence(self) -> bool:
        """Whether callers may give a sequence."""
        return "Sequence" in self._named

    def from_package(self, without: str = "") -> dict[str, set[str]]:
        """What comes from the package's other modules, by module."""
        found: dict[str, set[str]] = {}
        for name in self._named - _TYPING - _PYDANTIC - _BUILTINS - {"Sequence"}:
            home = RUNTIME_NAMES.get(name)
            module = f"_runtime.{home}" if home else self._homes[name]
            if module != without:
                found.setdefault(module, set()).add(name)
        return found


def statements(names: Mapping[str, Iterable[str]], indent: int = 0) -> tuple[str, ...]:
    """The imports of names from modules of the package, in order."""
    return tuple(
        import_from(f".{module}", names[module], indent)
        for module in sorted(names, key=natural)
        if names[module]
    )


class Writer:
    """The books of one module.

    `refer` is for what Python evaluates when it imports the module: a name
    that stands further down comes back in quotes. `mention` is for what only
    type checkers read.
    """

    def __init__(self, module: str, homes: Mapping[str, str]) -> None:
        self.module = module
        self.imports = Imports(homes)
        self.checking = Imports(homes)
        self._homes = homes
        self._defined: set[str] = set()

    def define(self, name: str) -> str:
        """From here on the name is defined."""
        self._defined.add(name)
        return name

    def refer(self, name: str) -> str:
        """The name, in quotes if it is not defined yet."""
        if self._homes.get(name) == self.module and name not in self._defined:
            return f'"{name}"'
        return self.imports.refer(name)

    def mention(self, name: str) -> str:
        """The name, for type checkers alone, in quotes if it is not defined yet."""
        if self._homes.get(name) == self.module and name not in self._defined:
            return f'"{name}"'
        return self.checking.refer(name)

    def groups(
        self, *, has_aliases: bool, checks_more: bool
    ) -> tuple[tuple[str, ...], ...]:
        """The imports of the module, grouped."""
        named = {*self.imports.typing_names, *self.checking.typing_names}
        typing = {*named, "TYPE_CHECKING"} if checks_more else named
        outside = []
        if pydantic := {*self.imports.pydantic_names, *self.checking.pydantic_names}:
            outside.append(import_from("pydantic", pydantic))
        if has_aliases:
            outside.append(import_from("typing_extensions", ("TypeAliasType",)))
        groups = (
            (import_from("typing", typing),) if typing else (),
            tuple(outside),
            statements(self.imports.from_package(self.module)),
        )
        return tuple(group for group in groups if group)

    def checking_statements(self) -> tuple[str, ...]:
        """The imports that only type checkers need."""
        needed = self.imports.from_package(self.module)
        found = self.checking.from_package(self.module)
        more = {module: found[module] - needed.get(module, set()) for module in found}
        return with_sequence(statements(more, 4), self.checking.uses_sequence)


def with_sequence(found: tuple[str, ...], uses_sequence: bool) -> tuple[str, ...]:
    """The statements, behind the import of `Sequence` if that is used, set off by a blank line."""
    if not uses_sequence:
        return found
    end = "\n" if found else ""
    return (f"from collections.abc import Sequence{end}", *found)
