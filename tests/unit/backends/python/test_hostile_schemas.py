# SPDX-License-Identifier: MIT
"""Whatever schema the checker accepts gives a package that imports and says back what it read."""

from __future__ import annotations

import importlib
import itertools
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from bindings import folder
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from qapigen.backends.output import write
from qapigen.backends.python.backend import generate, obstacles
from qapigen.backends.targets import Options
from qapigen.compiler import compile_schema
from qapigen.diagnostics.diagnostic import Severity
from qapigen.editions import find_edition

NUMBERS = itertools.count()
MEMBERS = [
    "class",
    "def",
    "self",
    "cls",
    "none",
    "true",
    "str",
    "int",
    "list",
    "dict",
    "type",
    "id",
    "any",
    "bool",
    "float",
    "model-config",
    "model-fields",
    "copy",
    "json",
    "dict",
    "schema",
    "validate",
    "construct",
    "timeout",
    "oob",
    "fd",
    "extra",
    "arguments",
    "data",
    "event",
    "timestamp",
    "name",
    "value",
    "known",
    "x-a",
    "x-b-c",
    "a_b",
    "a-1",
    "lambda",
    "async",
    "__org.example_thing",
    "root",
    "property",
    "super",
    "object",
    "print",
    "e",
]
TYPES = [
    "Struct",
    "Event",
    "Client",
    "SyncClient",
    "Maybe",
    "Tagged",
    "OpenEnum",
    "Literal",
    "Any",
    "Union",
    "Annotated",
    "UnknownBranch",
    "ClassVar",
    "Sequence",
    "Int",
    "Number",
    "Named",
    "Thing",
    "ThingA",
    "ThingB",
    "ThingABase",
    "Stop",
    "StopData",
    "Empty",
    "TypeAlias",
    "CommandError",
    "Timestamp",
    "Vocabulary",
    "Do",
    "DoArguments",
    "ThingLike",
    "Size",
]
TEXTS = [
    'three """ quotes',
    'it\'s "quoted"',
    'ends with a quote"',
    "ends with a backslash\\",
    "\\N{BULLET} \\x41 \\u0041 \\",
    "{braces} {0} {{x}} %s %(x)s",
    "{{ jinja }} {% raw %} {# #}",
    "'''",
    "\u2028 line \u2029 separators \x85",
    "tab\there",
    "bell \x07 and escape \x1b[31m",
    "# not a comment",
    "@name and :ref:`a <b>` and ``code``",
    ".. note:: boo",
    '"""',
    '"',
    "right \u202e to left",
    "x = 1\n#   y = 2",
    "",
]
BUILTINS = ["str", "int", "int8", "uint64", "size", "number", "bool", "any"]
SAMPLES: dict[str, Any] = {
    "str": '\u00e4 " \\ x',
    "int": -5,
    "int8": -128,
    "uint64": 2**64 - 1,
    "size": 0,
    "number": 1.5,
    "bool": True,
    "any": {"a": [None, 1]},
}


class Schema:
    """A schema under construction, as text, and a sample value for each type."""

    def __init__(self, draw: Any, edition: str) -> None:
        self.draw = draw
        # Underscores in names went out of use.
        self.words = [name for name in MEMBERS if edition == "5.2" or name != "a_b"]
        self.lines: list[str] = []
        self.samples = dict(SAMPLES)
        self.names = draw(st.permutations(TYPES))

    def pick(self, values: list[str], most: int) -> list[str]:
        """Some of the values, each once, however they are spelt."""
        return self.draw(
            st.lists(
                st.sampled_from(values),
                min_size=1,
                max_size=most,
                unique_by=lambda name: name.replace("-", "_").replace(".", "_").lower(),
            )
        )

    def add(self, kind: str, name: str, rest: str) -> None:
        """One definition, with a hostile comment."""
        text = self.draw(st.sampled_from(TEXTS))
        self.lines.append(
            f"##\n# @{name}:\n#\n# {text}\n##\n{{ '{kind}': '{name}', {rest} }}"
        )

    def members(self, names: list[str]) -> tuple[str, dict[str, Any]]:
        """A list of members, and a sample of it."""
        items, sample = [], {}
        for name in names:
            type_ = self.draw(st.sampled_from(sorted(self.samples)))
            is_array = self.draw(st.booleans())
            optional = "*" if self.draw(st.booleans()) else ""
            items.append(
                f"'{optional}{name}': " + (f"['{type_}']" if is_array else f"'{type_}'")
            )
            if not optional or self.draw(st.booleans()):
                value = self.samples[type_]
                sample[name] = [value, value] if is_array else value
        return "{ " + ", ".join(items) + " }", sample

    def fill(self) -> None:
        """An enum, structs, a union, an alternate, commands and an event."""
        enum, struct, derived, union, alternate = self.names[:5]
        values = self.pick(self.words, 6)
        quoted = ", ".join(f"'{value}'" for value in values)
        self.add("enum", enum, f"'data': [ {quoted} ]")
        self.samples[enum] = values[0]
        members = self.pick(self.words, 8)
        text, sample = self.members(members[:4])
        self.add("struct", struct, f"'data': {text}")
        self.samples[struct] = sample
        text, more = self.members(members[4:]) if members[4:] else ("{ }", {})
        self.add("struct", derived, f"'base': '{struct}', 'data': {text}")
        self.samples[derived] = {**sample, **more}
        self.add(
            "union",
            union,
            f"'base': {{ 'tag': '{enum}' }}, 'discriminator': 'tag', "
            f"'data': {{ '{values[0]}': '{derived}' }}",
        )
        if "tag" not in self.samples[derived]:
            self.samples[union] = {"tag": values[0], **self.samples[derived]}
        self.add("alternate", alternate, f"'data': {{ 'o': '{struct}', 's': 'str' }}")
        self.samples[alternate] = sample

    def interface(self) -> dict[str, Any]:
        """Commands and an event; the arguments to try."""
        arguments = {}
        for name in self.pick(
            ["do", "stop", "connect", "execute", "class", "quit", "list"], 4
        ):
            text, sample = self.members(self.pick(self.words, 6))
            returns = self.draw(
                st.sampled_from(sorted(set(self.samples) - set(SAMPLES)))
            )
            self.add("command", name, f"'data': {text}, 'returns': ['{returns}']")
            arguments[name] = (sample, [self.samples[returns]])
        text, _ = self.members(self.pick(self.words, 5))
        self.add("event", "STOP", f"'data': {text}")
        return arguments


def package(text: str, edition: str) -> ModuleType | None:
    """The package for a schema, None where it is refused."""
    name = f"hostile{next(NUMBERS)}"
    path = folder() / f"{name}.json"
    path.write_text(text, encoding="utf-8")
    compilation = compile_schema(str(path), find_edition(edition))
    errors = [f for f in compilation.findings if f.severity is Severity.ERROR]
    if errors or list(obstacles(compilation.schema)):
        return None
    write(generate(compilation.schema, Options(name)), folder() / name)
    return importlib.import_module(name)


MADE: list[str] = []


# Making a schema smaller costs minutes, and says little more.
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(st.data(), st.sampled_from(["5.2", "8.2"]))
def accept_any_schema(data: st.DataObject, edition: str) -> None:
    """It imports, reads arguments and returns, and gives them back."""
    schema = Schema(data.draw, edition)
    schema.fill()
    arguments = schema.interface()
    made = package("\n\n".join(schema.lines) + "\n", edition)
    if made is None:
        return
    MADE.append(made.__name__)
    for command, (sample, returned) in arguments.items():
        assert made.to_wire(made.parse_arguments(command, sample)) == sample
        assert made.to_wire(made.parse_return(command, returned)) == returned
    for name in dir(made):
        getattr(made, name)
    importlib.import_module(f"{made.__name__}._client")
    importlib.import_module(f"{made.__name__}._sync_client")


def test_any_accepted_schema() -> None:
    """Every package reads and writes; the last of them are well typed and formatted, too."""
    accept_any_schema()
    assert len(MADE) > 10, "too few schemas are accepted for this to show anything"
    names = MADE[-12:]
    run("mypy", "--strict", "--no-incremental", *(a for n in names for a in ("-p", n)))
    run("black", "--check", "--quiet", *names)
    run("ruff", "check", "--isolated", "--no-cache", "--quiet", *names)


def run(*command: str) -> None:
    """A tool that has nothing to complain of."""
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder(),
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


def test_documentation_is_only_text(tmp_path: Path) -> None:
    """Nothing in a comment is ever run, or ends the string that it stands in."""
    hostile = '"""\n# import os; os.abort()\n# x = """ \\'
    text = f"##\n# @do:\n#\n# {hostile}\n##\n{{ 'command': 'do' }}\n"
    made = package(text, "10.2")
    assert made is not None
    assert "os.abort()" in made.Client.do.__doc__
    assert made.Client.do.__doc__.rstrip().endswith("\\")


LONG = """
{{ 'enum': '{type}Enum', 'data': [ '{name}' ] }}
{{ 'struct': '{type}Base', 'data': {{ '{name}-b': '{type}Enum' }} }}
{{ 'struct': '{type}', 'base': '{type}Base',
  'data': {{ '{name}': '{type}Base', '*{name}-o': '{type}Alternate',
            '{name}-l': [ '{type}Enum' ], 'short': '{type}Base', '*so': '{type}Enum' }} }}
{{ 'alternate': '{type}Alternate', 'data': {{ 'o': '{type}Base', 's': '{type}Enum' }} }}
{{ 'union': '{type}Union', 'base': {{ '{name}-t': '{type}Enum' }},
  'discriminator': '{name}-t', 'data': {{ '{name}': '{type}' }} }}
{{ 'command': '{name}', 'data': {{ '{name}-u': '{type}Union', '*o': '{type}Enum' }},
  'returns': '{type}' }}
{{ 'command': 'do-{name}', 'data': '{type}Union', 'boxed': true }}
{{ 'event': '{event}', 'data': '{type}' }}
"""


def test_long_names() -> None:
    """Lines that would be too long are broken where formatters break them."""
    names = []
    for length in range(16, 53, 2):
        name = "a" * length
        text = LONG.format(name=name, type=name.title(), event=name.upper())
        made = package(text, "10.2")
        assert made is not None
        names.append(made.__name__)
    run("black", "--check", "--quiet", *names)
    run("ruff", "check", "--isolated", "--no-cache", "--quiet", *names)


CONDITIONAL = """
{ 'struct': 'Rare', 'if': 'RARE', 'data': { 'deep': 'Deeper' } }
{ 'struct': 'Deeper', 'if': 'RARE',
  'data': { 'n': 'int', '*never': { 'type': 'int', 'if': 'RARE' } } }
{ 'struct': 'Gone', 'if': 'RARE', 'data': { 'n': 'int' } }
{ 'command': 'go', 'data': { 'rare': 'Rare' } }
{ 'command': 'leave', 'if': 'RARE', 'data': 'Gone' }
"""


def test_types_that_are_mentioned_stay() -> None:
    """A type that is not there in a configuration is kept for those who mention it."""
    compilation = compile_schema("rare.json", None, lambda _: CONDITIONAL.encode())
    options = Options("rare", is_defined=lambda name: name != "RARE")
    write(generate(compilation.schema, options), folder() / "rare")
    rare = importlib.import_module("rare")
    assert not hasattr(rare.Client, "leave")
    sample = {"rare": {"deep": {"n": 1}}}
    assert rare.to_wire(rare.parse_arguments("go", sample)) == sample
    assert not hasattr(rare, "Gone")
    with pytest.raises(rare.InvalidRequest, match="never"):
        rare.parse_arguments("go", {"rare": {"deep": {"n": 1, "never": 1}}})
