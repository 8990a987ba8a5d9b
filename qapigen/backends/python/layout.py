# SPDX-License-Identifier: MIT
"""Lays statements out as black would, so that nothing need be formatted afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from qapigen.backends.safe_text import PythonCode, PythonName

Natural = tuple[tuple[int, str], ...]

_PIECES = re.compile(r"\d+|\D+")

LINE = 88
"""How long a line may be."""
_INDENT = "    "


def field(
    name: PythonName, annotation: tuple[PythonCode, ...], default: PythonCode
) -> PythonCode:
    """A field of a class: its annotation is (head, part, …) of ``head[part, …]`` or one name."""
    head, *parts = annotation
    one = f"{head}[{', '.join(parts)}]" if parts else head
    ending = f" = {default}" if default else ""
    if _fits(f"{name}: {one}{ending}"):
        return PythonCode(f"{name}: {one}{ending}")
    if not parts:
        inner = default or one
        start = f"{name}: {one} =" if default else f"{name}:"
        indent = _INDENT * 2
        return PythonCode(f"{start} (\n{indent}{inner}\n{_INDENT})")
    if default and _fits(f"{name}: {one} = ("):
        return PythonCode(f"{name}: {one} = (\n{_INDENT * 2}{default}\n{_INDENT})")
    comma = "," if len(parts) > 1 else ""
    inner = f",\n{_INDENT * 2}".join(parts)
    if not _fits(f"]{ending}"):
        ending = f" = (\n{_INDENT * 2}{default}\n{_INDENT})"
    return PythonCode(
        f"{name}: {head}[\n{_INDENT * 2}{inner}{comma}\n{_INDENT}]{ending}"
    )


def constant(name: PythonName, value: PythonCode) -> PythonCode:
    """A constant of a class."""
    if _fits(f"{name} = {value}"):
        return PythonCode(f"{name} = {value}")
    return PythonCode(f"{name} = (\n{_INDENT * 2}{value}\n{_INDENT})")


def class_head(name: PythonName, bases: tuple[PythonCode, ...]) -> PythonCode:
    """The first line or lines of a class."""
    one = f"class {name}({', '.join(bases)}):"
    if len(one) <= LINE:
        return PythonCode(one)
    joined = ", ".join(bases)
    if len(joined) + len(_INDENT) <= LINE:
        return PythonCode(f"class {name}(\n{_INDENT}{joined}\n):")
    lines = "".join(f"{_INDENT}{base},\n" for base in bases)
    return PythonCode(f"class {name}(\n{lines}):")


def _fits(line: str) -> bool:
    return len(line) + len(_INDENT) <= LINE


def quoted(text: str) -> PythonCode:
    """A string literal, in double quotes wherever that needs no escape."""
    literal = repr(text)
    if literal.startswith("'") and '"' not in text:
        literal = f'"{literal[1:-1]}"'
    return PythonCode(literal)


def import_from(
    module: PythonName, names: Iterable[PythonCode], indent: int = 0
) -> PythonCode:
    """An import of names from a module, in the order of linters: constants, classes, the rest."""
    ordered = list(names)
    if len(ordered) > 1:
        ordered.sort(key=import_order)
    one = f"from {module} import {', '.join(ordered)}"
    if len(one) + indent <= LINE:
        return PythonCode(one)
    lines = "".join(f"{_INDENT}{name},\n" for name in ordered)
    return PythonCode(f"from {module} import (\n{lines})")


def import_order(name: str) -> tuple[int, Natural, str]:
    """A key that sorts the names of one import."""
    if name.isupper() and len(name) > 1:
        return 0, natural(name), name
    return (1 if name[0].isupper() else 2), natural(name), name


@cache
def natural(name: str) -> Natural:
    """A key that sorts numbers in names by their value, letters whatever their case."""
    lowered = name.lower()
    if lowered.isalpha():
        return ((-1, lowered),)
    pieces = _PIECES.findall(lowered)
    return tuple((int(p), "") if p.isdigit() else (-1, p) for p in pieces)


def choice(types: list[PythonCode]) -> PythonCode:
    """A choice of types, on a line of its own within a subscript, or a line each."""
    one = " | ".join(types)
    if len(one) + 9 <= LINE:
        return PythonCode(one)
    return PythonCode(f"\n{_INDENT * 2}| ".join(types))


def quoted_whole(annotation: PythonCode) -> PythonCode:
    """An annotation with quoted names in it, quoted as a whole."""
    return PythonCode('"' + annotation.replace('"', "") + '"')


def parameter(
    name: PythonName, annotation: PythonCode, default: PythonCode, indent: int
) -> PythonCode:
    """A parameter's declaration; what holds a quoted name is quoted as a whole."""
    if '"' in annotation:
        annotation = quoted_whole(annotation)
    ending = f" = {default}" if default else ""
    one = f"{name}: {annotation}{ending}"
    if indent + len(one) < LINE or '"' in annotation:
        return PythonCode(one)
    margin = " " * indent
    head, bracket, inside = annotation.partition("[")
    if bracket and annotation.endswith("]") and " | " not in head:
        return PythonCode(
            f"{name}: {head}[\n{margin}{_INDENT}{inside[:-1]}\n{margin}]{ending}"
        )
    if " | " not in annotation:
        return PythonCode(one)
    parts = annotation.split(" | ")
    inner = " | ".join(parts)
    if indent + len(_INDENT) + len(inner) > LINE:
        inner = f"\n{margin}{_INDENT}| ".join(parts)
    return PythonCode(f"{name}: (\n{margin}{_INDENT}{inner}\n{margin}){ending}")


def literal_alias(
    name: PythonName, enum: PythonCode, values: tuple[PythonCode, ...]
) -> PythonCode:
    """The alias for what callers may give for an enum."""
    if not values:
        return PythonCode(f"{name}: TypeAlias = {enum}")
    one = f"{name}: TypeAlias = {enum} | Literal[{values[0]}]"
    if len(values) == 1:
        return (
            PythonCode(one)
            if len(one) <= LINE
            else _broken_alias(name, enum, values[0])
        )
    lines = "".join(f"{_INDENT * 2}{value},\n" for value in values)
    body = f"{_INDENT}{enum}\n{_INDENT}| Literal[\n{lines}{_INDENT}]\n"
    return PythonCode(f"{name}: TypeAlias = (\n{body})")


def _broken_alias(name: PythonName, enum: PythonCode, value: PythonCode) -> PythonCode:
    one = f"{_INDENT}{enum} | Literal[{value}]\n"
    if len(one) <= LINE + 1:
        return PythonCode(f"{name}: TypeAlias = (\n{one})")
    return PythonCode(
        f"{name}: TypeAlias = (\n{_INDENT}{enum}\n{_INDENT}| Literal[{value}]\n)"
    )
