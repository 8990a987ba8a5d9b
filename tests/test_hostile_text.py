# SPDX-License-Identifier: MIT
"""Hostile text in each place of a schema means nothing in any output."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile_text import ATTACKS, BENIGN, CANARY, PLACES, schema_with
from markdown_it import MarkdownIt
from page_inspector import Inspector
from sites import Output, made

from qapigen.cli.program import run
from qapigen.cli.rendering import FORMATS, rendered
from qapigen.compiler import Compilation, compile_schema
from qapigen.diagnostics.diagnostic import Severity

CONTROL = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
# The attack that no schema without errors can hold.
NOWHERE = "nul"
attacked = pytest.mark.parametrize("attack", ATTACKS)


def schemas(
    attack: str, folder: Path, is_faulty: bool = False
) -> Iterator[tuple[str, Path]]:
    """A schema for each place that can hold the text."""
    for place in PLACES:
        inner = folder / place
        inner.mkdir(parents=True)
        root = schema_with(ATTACKS[attack], place, inner, is_faulty)
        if root is not None:
            yield place, root


def outputs(attack: str, folder: Path, target: str) -> Iterator[tuple[str, Output]]:
    """What a target makes of each schema that has no errors."""
    for place, root in schemas(attack, folder):
        if not _errors(compile_schema(str(root))):
            yield place, made(root, target)
            if target == "markdown":
                yield f"{place}-single", made(root, target, single=True)


def _errors(compilation: Compilation) -> bool:
    return any(f.severity is Severity.ERROR for f in compilation.findings)


@attacked
def test_python_has_the_same_structure(attack: str, tmp_path: Path) -> None:
    """Hostile text changes comments, docstrings, literals and names of modules only."""
    seen = 0
    for place, output in outputs(attack, tmp_path / "hostile", "python"):
        root = schema_with(BENIGN, place, tmp_path / "benign" / place)
        assert root is not None
        expected = made(root, "python").texts(".py")
        texts = output.texts(".py")
        shapes = sorted(map(_structure, texts.values()))
        assert shapes == sorted(map(_structure, expected.values())), place
        for text in texts.values():
            assert not CONTROL.search(text), place
        seen += 1
    assert seen or attack == NOWHERE


def _structure(text: str) -> str:
    """The syntax tree, without what literals say and modules are called."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
        elif isinstance(node, ast.ImportFrom) and node.level:
            node.module = ""
    # Imports are sorted by the names of modules.
    for node in ast.walk(tree):
        if isinstance(node, ast.If):
            node.body.sort(key=ast.dump)
    return "\n".join(sorted(map(ast.dump, tree.body)))


def test_python_is_imported(tmp_path: Path) -> None:
    """All modules of all packages, and nothing else is run."""
    (tmp_path / "packages").mkdir()
    for number, attack in enumerate(ATTACKS):
        for place, output in outputs(attack, tmp_path / attack, "python"):
            name = f"package_{number}_{place.replace('-', '_')}"
            for path, content in output.files.items():
                file = tmp_path / "packages" / name / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(str(content), encoding="utf-8")
    count = len(list((tmp_path / "packages").iterdir()))
    assert count > 100
    subprocess.run(
        [sys.executable, "-c", IMPORT_ALL, str(count)],
        cwd=tmp_path / "packages",
        check=True,
    )
    assert not list(tmp_path.rglob(CANARY))


IMPORT_ALL = """
import importlib, pathlib, sys
sys.path.insert(0, "")
files = [f for f in pathlib.Path().glob("*/*.py")]
assert len({f.parent for f in files}) == int(sys.argv[1])
for file in files:
    # The runtime is the same in all of them.
    text = file.read_text(encoding="utf-8")
    text = text.replace("from ._runtime", f"from {files[0].parent.name}._runtime")
    file.write_text(text, encoding="utf-8")
for file in files:
    name = "" if file.stem == "__init__" else f".{file.stem}"
    importlib.import_module(f"{file.parent.name}{name}")
"""


@attacked
def test_html_holds_nothing_foreign(attack: str, tmp_path: Path) -> None:
    """Every page has our elements, attributes and addresses, and no controls."""
    seen = 0
    for place, output in outputs(attack, tmp_path / "hostile", "html"):
        for text in output.texts(".html").values():
            inspector = Inspector(is_fragment=False)
            inspector.feed(text)
            assert not inspector.wrong, place
            assert text.count("<script") == text.count("</script>") == 3, place
            assert not CONTROL.search(text), place
        json.loads(output.text("search.json"))
        script = output.text("search-index.js")
        assert script.isascii()
        assert script.count("\n") == 1
        assert all(re.fullmatch(r"[A-Za-z0-9._-]+", path) for path in output.files)
        seen += 1
    assert seen or attack == NOWHERE


@attacked
def test_markdown_holds_nothing_foreign(attack: str, tmp_path: Path) -> None:
    """The same for Markdown, in many pages and in one, as a renderer shows it."""
    render = MarkdownIt("commonmark", {"html": True}).enable("table").render
    seen = 0
    for place, output in outputs(attack, tmp_path / "hostile", "markdown"):
        for text in output.texts(".md").values():
            inspector = Inspector(is_fragment=True)
            inspector.feed(render(text))
            assert not inspector.wrong, place
            assert not CONTROL.search(text), place
        assert all(re.fullmatch(r"[A-Za-z0-9._-]+", path) for path in output.files)
        seen += 1
    assert seen or attack == NOWHERE


@attacked
@pytest.mark.parametrize("form", FORMATS)
def test_findings(attack: str, form: str, tmp_path: Path) -> None:
    """Lines hold no controls, formats for machines can be read, annotations are ours."""
    for place, root in schemas(attack, tmp_path, is_faulty=True):
        findings = compile_schema(str(root)).findings
        assert findings, place
        lines = list(rendered(findings, form))
        _check_lines(lines)
        if form == "json":
            assert len([*map(json.loads, lines)]) == len(findings)
            assert "".join(lines).isascii()
        elif form == "sarif":
            (log,) = map(json.loads, lines)
            assert len(log["runs"][0]["results"]) == len(findings)
            assert lines[0].isascii()
        elif form == "github":
            assert len(lines) == len(findings)
            assert all(map(ANNOTATION.fullmatch, lines)), place
        elif form == "concise":
            assert len(lines) == len(findings)


ANNOTATION = re.compile(
    r"::(?:error|warning|notice) file=[^,:]*,line=\d+,endLine=\d+"
    r"(?:,col=\d+,endColumn=\d+)?,title=[a-z0-9-]+::.*"
)
COMMAND = re.compile(r"\s*(?:::|##\[)")


def _check_lines(lines: list[str]) -> None:
    for line in lines:
        assert "\n" not in line
        assert not CONTROL.search(line), line
        assert not COMMAND.match(line) or ANNOTATION.fullmatch(line), line


VERBS = (
    ["check", "-v", "SCHEMA"],
    ["check", "SCHEMA", "SCHEMA.missing"],
    ["check", "--format", "concise", "SCHEMA"],
    ["introspect", "SCHEMA"],
    ["introspect", "--unmask", "SCHEMA"],
    ["history", "SCHEMA", "OTHER"],
    ["history", "--format", "json", "TEXT=OTHER", "SCHEMA"],
    ["history", "--check-since", "1.0=OTHER", "2.0=SCHEMA"],
    *(
        ["diff", *sides, "--format", form]
        for form in ("text", "json", "github", "sarif", "markdown")
        for sides in (("SCHEMA", "OTHER"), ("OTHER", "SCHEMA"))
    ),
    ["examples", "check", "SCHEMA"],
    ["generate", "SCHEMA", "--target", "markdown", "-o", "out", "-v"],
    ["generate", "SCHEMA", "--target", "markdown", "-o", "out", "-v"],
)
GENERATE = ["generate", "OTHER", "--target", "python", "-o"]
VERBS_WITH_TEXT = (
    ["check", "OTHER", "--edition", "TEXT"],
    ["check", "OTHER", "--ignore", "TEXT"],
    ["check", "OTHER", "--format", "TEXT"],
    ["explain", "TEXT"],
    ["TEXT"],
    ["diff", "OTHER", "OTHER", "--ignore-file", "TEXT"],
    ["introspect", "OTHER", "--define", "TEXT", "--undefine", "TEXT"],
    [*GENERATE, "TEXT", "-v"],
    [*GENERATE, "TEXT", "--list-outputs"],
    [*GENERATE, "new-TEXT", "--check"],
    [*GENERATE, "out", "--package", "TEXT"],
    [*GENERATE, "out", "--templates", "TEXT"],
    [*GENERATE, "out", "--symbols", "TEXT"],
    [*GENERATE, "out", "--target", "TEXT"],
    [*GENERATE, "out", "--depfile", "TEXT"],
    [*GENERATE, "out", "--depfile", "rule.d", "--stamp", "TEXT"],
    [*GENERATE, "out", "--TEXT"],
)


@attacked
@pytest.mark.parametrize("place", [*PLACES, "words"])
def test_what_verbs_print(
    attack: str,
    place: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """No control, no command of the runner, no traceback, on either stream."""
    monkeypatch.chdir(tmp_path)
    root = Path("other")
    if place in PLACES:
        found = schema_with(ATTACKS[attack], place, Path())
        if found is None:
            return
        root = found
    Path("other").write_text("{ 'command': 'go' }\n{ 'event': 'RESUME' }\n")
    words = {"SCHEMA": str(root), "OTHER": "other", "TEXT": ATTACKS[attack]}
    for verb in VERBS if place in PLACES else VERBS_WITH_TEXT:
        arguments = [_filled(word, words) for word in verb]
        # No system hands such an argument over.
        if any("\0" in argument for argument in arguments):
            continue
        status = run(arguments)
        assert status in (0, 1, 2), verb
        out, err = capsys.readouterr()
        _check_lines(f"{out}{err}".removesuffix("\n").split("\n"))
        if verb[0] in ("diff", "history") and "json" in verb and status < 2:
            assert all(json.loads(line) for line in out.splitlines())
        if "sarif" in verb and status < 2:
            json.loads(out)
        if verb[0] == "introspect" and status == 0:
            json.loads(out)
    assert not list(tmp_path.rglob(CANARY))


def _filled(word: str, words: dict[str, str]) -> str:
    return re.sub("SCHEMA|OTHER|TEXT", lambda match: words[match[0]], word)


@attacked
@pytest.mark.parametrize("place", PLACES)
def test_rules_are_safe(
    attack: str, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Make reads a rule as it is meant, or none is written."""
    monkeypatch.chdir(tmp_path)
    root = schema_with(ATTACKS[attack], place, Path("schema"))
    if root is None:
        return
    command = ["generate", str(root), "--target", "markdown", "-o", "out"]
    status = run([*command, "--depfile", "rule.d", "--stamp", "stamp"])
    if status:
        assert not Path("out").exists()
        assert not Path("rule.d").exists()
        assert not Path("stamp").exists()
    else:
        Path("Makefile").write_text("stamp:\n\ttouch stamp\ninclude rule.d\n")
        done = subprocess.run(["make", "-rRq"], check=False, capture_output=True)
        assert (done.returncode, done.stderr) == (0, b"")
        later = Path("stamp").stat().st_mtime + 10
        os.utime(root, (later, later))
        assert subprocess.run(["make", "-rRq"], check=False).returncode == 1
    assert not list(tmp_path.rglob(CANARY))


@attacked
@pytest.mark.parametrize(
    "key", ["schema", "target", "out", "package", "edition", "symbols", "templates"]
)
def test_configuration(
    attack: str,
    key: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each value is used or refused; what is written is harmless, and so is what is printed."""
    monkeypatch.chdir(tmp_path)
    Path("go.json").write_text("{ 'command': 'go' }\n")
    values = {"schema": "go.json", "target": "python", "out": "out"}
    values[key] = ATTACKS[attack].encode("utf-8", "replace").decode()
    lines = [f"{name} = {json.dumps(value)}" for name, value in values.items()]
    text = "\n".join(["[[tool.qapigen.outputs]]", *lines, ""])
    Path("pyproject.toml").write_text(text)
    before = {*tmp_path.rglob("*")}
    status = run(["generate", "-v", "--depfile", "rule.d"])
    out, err = capsys.readouterr()
    _check_lines(f"{out}{err}".removesuffix("\n").split("\n"))
    if status:
        assert status == 2
        assert {*tmp_path.rglob("*")} == before
    assert not list(tmp_path.rglob(CANARY))
