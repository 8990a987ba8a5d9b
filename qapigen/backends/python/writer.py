# SPDX-License-Identifier: MIT
"""Keeps the books of one module: what it has defined so far, and what it imports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qapigen.backends.python.layout import import_from, natural
from qapigen.backends.python.names import RUNTIME_NAMES
from qapigen.backends.safe_text import PythonCode, PythonName

PYDANTIC = PythonName("pydantic")
TYPING = PythonName("typing")
TYPING_EXTENSIONS = PythonName("typing_extensions")

_TYPING = frozenset(("Annotated", "Any", "ClassVar", "Literal", "TypeAlias", "Union"))
_PYDANTIC = frozenset(("MISSING",))
_BUILTINS = frozenset(("None", "bool", "float", "int", "list", "str"))


class Imports:
    """Names that were referred to, by where they come from."""

    def __init__(self, homes: Mapping[str, str]) -> None:
        self._homes = homes
        self._named: set[PythonName] = set()

    def refer(self, name: str) -> PythonName:
        """Note that `name` is used: one of Python's, of the runtime or of the package."""
        used = PythonName(name)
        self._named.add(used)
        return used

    @property
    def typing_names(self) -> tuple[PythonName, ...]:
        """What comes from `typing`."""
        return tuple(sorted(self._named & _TYPING))

    @property
    def pydantic_names(self) -> tuple[PythonName, ...]:
        """What comes from `pydantic`."""
        return tuple(sorted(self._named & _PYDANTIC))

    @property
    def uses_sequence(self) -> bool:
        """Whether callers may give a sequence."""
        return "Sequence" in self._named

    def from_package(self, without: str = "") -> dict[str, set[PythonName]]:
        """What comes from the package's other modules, by module."""
        found: dict[str, set[PythonName]] = {}
        for name in self._named - _TYPING - _PYDANTIC - _BUILTINS - {"Sequence"}:
            home = RUNTIME_NAMES.get(name)
            module = f"_runtime.{home}" if home else self._homes[name]
            if module != without:
                found.setdefault(module, set()).add(name)
        return found


def statements(
    names: Mapping[str, Iterable[PythonName]], indent: int = 0
) -> tuple[PythonCode, ...]:
    """The imports of names from modules of the package, in order."""
    return tuple(
        import_from(PythonName(f".{module}"), names[module], indent)
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

    def define(self, name: PythonName) -> PythonName:
        """From here on the name is defined."""
        self._defined.add(name)
        return name

    def refer(self, name: str) -> PythonCode:
        """The name, in quotes if it is not defined yet."""
        if self._homes.get(name) == self.module and name not in self._defined:
            return PythonCode(f'"{name}"')
        return self.imports.refer(name)

    def mention(self, name: str) -> PythonCode:
        """The name, for type checkers alone, in quotes if it is not defined yet."""
        if self._homes.get(name) == self.module and name not in self._defined:
            return PythonCode(f'"{name}"')
        return self.checking.refer(name)

    def groups(
        self, *, has_aliases: bool, checks_more: bool
    ) -> tuple[tuple[PythonCode, ...], ...]:
        """The imports of the module, grouped."""
        named = {*self.imports.typing_names, *self.checking.typing_names}
        typing = {*named, PythonName("TYPE_CHECKING")} if checks_more else named
        outside = []
        if pydantic := {*self.imports.pydantic_names, *self.checking.pydantic_names}:
            outside.append(import_from(PYDANTIC, pydantic))
        if has_aliases:
            outside.append(
                import_from(TYPING_EXTENSIONS, (PythonName("TypeAliasType"),))
            )
        groups = (
            (import_from(TYPING, typing),) if typing else (),
            tuple(outside),
            statements(self.imports.from_package(self.module)),
        )
        return tuple(group for group in groups if group)

    def checking_statements(self) -> tuple[PythonCode, ...]:
        """The imports that only type checkers need."""
        needed = self.imports.from_package(self.module)
        found = self.checking.from_package(self.module)
        more = {module: found[module] - needed.get(module, set()) for module in found}
        return with_sequence(statements(more, 4), self.checking.uses_sequence)


def with_sequence(
    found: tuple[PythonCode, ...], uses_sequence: bool
) -> tuple[PythonCode, ...]:
    """The statements, behind the import of `Sequence` if that is used, set off by a blank line."""
    if not uses_sequence:
        return found
    end = "\n" if found else ""
    return (PythonCode(f"from collections.abc import Sequence{end}"), *found)
