# SPDX-License-Identifier: MIT
"""`qapigen diff`: sides, formats, status, ignores and the window of several releases."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft7Validator
from package_source import CHECKOUT

from qapigen.backends.introspection import introspect
from qapigen.catalog import codes
from qapigen.cli.program import run
from qapigen.compatibility.kinds import kinds
from qapigen.compiler import compile_schema

OLD = """
{ 'include': 'sub/types.json' }
{ 'command': 'stop', 'data': { 'now': 'bool', '*x-why': 'str' } }
{ 'command': 'query-clock', 'returns': 'Clock', 'features': [ 'deprecated' ] }
"""
TYPES = "{ 'struct': 'Clock', 'data': { 'offset': 'int' } }\n"
NEW = """
{ 'command': 'stop', 'data': { '*now': 'bool' } }
{ 'command': 'start' }
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an old and a new schema, to work in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sub").mkdir()
    for name, text in (("old", OLD), ("new", NEW), ("sub/types", TYPES)):
        (tmp_path / f"{name}.json").write_text(text, encoding="utf-8")
    return tmp_path


def lines(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    """What is printed to standard output."""
    run(["diff", *arguments])
    return capsys.readouterr().out.splitlines()


def test_text(capsys: pytest.CaptureFixture[str]) -> None:
    """The worst first; the last line counts."""
    assert lines(capsys, "old.json", "new.json") == [
        "breaking[command-removed] query-clock: command 'query-clock' is gone",
        "    sent; was deprecated",
        "    old: old.json:4, new: none",
        "breaking[optional-member-removed] stop.arguments.x-why:"
        " 'x-why', which was optional, is gone",
        "    sent; was never stable",
        "    old: old.json:3, new: new.json:2",
        "compatible[command-added] start: command 'start' is new",
        "compatible[member-became-optional] stop.arguments.now:"
        " 'now' had to be there and is optional now",
        "2 breaking (0 unannounced), 2 compatible",
    ]


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    """One object a line, with these keys; nothing where nothing changed."""
    first, *_ = map(json.loads, lines(capsys, "old.json", "new.json", "--format=json"))
    assert first == {
        "path": "query-clock",
        "severity": "breaking",
        "direction": "send",
        "announced": "deprecated",
        "code": "command-removed",
        "message": "command 'query-clock' is gone",
        "old": {"file": "old.json", "line": 4},
        "new": None,
        "users": ["query-clock"],
    }
    assert lines(capsys, "old.json", "old.json", "--format=json") == []


def test_markdown(capsys: pytest.CaptureFixture[str]) -> None:
    """A page with a chapter for what is new, and one for what is gone."""
    page = lines(capsys, "old.json", "new.json", "--format=markdown")
    assert page[0] == "# Changes from old.json to new.json"
    assert "- `start` (command)" in page
    gone = "- **Breaking:** `query-clock` (command) (was deprecated)"
    assert page.index("## New") < page.index("## Removed") < page.index(gone)


def test_formats_of_services(capsys: pytest.CaptureFixture[str]) -> None:
    """Annotations at the new places, and a log that its published schema accepts."""
    annotations = lines(capsys, "old.json", "new.json", "--format=github")
    assert annotations[1].startswith("::error file=new.json,line=2,")
    assert annotations[-1].startswith("::notice file=new.json,line=2,")
    log = json.loads("\n".join(lines(capsys, "old.json", "new.json", "--format=sarif")))
    published = CHECKOUT / "tests/published/sarif-schema-2.1.0.json"
    Draft7Validator(json.loads(published.read_text(encoding="utf-8"))).validate(log)
    levels = [result["level"] for result in log["runs"][0]["results"]]
    assert levels == ["error", "error", "note", "note"]


def test_users_of_a_shared_type(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One change, and who is concerned: the first of them where they are many."""
    commands = "".join(f"{{ 'command': 'c{n}', 'data': 'S' }}\n" for n in range(9))
    for name, members in (("old", "'n': 'int'"), ("new", "")):
        text = f"{{ 'struct': 'S', 'data': {{ {members} }} }}\n{commands}"
        (folder / f"{name}.json").write_text(text, encoding="utf-8")
    users = "used by c0, c1, c2, c3, c4, c5 and 3 more"
    sides = ("old.json", "new.json")
    assert f"    {users}" in lines(capsys, *sides)
    page = lines(capsys, *sides, "--format=markdown")
    others = ", ".join(f"`c{n}`" for n in range(1, 7))
    also = f"(unannounced; also in {others} and 2 more)"
    assert page[-1] == f"- **Breaking:** `c0.arguments.n` {also}"
    (annotation,) = lines(capsys, *sides, "--format=github")
    assert users in annotation


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ("old.json old.json", 0),
        ("old.json new.json", 1),
        ("old.json new.json --fail-on unannounced", 0),
        ("old.json new.json --fail-on risky", 1),
        ("old.json new.json --fail-on never", 0),
        ("new.json new.json --fail-on any", 0),
        ("old.json", 2),
        ("--embedded", 2),
        ("--embedded old.json", 1),
        ("old.json absent.json", 2),
        ("old.json git:HEAD:old.json", 2),
        ("old.json git:HEAD", 2),
        ("old.json unix:absent", 3),
        ("old.json tcp:nowhere", 2),
        ("old.json broken.json", 2),
        ("old.json answer.json", 2),
        ("old.json new.json --ignore-file absent.toml", 2),
    ],
)
def test_status(folder: Path, arguments: str, status: int) -> None:
    """0: nothing that counts, 1: something that does, 2: no side to read, 3: no server."""
    (folder / "broken.json").write_text("{ 'command': 'c', 'data': 'T' }")
    (folder / "answer.json").write_text('[{"name": "c", "meta-type": "command"}]')
    assert run(["diff", *arguments.split()]) == status


def test_failed_comparisons_say_why(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """On standard error; standard output stays empty, as a program will read it."""
    (folder / "answer.json").write_text("[]")
    for side in ("absent.json", "answer.json", "git:no:such", "unix:gone", "tcp:x:y"):
        status = 3 if side == "unix:gone" else 2
        assert run(["diff", "--format=json", "old.json", side]) == status
        output = capsys.readouterr()
        assert output.out == ""
        assert f"cannot read '{side}'" in output.err


def test_a_saved_answer(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With or without the reply around it; it has no lines to point at."""
    entries = introspect(compile_schema("old.json").schema)
    (folder / "list.json").write_text(json.dumps(entries))
    (folder / "reply.json").write_text(json.dumps({"return": entries}))
    for answer in ("list.json", "reply.json"):
        assert lines(capsys, "old.json", answer) == [
            "no changes; not compared, as servers do not report it: conditions,"
            " integer types, 'success-response', 'allow-preconfig', 'gen'"
        ]
    first, *_ = map(json.loads, lines(capsys, "list.json", "new.json", "--format=json"))
    assert first["old"] == {"file": "list.json", "line": None}


def test_revisions(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Includes are followed within the revision; the work tree may be anything."""

    def git(*arguments: str) -> None:
        identity = ("-c", "user.name=a", "-c", "user.email=a@localhost")
        subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)

    entries = introspect(compile_schema("old.json").schema)
    (folder / "answer.json").write_text(json.dumps(entries))
    (folder / "outside.json").write_text("{ 'include': '../secret.json' }\n")
    git("init", "-q")
    git("add", "-A")
    git("commit", "-q", "-m", "first")
    (folder / "old.json").write_text(NEW, encoding="utf-8")
    (folder / "sub/types.json").unlink()
    found = lines(capsys, "git:HEAD:old.json", "old.json")
    assert "    old: git:HEAD:/old.json:4, new: none" in found
    assert lines(capsys, "git:HEAD:old.json", "git:HEAD:./old.json") == ["no changes"]
    sides = ("git:HEAD:answer.json", "git:HEAD:old.json")
    assert lines(capsys, *sides)[0].startswith("no changes; not compared")
    assert run(["diff", "git:HEAD:outside.json", "old.json"]) == 2
    assert "outside the repository" in capsys.readouterr().err
    assert run(["diff", "git:HEAD:absent.json", "old.json"]) == 2
    assert run(["diff", "git:HEAD:sub", "old.json"]) == 2


def test_ignores(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is covered is silent; an entry that covers nothing is told."""
    (folder / "ignore.toml").write_text("""
        [[ignore]]
        code = "command-removed"
        reason = "nobody used it"
        [[ignore]]
        path = "stop.*"
        reason = "we stop ourselves"
        [[ignore]]
        code = "value-added"
        path = "stop.*"
        reason = "long ago"
    """)
    options = ["--ignore-file", "ignore.toml"]
    assert run(["diff", "old.json", "new.json", *options]) == 0
    output = capsys.readouterr()
    assert output.out.splitlines()[-1] == "1 compatible"
    assert output.err == (
        "ignore.toml:8: warning: nothing is silenced by ignoring"
        " 'value-added' at 'stop.*'\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "[[ignore]]\ncode = 'value-added'\n",
        "[[ignore]]\nreason = 'x'\n",
        "[[ignore]]\ncode = 'value-added'\nreason = ' '\n",
        "[[ignore]]\ncode = 'value-aded'\nreason = 'x'\n",
        "[[ignore]]\ncode = 1\nreason = 'x'\n",
        "[[ignore]]\nkode = 'x'\nreason = 'x'\n",
        "[ignored]\n",
        "ignore = [",
    ],
)
def test_wrong_ignore_files(folder: Path, text: str) -> None:
    """Each is a wrong command line."""
    (folder / "ignore.toml").write_text(text)
    assert run(["diff", "old.json", "new.json", "--ignore-file", "ignore.toml"]) == 2


def test_the_window_of_two_releases(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is gone must have been deprecated in the last two."""
    (folder / "before.json").write_text(OLD.replace("[ 'deprecated' ]", "[ 'fast' ]"))

    def announced(*sides: str) -> str:
        first = json.loads(lines(capsys, *sides, "--format=json")[0])
        assert first["path"] == "query-clock"
        return str(first["announced"])

    assert announced("old.json", "new.json") == "deprecated"
    assert announced("old.json", "old.json", "new.json") == "deprecated"
    assert announced("before.json", "old.json", "new.json") == "late"
    assert announced("before.json", "old.json", "old.json", "new.json") == "deprecated"
    assert run(["diff", "before.json", "old.json", "new.json"]) == 1
    sides = ["before.json", "old.json", "new.json"]
    assert run(["diff", *sides, "--fail-on", "unannounced"]) == 1


def test_a_configuration(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In one configuration a thing is there or not; without one its condition counts."""
    (folder / "cond.json").write_text("{ 'command': 'start', 'if': 'FAST' }")
    (folder / "bare.json").write_text("{ 'command': 'start' }{ 'command': 'c' }")
    (told,) = [t for t in lines(capsys, "bare.json", "cond.json") if "start:" in t]
    assert told.startswith("risky[condition-narrowed] start: it was there always")
    options = ("bare.json", "cond.json", "--undefine", "FAST")
    (told,) = [t for t in lines(capsys, *options) if "start:" in t]
    assert told.startswith("breaking[command-removed] start:")


def test_changes_are_explained(capsys: pytest.CaptureFixture[str]) -> None:
    """As codes of findings are; each has a name of its own, and a reason."""
    assert not set(kinds()) & set(codes())
    for name, kind in kinds().items():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
        assert kind.why.endswith(".")
        assert not kind.message.endswith(".")
        assert kind.send is not None or kind.receive is not None
    assert run(["explain", "event-removed"]) == 0
    assert "Where the thing is received: risky." in capsys.readouterr().out
