# SPDX-License-Identifier: MIT
"""The house rules of ARCHITECTURE.md that a program can hold."""

from __future__ import annotations

import ast
import importlib
import re
import sys
from collections.abc import Iterator

from package_source import CHECKOUT, Module, all_modules, imports, package_modules

import qapigen
from qapigen.editions import EDITIONS

# Lowest first. A module imports its own top package and those on lower floors,
# never one beside it. `__init__` holds the public names and may import all.
FLOORS = (
    {"source", "regular_files", "runtime", "shipped", "keeping"},
    {"editions"},
    {"diagnostics"},
    {"syntax"},
    {"schema"},
    {"rules", "compatibility", "examples", "backends"},
    {"compiler", "catalog", "configuration", "talk"},
    {"cli"},
    {"__main__", "__init__"},
)

HOMES = set[str]().union(*FLOORS)

# What comes from outside the standard library, and the only parts that may need it.
EXTERNAL = {
    "click": ("qapigen.cli", "qapigen.diagnostics.as_text"),
    "docutils": ("qapigen.backends.docs",),
    "jinja2": ("qapigen.backends",),
    "markupsafe": ("qapigen.backends",),
    "prompt_toolkit": ("qapigen.talk.prompt",),
    "pydantic_core": ("qapigen.configuration", "qapigen.runtime"),
    "pydantic": ("qapigen.configuration", "qapigen.runtime"),
    "annotated_types": ("qapigen.runtime.scalars",),
    "typing_extensions": ("qapigen.runtime.scalars",),
    "qemu": ("qapigen.runtime.link",),
}

# Names that say nothing: such a module becomes the drawer for everything.
NAMELESS = {"utils", "util", "helpers", "common", "misc", "manager", "handler", "core"}

PUBLIC_NAMES = [
    "Code",
    "Compilation",
    "Diagnostic",
    "Edition",
    "Schema",
    "Severity",
    "Span",
    "UnreadableRootError",
    "compile_schema",
    "find_edition",
]


def test_every_top_module_has_its_floor() -> None:
    """A new part of the house says where it belongs."""
    homeless = {module.top for module in package_modules()} - HOMES
    assert (
        not homeless
    ), f"put {sorted(homeless)} on a floor: FLOORS and ARCHITECTURE.md"


def test_imports_go_down() -> None:
    """A module knows lower floors only, and no neighbour."""
    wrong = [text for module in package_modules() for text in _climbing(module)]
    assert not wrong, "\n".join(wrong)


def _climbing(module: Module) -> Iterator[str]:
    for name, line in imports(module):
        parts = [*name.split("."), "__init__"]
        if parts[0] != "qapigen" or module.top == "__init__":
            continue
        # What is on no floor is a name that `__init__` exports.
        target = parts[1] if parts[1] in HOMES else "__init__"
        if target != module.top and _floor(target) >= _floor(module.top):
            yield f"{module.path}:{line}: {module.top} must not know {target}"


def _floor(top: str) -> int:
    return next(level for level, tops in enumerate(FLOORS) if top in tops)


def test_imports_from_outside_are_agreed() -> None:
    """Each dependency stays where it is needed: `check` must not pay for the others."""
    wrong = []
    for module in package_modules():
        for name, line in imports(module):
            package = name.split(".")[0]
            if package == "qapigen" or package in sys.stdlib_module_names:
                continue
            homes = EXTERNAL.get(package, ())
            if not any(f"{module.name}.".startswith(f"{home}.") for home in homes):
                wrong.append(
                    f"{module.path}:{line}: {package} is for {homes or 'nobody'}"
                )
    assert not wrong, "\n".join(wrong)


def test_module_names_say_something() -> None:
    """No module is named for being a drawer."""
    wrong = [
        module.name
        for module in package_modules()
        if {*module.name.split(".")} & NAMELESS
    ]
    assert not wrong


def test_versions_live_in_editions() -> None:
    """Only editions.py names a release; all other code asks for a fact."""
    names = {edition.name for edition in EDITIONS}
    wrong = [
        f"{module.path}:{node.lineno}: give the fact a name in editions.py"
        for module in package_modules()
        if module.top != "editions"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.removeprefix("v") in names
    ]
    assert not wrong, "\n".join(wrong)


def test_every_file_names_its_licence_and_says_what_it_is() -> None:
    """One SPDX line, then a docstring whose first line is one sentence."""
    for module in all_modules():
        assert module.text.startswith("# SPDX-License-Identifier: MIT\n"), module.path
        headline = (ast.get_docstring(module.tree) or "").partition("\n\n")[0]
        assert headline.endswith("."), f"{module.path}: begin with a sentence"


def test_no_check_is_silenced_in_place() -> None:
    """A rule of a linter is followed or dropped for all, never off for a line."""
    silencer = re.compile(r"#\s*(no" r"qa|type:\s*ignore|pylint:|fmt:\s*off|ruff:)")
    for module in all_modules():
        assert not silencer.search(module.text), module.path


def test_no_group_is_repeated_possessively() -> None:
    """Python before 3.11.5 matches too much where it is; an atomic group says the same."""
    possessive = re.compile(r"\)(?:[*+?]|\{[0-9,]*\})\+")
    wrong = [
        f"{module.path}:{node.lineno}: write (?>(?:…)*)"
        for module in package_modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and possessive.search(node.value)
    ]
    assert not wrong, "\n".join(wrong)


def test_public_names_are_pinned() -> None:
    """What `qapigen` exports is a promise: it changes on purpose, here too."""
    exported = list(getattr(qapigen, "__all__", []))
    assert exported == sorted(PUBLIC_NAMES)
    for name in exported:
        assert getattr(qapigen, name) is not None


def test_the_page_names_tests_that_exist() -> None:
    """An invariant that nothing holds is a wish."""
    page = (CHECKOUT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = re.findall(r"`([a-z_/]*test_[a-z_]+\.py)`", page)
    assert named
    assert not [name for name in named if not (CHECKOUT / "tests" / name).is_file()]


def test_every_module_can_be_imported_alone() -> None:
    """Nothing depends on what somebody else imported before."""
    for module in package_modules():
        if module.top != "__main__":
            importlib.import_module(module.name)
