# SPDX-License-Identifier: MIT
"""Git revisions as sides of `diff`: names, merge bases, and what cannot be read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from repositories import Repository

from qapigen.cli.program import run

GO = "{ 'command': 'go' }\n"
STOP = "{ 'command': 'stop' }\n"
WAIT = "{ 'command': 'wait' }\n"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository whose branch adds `stop` while `master` got `wait`; to work in."""
    made = Repository(tmp_path / "project")
    made.commit(schema=GO, **{"folder/other": GO})
    made.git("checkout", "-q", "-b", "branch")
    made.commit(schema=GO + STOP)
    made.git("checkout", "-q", "master")
    made.commit(schema=GO + WAIT)
    made.git("checkout", "-q", "branch")
    monkeypatch.chdir(made.folder)
    return made


def compared(
    capsys: pytest.CaptureFixture[str], *arguments: str
) -> tuple[list[str], str]:
    """The first word and path of each line but the last, and standard error."""
    run(["diff", *arguments])
    output = capsys.readouterr()
    changes = output.out.splitlines()[:-1]
    return [line.split(":")[0] for line in changes if line[0] != " "], output.err


ADDED = "compatible[command-added] stop"
GONE = "breaking[command-removed] wait"
HINT = (
    "qapigen: hint: 'master' has 1 commit that is not in 'HEAD';"
    " git:master... leaves them out\n"
)


@pytest.mark.usefixtures("repository")
def test_three_dots_are_the_merge_base(capsys: pytest.CaptureFixture[str]) -> None:
    """What landed on the other branch meanwhile is no change of this one."""
    assert compared(capsys, "git:master...", "schema.json") == ([ADDED], "")
    path = "git:master...:schema.json"
    assert compared(capsys, path, "schema.json") == ([ADDED], "")
    sides = ("git:branch...master", "git:master:schema.json")
    added = "compatible[command-added] wait"
    assert compared(capsys, *sides) == ([added], "")


@pytest.mark.usefixtures("repository")
def test_without_dots_a_diverged_history_gets_a_hint(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """None where the one contains the other, or where nothing follows from history."""
    both = [GONE, ADDED]
    assert compared(capsys, "git:master", "schema.json") == (both, HINT)
    assert compared(capsys, "git:master:schema.json", "schema.json") == (both, HINT)
    hint = HINT.replace("HEAD", "branch").replace("master...", "master...branch")
    sides = ("git:master", "git:branch:schema.json")
    assert compared(capsys, *sides) == (both, hint)
    assert compared(capsys, "git:HEAD", "schema.json") == ([], "")
    assert compared(capsys, "git:HEAD~1", "schema.json") == ([ADDED], "")


def test_the_path_is_that_of_another_side(
    repository: Repository,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """From wherever it is asked for, and for folders as well."""
    assert compared(capsys, "git:HEAD~1", "git:HEAD:schema.json")[0] == [ADDED]
    (repository.folder / "deep").mkdir()
    monkeypatch.chdir(repository.folder / "deep")
    assert compared(capsys, "git:HEAD~1", "../schema.json")[0] == [ADDED]
    assert compared(capsys, "git:HEAD~1:../schema.json", "../schema.json")[0] == [ADDED]
    monkeypatch.chdir(tmp_path)
    other = tmp_path / "copy"
    other.mkdir()
    (other / "schema.json").write_text(GO, encoding="utf-8")
    assert compared(capsys, "git:HEAD~1", "project/schema.json")[0] == [ADDED]
    assert compared(capsys, "copy", "project/schema.json")[0] == [ADDED]
    monkeypatch.chdir(other)
    assert compared(capsys, "../copy", "../project/schema.json")[0] == [ADDED]


def test_odd_names(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    """Blanks, quotes, other alphabets, dashes, and bytes that are no text."""
    folder = repository.folder
    names = ["a b.json", "-x.json", 'it\'s "so".json', "ü/käse.json", "[x]*?.json"]
    bytes_name = os.fsdecode(b"\xff.json")
    for name in [*names, bytes_name]:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(GO, encoding="utf-8")
    repository.commit()
    for name in [*names, bytes_name]:
        (folder / name).write_text(GO + STOP, encoding="utf-8")
        for side in ("git:HEAD", f"git:HEAD:{name}"):
            assert compared(capsys, side, f"./{name}") == ([ADDED], "")
    message = "git:HEAD^{/change: no}"
    assert run(["diff", f"{message}:schema.json", "schema.json"]) == 2
    assert "there is no revision 'HEAD^{/change: no}'" in capsys.readouterr().err


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(
    ("side", "reason"),
    [
        ("git:", "write git:REV, git:REV... or git:REV:path"),
        ("git::schema.json", "write git:REV, git:REV... or git:REV:path"),
        ("git:...", "write git:REV, git:REV... or git:REV:path"),
        ("git:master..", "write three dots, git:REV..., for the merge base with HEAD"),
        ("git:master..branch", "write three dots, git:REV...,"),
        ("git:none", "there is no revision 'none'"),
        ("git:none...", "there is no revision 'none'"),
        ("git:--help", "there is no revision '--help'"),
        ("git:HEAD:absent.json", "no such file in the revision"),
        ("git:HEAD:.", "no such file in the revision"),
        ("git:HEAD:folder", "no file in the revision"),
        ("git:HEAD:../x.json", "outside the repository"),
        ("git:HEAD:a\nb.json", "a name with a line break cannot be read from git"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(
    side: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the name of the side, whatever characters it has."""
    assert run(["diff", side, "schema.json"]) == 2
    output = capsys.readouterr()
    (line,) = output.err.splitlines()
    assert line.startswith("Error: cannot read 'git:")
    assert f": {reason}" in line
    assert output.out == ""


def test_no_path_at_all(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither side says which file is meant."""
    for sides in (("git:HEAD", "git:HEAD~1"), (str(repository.folder), "git:HEAD")):
        assert run(["diff", *sides]) == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert line.endswith("no other side has one") or "has a path" in line


def test_no_repository_and_no_git(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line each."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    Path("schema.json").write_text(GO, encoding="utf-8")
    assert run(["diff", "git:HEAD", "schema.json"]) == 2
    error = "Error: cannot read 'git:HEAD': not in a git repository\n"
    assert capsys.readouterr().err == error
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run(["diff", "git:HEAD", "schema.json"]) == 2
    assert capsys.readouterr().err.endswith("git is not installed\n")


def test_a_shallow_clone_says_how_to_deepen_it(
    repository: Repository,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Where the merge base is not in it, or a revision is not."""
    clone = tmp_path / "clone"
    origin = f"file://{repository.folder}"
    arguments = ("clone", "-q", "--depth=1", "--no-single-branch", "-b", "branch")
    repository.git(*arguments, origin, str(clone))
    monkeypatch.chdir(clone)
    advice = "in this shallow clone; 'git fetch --unshallow' gets the whole history\n"
    for name, text in (
        ("git:origin/master...", "'origin/master' and 'HEAD' have no common commit"),
        ("git:HEAD~1", "there is no revision 'HEAD~1'"),
    ):
        assert run(["diff", name, "schema.json"]) == 2
        assert capsys.readouterr().err == (
            f"Error: cannot read '{name}': {text} {advice}"
        )
    assert compared(capsys, "git:origin/master", "schema.json")[1] == ""


def test_histories_without_a_common_commit(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    """Three dots have no meaning for them; without dots they can be compared."""
    repository.git("checkout", "-q", "--orphan", "other")
    repository.commit(schema=WAIT)
    assert run(["diff", "git:master...", "schema.json"]) == 2
    assert "have no common commit\n" in capsys.readouterr().err
    assert compared(capsys, "git:branch", "schema.json")[1] == ""
