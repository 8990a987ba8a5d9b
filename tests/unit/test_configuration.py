# SPDX-License-Identifier: MIT
"""[tool.qapigen]: what it may hold, and every fault with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from qapigen.cli.program import run
from qapigen.configuration.project import (
    ConfigurationError,
    Output,
    Project,
    read_project,
)
from qapigen.editions import LATEST, find_edition


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def project(folder: Path, text: str) -> Project:
    """The decisions in a pyproject.toml with this text."""
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")
    return read_project()


def faults(folder: Path, text: str) -> list[str]:
    """What is wrong with a pyproject.toml with this text."""
    with pytest.raises(ConfigurationError) as error:
        project(folder, text)
    return str(error.value).splitlines()


def test_no_decisions(folder: Path) -> None:
    """No file, a file without the table, and an empty table are all the same."""
    assert read_project() == Project()
    assert project(folder, "[project]\nname = 'qapigen-user'\n") == Project()
    assert project(folder, "[tool.qapigen]\n") == Project()


def test_everything(folder: Path) -> None:
    """Schemas, the edition, and entries to ignore with their places."""
    found = project(
        folder,
        '[tool.qapigen]\nschemas = ["a.json", "b/c.json"]\nedition = "latest"\n'
        "[tool.qapigen.check]\nignore = [\n"
        '  { code = "x-y", reason = "why" },\n  { code = "z", name = "N", reason = "w" },\n]\n',
    )
    assert found.schemas == ("a.json", "b/c.json")
    assert found.edition == LATEST
    assert [(entry.code, entry.name, entry.span.line) for entry in found.ignores] == [
        ("x-y", None, 6),
        ("z", "N", 7),
    ]


def test_ignore_as_tables(folder: Path) -> None:
    """The long form of TOML is the same, and has its places too."""
    entry = "[[tool.qapigen.check.ignore]]\ncode = 'a'\nreason = 'why'\n"
    found = project(folder, entry * 2)
    assert [ignore.span.line for ignore in found.ignores] == [1, 4]


OUTPUT = "[[tool.qapigen.outputs]]\nschema = 'a.json'\ntarget = 'python'\nout = 'o'\n"


def test_outputs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths are relative to the file, wherever one is; the project's edition is the default."""
    text = f"[tool.qapigen]\nedition = '7.2'\n{OUTPUT}templates = 't'\n"
    text += f"{OUTPUT}edition = '8.0'\npackage = 'p'\n"
    (folder / "deeper").mkdir()
    monkeypatch.chdir(folder / "deeper")
    (folder / "pyproject.toml").write_text(text)
    found = read_project().outputs
    one = Output("../a.json", "python", "../o", edition=find_edition("7.2"))
    other = one._replace(package="p", edition=find_edition("8.0"))
    assert found == (one._replace(templates="../t"), other)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("shema = 'a'", "5: unknown key 'shema'; did you mean 'schema'?"),
        ("templates = 1", "5: 'templates': input should be a valid string"),
        ("package = 'no name'", "5: 'no name' is not a name of ASCII letters"),
        ("edition = '7.3'", "5: no release '7.3' of QEMU is known; did you mean "),
        ("symbols = []", "5: 'symbols': input should be a valid string"),
    ],
)
def test_faults_of_outputs(folder: Path, text: str, fault: str) -> None:
    """They are found by the verb that makes them, before it makes anything."""
    [found] = faults(folder, f"{OUTPUT}{text}\n")
    assert found.startswith(f"pyproject.toml:{fault}")
    assert run(["generate"]) == 2
    assert not (folder / "o").exists()


def test_outputs_do_not_share_a_folder(folder: Path) -> None:
    """Each would remove what the other has written; one inside another does not."""
    site = (
        "[[tool.qapigen.outputs]]\nschema = 'a.json'\ntarget = 'html'\nout = 'o/qmp'\n"
    )
    [found] = faults(folder, OUTPUT + site)
    shared = "the output of line 1 has the folder 'o/qmp' for itself"
    assert found == f"pyproject.toml:5: {shared}"
    (folder / "a.json").write_text("{ 'command': 'go' }\n")
    assert run(["generate"]) == 2
    assert not (folder / "o").exists()
    (folder / "pyproject.toml").write_text(OUTPUT + site.replace("o/qmp", "o"))
    assert run(["generate"]) == 0
    assert run(["generate", "--check"]) == 0


def test_an_output_says_what_and_whereto(folder: Path) -> None:
    """What is missing is named, and so are near names of targets."""
    text = OUTPUT.replace("out = 'o'\n", "").replace("'python'", "'pyton'")
    found = faults(folder, text)
    assert "pyproject.toml:3: no target 'pyton'; did you mean 'python'?" in found
    assert "pyproject.toml:1: key 'out' is missing" in found
    assert run(["generate"]) == 2


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("schemata = []", "2: unknown key 'schemata'; did you mean 'schemas'?"),
        ("zzz = 1", "2: unknown key 'zzz'"),
        ("edition = 7.2", "2: 'edition': input should be a valid string"),
        ("edition = '7.3'", "2: no release '7.3' of QEMU is known; did you mean "),
        ("schemas = 'a.json'", "2: 'schemas': input should be a valid tuple"),
        ("check.ignor = []", "2: unknown key 'ignor'; did you mean 'ignore'?"),
        (
            "check.ignore = [\n  { code = 'a', reason = 'b' },\n\n  { code = 'a' },\n]",
            "5: key 'reason' is missing",
        ),
        (
            "[[tool.qapigen.check.ignore]]\ncode = 'a'\nreasons = 'b'",
            "2: key 'reason' is missing",
        ),
    ],
)
def test_faults_have_a_line(folder: Path, text: str, fault: str) -> None:
    """A wrong key is told with near ones, a missing or wrong value with its place."""
    assert faults(folder, f"[tool.qapigen]\n{text}\n")[0].startswith(
        f"pyproject.toml:{fault}"
    )


def test_every_fault_is_told(folder: Path) -> None:
    """Not only the first."""
    assert len(faults(folder, "[tool.qapigen]\na = 1\nb = 2\n")) == 2


def test_what_is_no_toml_is_told(folder: Path) -> None:
    """Syntax and encoding."""
    assert "line 2" in faults(folder, "[tool.qapigen]\na\n")[0]
    (folder / "pyproject.toml").write_bytes(b"\xff qapigen")
    with pytest.raises(ConfigurationError, match="codec"):
        read_project()
