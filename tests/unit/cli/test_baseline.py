# SPDX-License-Identifier: MIT
"""`--baseline`: only what a change brought, whatever the old state is compared by."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from repositories import Repository

from qapigen.cli.program import run

OLD = "{ 'struct': 'Old', 'data': { 'a': 'int' } }\n"
MOVED = "{ 'struct': 'Moved', 'data': { 'a': 'int' } }\n"
NEW = "{ 'struct': 'New', 'data': { 'a': 'int' } }\n"
GO = "{ 'include': 'sub.json' }\n{ 'command': 'go' }\n"
BAD = "{ 'command': 'stop', 'data': 'Absent' }\n"
EXAMPLE = """
##
# @go:
#
# .. qmp-example::
#
#     -> {{ "execute": "go", "arguments": {{ "{}": 1 }} }}
##
"""


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A schema of two files with two warnings, committed; to work in."""
    made = Repository(tmp_path / "project")
    made.commit(main=GO + OLD, sub=MOVED)
    monkeypatch.chdir(made.folder)
    return made


def checked(
    capsys: pytest.CaptureFixture[str], *arguments: str
) -> tuple[list[str], str]:
    """The findings, one a line, and standard error."""
    run(["check", *arguments, "--format", "concise"])
    output = capsys.readouterr()
    return output.out.splitlines(), output.err


def write(**files: str) -> None:
    """Write schemas into the work tree."""
    for name, text in files.items():
        Path(f"{name}.json").write_text(text, encoding="utf-8")


def test_nothing_new(
    repository: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Lines above, and a definition that moves to another file, bring nothing."""
    shutil.copytree(repository.folder, tmp_path / "copy")
    run(["check", "main.json", "--format", "json"])
    report = tmp_path / "report.jsonl"
    report.write_text(capsys.readouterr().out, encoding="utf-8")
    write(main="\n\n" + GO + MOVED, sub=OLD)
    for source in ("git:HEAD", "git:HEAD...", "../copy", str(report)):
        found, told = checked(capsys, "main.json", "--strict", "--baseline", source)
        assert found == []
        assert told.startswith("no findings in 2 files; 2 older findings are not shown")
        arguments = ["check", "main.json", "--strict", "--baseline", source]
        assert run(arguments) == 0
        capsys.readouterr()


@pytest.mark.usefixtures("repository")
def test_what_is_new_decides(capsys: pytest.CaptureFixture[str]) -> None:
    """It alone is shown, in every format, and gives the status."""
    write(main=GO + OLD + NEW, sub=MOVED)
    options = ["check", "main.json", "--baseline", "git:HEAD"]
    assert run(options) == 0
    assert run([*options, "--strict"]) == 1
    capsys.readouterr()
    found, _ = checked(capsys, "main.json", "--baseline", "git:HEAD")
    assert [line.split(" ")[0] for line in found] == ["main.json:4:13:"]
    run([*options, "--format", "github"])
    (annotation,) = capsys.readouterr().out.splitlines()
    assert annotation.startswith("::warning file=main.json,line=4,")
    run([*options, "--format", "sarif"])
    (log,) = json.loads(capsys.readouterr().out)["runs"]
    assert len(log["results"]) == 1
    run([*options, "--format", "json"])
    assert json.loads(capsys.readouterr().out)["definition"]["name"] == "New"
    write(main=GO + BAD + OLD, sub=MOVED)
    assert run(options) == 1
    assert run([*options, "--ignore", "unknown-type"]) == 0


def test_what_landed_elsewhere_is_not_blamed_on_a_branch(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    """A warning that was mended on the other branch meanwhile is an old one here."""
    repository.git("checkout", "-q", "-b", "branch")
    repository.commit(main=GO + OLD + NEW)
    repository.git("checkout", "-q", "master")
    repository.commit(main=GO)
    repository.git("checkout", "-q", "branch")
    found, _ = checked(capsys, "main.json", "--baseline", "git:master...")
    assert [line.split(" ")[0] for line in found] == ["main.json:4:13:"]
    found, told = checked(capsys, "main.json", "--baseline", "git:master")
    assert len(found) == 2
    assert "hint: 'master' has 1 commit that is not in 'HEAD'; git:master..." in told
    _, told = checked(capsys, "main.json", "--baseline", "git:master", "--quiet")
    assert told == ""


@pytest.mark.usefixtures("repository")
def test_findings_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    """Of several that are alike, one more is new: that on a line that was not there."""
    members = ["'a': 'int', 'a': 'bool'", "'a': 'int', 'a': 'str', 'a': 'bool'"]
    for count, data in enumerate(members, 1):
        data = data.replace(", ", ",\n")
        write(main=f"{{ 'command': 'go', 'data': {{\n{data} }} }}\n")
        if count == 1:
            Repository(Path.cwd()).commit()
    found, told = checked(capsys, "main.json", "--baseline", "git:HEAD")
    assert [line.partition(" ")[0] for line in found] == ["main.json:3:6:"]
    assert "1 older finding is not shown" in told


@pytest.mark.usefixtures("repository")
def test_both_sides_are_judged_in_the_edition_of_the_new_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What the edition refuses was there before, though another edition accepts it."""
    old = "{ 'command': 'go', 'if': 'defined(A)' }\n"
    write(main=old)
    Repository(Path.cwd()).commit()
    write(main=old + NEW)
    options = ["main.json", "--edition", "10.2", "--baseline", "git:HEAD"]
    found, _ = checked(capsys, *options)
    assert [line.split(" ")[0] for line in found] == ["main.json:2:13:"]


@pytest.mark.usefixtures("repository")
def test_a_shared_file_is_new_if_it_is_for_each_root(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A root that includes what another includes already brings nothing."""
    write(main=GO, other="{ 'command': 'other' }\n")
    Repository(Path.cwd()).commit()
    write(other="{ 'include': 'sub.json' }\n{ 'command': 'other' }\n")
    for roots in (["main.json", "other.json"], ["other.json", "main.json"]):
        found, _ = checked(capsys, *roots, "--baseline", "git:HEAD")
        assert found == []
    found, _ = checked(capsys, "other.json", "--baseline", "git:HEAD")
    assert len(found) == 1


@pytest.mark.usefixtures("repository")
def test_a_root_that_is_new(capsys: pytest.CaptureFixture[str]) -> None:
    """All of its findings are, and a line says why."""
    write(fresh="{ 'command': 'go' }\n" + NEW)
    found, told = checked(capsys, "fresh.json", "--baseline", "git:HEAD")
    assert len(found) == 1
    line = "qapigen: 'fresh.json' is not in 'git:HEAD': all findings are new\n"
    assert told.startswith(line)


@pytest.mark.usefixtures("repository")
def test_a_missing_include_was_missing_before(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It is the same finding, though git words it in another way than the system."""
    Path("sub.json").unlink()
    Repository(Path.cwd()).commit()
    found, _ = checked(capsys, "main.json", "--baseline", "git:HEAD")
    assert found == []


def test_a_report_may_come_from_elsewhere(
    repository: Repository,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Roots are recognized by the ends of their paths; a report may also be empty."""
    run(["check", "main.json", "--format", "json"])
    report = tmp_path / "report.jsonl"
    report.write_text(capsys.readouterr().out, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    root = f"./{repository.folder.name}/main.json"
    assert checked(capsys, root, "--baseline", str(report))[0] == []
    report.write_text("", encoding="utf-8")
    assert len(checked(capsys, root, "--baseline", str(report))[0]) == 2


@pytest.mark.usefixtures("repository")
def test_ignores_that_silence_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """Only one that still silenced something before is new."""
    options = ["main.json", "--baseline", "git:HEAD", "--ignore"]
    unreachable = "unreachable-definition"
    assert checked(capsys, *options, f"{unreachable}:None")[0] == []
    write(main=GO)
    (found,), _ = checked(capsys, *options, f"{unreachable}:Old")
    assert "warning[unused-ignore]" in found


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("git:none", "there is no revision 'none'"),
        ("absent", "No such file or directory"),
        ("odd.sarif", "not a report of --format json"),
        ("cut.jsonl", "not a report of --format json"),
        ("git:", "write git:REV"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(
    source: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """With status 2, so that nobody takes it for a clean run."""
    Path("odd.sarif").write_text('{"version": "2.1.0"}\n', encoding="utf-8")
    Path("cut.jsonl").write_text('{"code": "x"}\n', encoding="utf-8")
    for verb in (["check"], ["examples", "check"]):
        assert run([*verb, "main.json", "--baseline", source]) == 2
        output = capsys.readouterr()
        (line,) = output.err.splitlines()
        assert line.startswith(f"Error: cannot read '{source}': {reason}")
        assert output.out == ""


def test_examples(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """Mistakes in examples are matched like all others, by either verb."""
    go = "{ 'command': 'go' }\n"
    stop = (EXAMPLE.format("b") + go).replace("go", "stop")
    repository.commit(main=EXAMPLE.format("a") + go)
    write(main="\n" + stop + EXAMPLE.format("a") + go)
    for verb in (["examples", "check"], ["check", "--examples"]):
        run([*verb, "main.json", "--format=concise", "--baseline", "git:HEAD"])
        output = capsys.readouterr()
        (line,) = output.out.splitlines()
        assert "[example-unknown-member]" in line
        assert "'b'" in line
        assert "1 older finding is not shown" in output.err
    assert run(["examples", "check", "main.json", "--baseline", "git:HEAD"]) == 1
    write(main="\n" + EXAMPLE.format("a") + go)
    assert run(["examples", "check", "main.json", "--baseline", "git:HEAD"]) == 0
    assert run(["examples", "check", "main.json"]) == 1


def test_examples_of_a_schema_with_errors(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    """They cannot be checked in the old state, and a line says so."""
    repository.commit(main=EXAMPLE.format("a") + "{ 'command': 'go', 'data': 'T' }\n")
    write(main=EXAMPLE.format("a") + "{ 'command': 'go' }\n")
    assert run(["examples", "check", "main.json", "--baseline", "git:HEAD"]) == 1
    assert "has errors in 'git:HEAD'" in capsys.readouterr().err
