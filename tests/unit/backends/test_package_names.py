# SPDX-License-Identifier: MIT
"""Which names packages and their files may have."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest
from sites import made_of

from qapigen.backends.package_names import IMPORTED_PACKAGES, package_name_fault
from qapigen.cli.program import run

SCHEMA = """
{ 'include': 'Class.json' }
{ 'include': 'con.json' }
{ 'include': '__init__.json' }
{ 'include': 'a.json' }
{ 'include': 'A.json' }
{ 'include': '-.json' }
{ 'command': 'go', 'features': [ 'deprecated' ], 'data': { 'e': 'E' } }
{ 'union': 'U', 'data': { 'x': 'str', 'y': 'E' } }
"""


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("", "is not a name"),
        ("a-b", "is not a name"),
        ("../x", "is not a name"),
        ("a\nb", "is not a name"),
        ("\uff4f\uff53", "is not a name"),
        ("class", "keyword"),
        ("os", "Python's library"),
        ("typing", "Python's library"),
        ("__main__", "Python's library"),
        ("pydantic", "generated code imports"),
        ("pydantic_core", "generated code imports"),
        ("annotated_types", "generated code imports"),
        ("typing_extensions", "generated code imports"),
        ("qemu", "generated code imports"),
        ("qapigen", "qapigen itself"),
        ("con", "Windows"),
    ],
)
def test_refused(
    name: str,
    fault: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """With the reason, on the command line and in the configuration; nothing is written."""
    assert fault in (package_name_fault(name) or "")
    monkeypatch.chdir(tmp_path)
    Path("go.json").write_text("{ 'command': 'go' }\n")
    command = ["generate", "go.json", "--target", "python", "-o", "out"]
    assert run([*command, "--package", name]) == 2
    assert fault in capsys.readouterr().err
    Path("pyproject.toml").write_text(
        "[[tool.qapigen.outputs]]\nschema = 'go.json'\ntarget = 'python'\nout = 'out'\n"
        f"package = {ascii(name)!s}\n".replace("'", '"')
    )
    assert run(["generate"]) == 2
    assert fault in capsys.readouterr().err
    assert not Path("out").exists()


@pytest.mark.parametrize("name", ["qmp", "qga", "my_client", "_x", "match"])
def test_accepted(name: str) -> None:
    """Other identifiers are names for packages."""
    assert package_name_fault(name) is None


def package_files(folder: Path) -> dict[str, str]:
    """A package whose modules come from files with awkward names."""
    for number, name in enumerate(("Class", "con", "__init__", "a", "A", "-")):
        text = f"{{ 'struct': 'Type{number}', 'data': {{}} }}\n"
        (folder / f"{name}.json").write_text(text)
    text = f"{SCHEMA}{{ 'enum': 'E', 'data': [ 'x' ] }}\n"
    return made_of(folder, text, "python").texts(".py")


def test_all_that_is_imported_is_known(tmp_path: Path) -> None:
    """No package can shadow what any of its modules imports."""
    for text in package_files(tmp_path).values():
        for node in ast.walk(ast.parse(text)):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                names = [str(node.module)]
            for name in names:
                top = name.partition(".")[0]
                assert top in sys.stdlib_module_names | IMPORTED_PACKAGES


def test_modules_have_names_of_their_own(tmp_path: Path) -> None:
    """Names that mean something, or differ in case only, become others."""
    names = {name.removesuffix(".py") for name in package_files(tmp_path)}
    own = {name for name in names if not name.startswith("_")}
    assert {"class_", "con_", "init__", "a", "a_"} <= own
    assert len({name.lower() for name in names}) == len(names)
