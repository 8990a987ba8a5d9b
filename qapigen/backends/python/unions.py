# SPDX-License-Identifier: MIT
"""Unions: a class for each branch, nested ones included, and an alias for the choice."""

from __future__ import annotations

from collections.abc import Iterator

from qapigen.backends.python.annotations import head_and_part
from qapigen.backends.python.classes import Classes
from qapigen.backends.python.descriptions import UNDOCUMENTED, describe
from qapigen.backends.python.docstrings import docstring
from qapigen.backends.python.identifiers import member_name
from qapigen.backends.python.layout import choice, field, quoted
from qapigen.backends.python.view import AliasView, ClassView, FieldView
from qapigen.backends.safe_text import PythonCode, PythonName
from qapigen.schema.builtins import EMPTY, Builtin
from qapigen.schema.model import Alternate, Branch, Enum, Member, Struct, Union

_JSON_TYPES = {
    "number": "number",
    "int": "number",
    "string": "string",
    "boolean": "boolean",
    "null": "null",
}
Path = tuple[str, ...]
ClassNames = tuple[PythonName, ...]


class Unions:
    """Writes the unions and alternates of one module."""

    def __init__(self, classes: Classes) -> None:
        self.classes = classes
        self.schema = classes.schema
        self.names = classes.names
        self.refer = classes.writer.refer

    def bases(self, union: Union) -> Iterator[ClassView]:
        """The base class, if the branches have something in common."""
        if self._has_base(union):
            tag = self.schema.tag_of(union)
            yield self.classes.union_base(union, {tag.name} if tag else set())

    def _has_base(self, union: Union) -> bool:
        tag = self.schema.tag_of(union)
        return any(member is not tag for member in self.schema.members_of(union))

    def branch_classes(self, union: Union) -> Iterator[ClassView]:
        """The classes of the branches."""
        yield from self._branches((union.name,), union, self._parents(union), ())

    def _parents(self, union: Union) -> ClassNames:
        return (
            (self.names.derived(union.name, "base"),) if self._has_base(union) else ()
        )

    def _branches(
        self, path: Path, union: Union, parents: ClassNames, tags: tuple[FieldView, ...]
    ) -> Iterator[ClassView]:
        tag = self.schema.tag_of(union)
        for branch in self.schema.branches_of(union):
            inner = (*path, branch.name)
            own = (*tags, self.classes.tag(tag, self._attribute(tag), branch.name))
            if union.is_simple:
                own = (*own, self._simple_data(branch))
            found = self.schema.find(branch.type.name)
            if isinstance(found, Union) and not union.is_simple:
                yield from self._nested(inner, found, parents, own)
            else:
                yield self._leaf(inner, branch, parents, own)

    def _nested(
        self, path: Path, union: Union, parents: ClassNames, tags: tuple[FieldView, ...]
    ) -> Iterator[ClassView]:
        """The branches of a union that is itself a branch."""
        yield from self._branches(path, union, (*parents, *self._parents(union)), tags)

    def _leaf(
        self,
        path: Path,
        branch: Branch,
        parents: ClassNames,
        tags: tuple[FieldView, ...],
    ) -> ClassView:
        found = self.schema.find(branch.type.name)
        text = f"{path[0]} of the kind {' / '.join(path[1:])}."
        if (
            len(tags) == len(path) - 1
            and isinstance(found, Struct)
            and found.name != EMPTY
        ):
            parents = (*parents, self.names.of_type(found.name))
            described = describe(self.schema, found)
            if described != UNDOCUMENTED:
                text = f"{text}\n\n{described}"
        name = self.names.of_branch(path)
        return self.classes.branch(name, parents or (PythonName("Struct"),), text, tags)

    def _simple_data(self, branch: Branch) -> FieldView:
        stored = self.classes.annotations.stored(branch.type, self.refer)
        statement = field(PythonName("data"), head_and_part(stored), PythonCode())
        return FieldView(statement=statement)

    def _attribute(self, tag: Member | None) -> PythonName:
        return self.classes.attribute(tag) if tag else member_name("type")

    def aliases(self, union: Union) -> Iterator[AliasView]:
        """The aliases for a union's nested choices, innermost first, and for itself."""
        yield from self._aliases((union.name,), union, describe(self.schema, union))

    def _aliases(self, path: Path, union: Union, text: str) -> Iterator[AliasView]:
        branches = self.schema.branches_of(union)
        for branch in branches:
            found = self.schema.find(branch.type.name)
            if isinstance(found, Union) and not union.is_simple:
                inner = (*path, branch.name)
                kind = f"{path[0]} of the kind {' / '.join(inner[1:])}."
                yield from self._aliases(inner, found, kind)
        tag = self.schema.tag_of(union)
        wire = tag.name if tag else "type"
        lines = "".join(f"                {quoted(b.name)},\n" for b in branches)
        tags = f"(\n{lines}            )"
        if len(branches) == 1:
            tags = f"({quoted(branches[0].name)},)"
        chooser = PythonCode(
            f"{self.refer('Tagged')}(\n            {quoted(wire)},\n"
            f"            {quoted(self._attribute(tag))},\n            {tags},\n        )"
        )
        types = [self.refer(self.names.of_branch((*path, b.name))) for b in branches]
        types.append(self.refer("UnknownBranch"))
        yield self._alias(
            (
                self.names.of_type(path[0])
                if len(path) == 1
                else self.names.of_branch(path)
            ),
            text,
            types,
            chooser,
        )

    def alternate(self, alternate: Alternate) -> AliasView:
        """The alias for an alternate."""
        kinds = "".join(
            f"            {quoted(self._json_type(a.type.name, a.type.is_array))},\n"
            for a in alternate.alternatives
        )
        types = [
            self.classes.annotations.stored(a.type, self.refer)
            for a in alternate.alternatives
        ]
        chooser = PythonCode(f"{self.refer('ByJsonType')}(\n{kinds}        )")
        name = self.names.of_type(alternate.name)
        return self._alias(name, describe(self.schema, alternate), types, chooser)

    def _json_type(self, name: str, is_array: bool) -> str:
        if is_array:
            return "array"
        match self.schema.find(name):
            case Builtin(json=json):
                return _JSON_TYPES[json.value]
            case Enum():
                return "string"
            case _:
                return "object"

    def _alias(
        self, name: PythonName, text: str, types: list[PythonCode], chooser: PythonCode
    ) -> AliasView:
        self.refer("Annotated")
        self.classes.writer.define(name)
        doc = docstring(text, 0)
        return AliasView(name=name, doc=doc, choice=choice(types), chooser=chooser)
