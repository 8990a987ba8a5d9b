# SPDX-License-Identifier: MIT
"""Documentation as people read it when they hover: rST made plain, safe within three quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from qapigen.backends.safe_text import PythonCode

_ROLE = re.compile(r":[a-z][a-z:+-]*:`(?:([^`<]*?)\s*<[^`>]*>|~?([^`]*))`")
_REFERENCE = re.compile(r"`([^`<\n]+?)\s*<[^`>\n]+>`__?")
_MENTION = re.compile(r"(?<![\w@.])@([A-Za-z_][\w.-]*\w|[A-Za-z_])")
_DIRECTIVE = re.compile(r"^(\s*)\.\. ([a-z][a-z-]*)::\s*(.*)$")
_OPTION = re.compile(r"^\s*:(title|annotated|class|name|caption|linenos)\b:?\s*(.*)$")
_TARGET = re.compile(r"^\s*\.\. _[^:]*:")
_TITLES = {
    "admonition": "",
    "attention": "Attention",
    "caution": "Caution",
    "code-block": "",
    "deprecated": "Deprecated since",
    "hint": "Hint",
    "important": "Important",
    "note": "Note",
    "qmp-example": "Example",
    "seealso": "See also",
    "tip": "Tip",
    "warning": "Warning",
}


def plain(text: str) -> str:
    """rST, without what only a renderer understands."""
    if not ("`" in text or "@" in text or ".. " in text):
        return text.strip("\n")
    return "\n".join(_plain_lines(text.splitlines())).strip("\n")


def _plain_lines(lines: Iterable[str]) -> Iterator[str]:
    in_directive = False
    for line in lines:
        directive = _DIRECTIVE.match(line) if ".. " in line else None
        if directive is not None:
            in_directive = True
            yield from _heading(*directive.groups())
        elif in_directive and (option := _OPTION.match(line)):
            if option[1] in ("title", "caption") and option[2]:
                yield f"   {option[2]}"
        elif ".. _" in line and _TARGET.match(line):
            continue
        else:
            in_directive = in_directive and not line.strip()
            yield _inline(line)


def _heading(indent: str, name: str, argument: str) -> Iterator[str]:
    title = _TITLES.get(name, name.capitalize())
    words = " ".join(filter(None, (title, _inline(argument))))
    if words and name != "code-block":
        yield f"{indent}{words}:" if title != argument else f"{indent}{words}"


def _inline(line: str) -> str:
    if "`" in line:
        line = _REFERENCE.sub(r"\1", _ROLE.sub(_role_text, line))
    return _MENTION.sub(r"`\1`", line) if "@" in line else line


def _role_text(found: re.Match[str]) -> str:
    return f"`{found[1] or found[2]}`"


def docstring(text: str, indent: int) -> PythonCode:
    """The whole literal, its later lines indented by so many blanks.

    Every character is safe: quotes that could end the literal, backslashes and
    whatever cannot be seen are escaped. Formatters leave the result alone.
    """
    first, *rest = _safe_lines(text) or ["Undocumented."]
    first = first.lstrip()
    if first.startswith('"'):
        first = f" {first}"
    if not rest:
        end = " " if first.endswith('"') else ""
        return PythonCode(f'"""{first}{end}"""')
    margin = " " * indent
    body = "\n".join([f"{margin}{line}" if line else "" for line in _dedented(rest)])
    return PythonCode(f'"""{first}\n{body}\n{margin}"""')


def _dedented(lines: list[str]) -> list[str]:
    # In most texts a line begins at the margin.
    if any(line and line[0] != " " for line in lines):
        return lines
    least = min((len(line) - len(line.lstrip()) for line in lines if line), default=0)
    return [line[least:] for line in lines]


def _safe_lines(text: str) -> list[str]:
    """The lines from the first that is not blank, each as it may stand in a literal."""
    lines = [line.rstrip() for line in text.expandtabs().split("\n")]
    while lines and not lines[0]:
        del lines[0]
    # Most texts need nothing, which is seen of all lines at once.
    if "\\" in text or '"""' in text or not "".join(lines).isprintable():
        return [_escaped(line) for line in lines]
    return lines


def _escaped(line: str) -> str:
    line = line.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in line)
