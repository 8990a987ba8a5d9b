# SPDX-License-Identifier: MIT
"""Files that nobody should write: each gives a finding with a place."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from qapigen.cli.program import run
from qapigen.compiler import Compilation, compile_schema
from qapigen.editions import LATEST
from qapigen.syntax.loader import UnreadableRootError

STOP = b"{ 'command': 'stop' }\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def compiled(data: bytes, path: str = "main.json") -> Compilation:
    """What becomes of a file of these bytes."""
    Path(path).write_bytes(data)
    return compile_schema(path, LATEST)


def said(compilation: Compilation) -> list[str]:
    """The findings, each as "code line:column"."""
    return [
        f"{f.code.name} {f.span.position.line}:{f.span.position.column}"
        for f in compilation.findings
    ]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", []),
        (b"\n", []),
        (b"#", ["only-a-comment 1:1"]),
        (b"{ 'command': 'stop' }", []),
        (b"{ 'command':\r\n'stop',\r'x': 'y' }\r\n", ["unknown-key 3:1"]),
        (b"\xef\xbb\xbf" + STOP, ["byte-order-mark 1:1"]),
        (b"\xef\xbb\xbf", ["byte-order-mark 1:1"]),
        (b"# caf\xe9\n" + STOP, ["invalid-utf8 1:6"]),
        (b"\r\n# caf\xe9\n" + STOP, ["invalid-utf8 2:6"]),
        (b"\xff\xfe", ["invalid-utf8 1:1", "stray-text 1:1"]),
        (b"{ 'command': 'st\x00op' }\n", ["unprintable-character 1:14"]),
        (b"\x00" + STOP, ["stray-text 1:1"]),
        (b"{ 'command': 'stop }", ["unterminated-string 1:14"]),
        (b"{ 'command': '", ["unterminated-string 1:14"]),
        (b"'", ["unterminated-string 1:1"]),
        (b"{", ["syntax-error 1:2"]),
        (b"}", ["syntax-error 1:1"]),
        (b"##", ["doc-unterminated 1:3"]),
        (b"##\n", ["doc-unterminated 1:3"]),
        (b"##\n##\n", []),
        (
            b"{ 'struct': 'Sa', 'data': {}, 'data': {}, 'data': {} }",
            ["duplicate-key 1:39", "duplicate-key 1:51"],
        ),
        (b"{ 'command': 'a\\", ["unterminated-string 1:14"]),
        (b"{ 'include': '' }\n", ["unreadable-include 1:14"]),
        (b"{ 'include': '.' }\n", ["unreadable-include 1:14"]),
        (b"{ 'include': 'absent.json' }\n", ["unreadable-include 1:14"]),
        (b"{ 'include': 'main.json' }\n", ["include-loop 1:14"]),
        (b"{ 'include': 'a\x00b' }\n", ["unprintable-character 1:14"]),
        (b"{ 'include': 'a\\nb' }\n", ["old-escape 1:14"]),
        (b"{ 'include': 'main.json/x' }\n", ["unreadable-include 1:14"]),
        (b"{ 'include': '" + b"x" * 5000 + b"' }\n", ["unreadable-include 1:14"]),
        (b"{ 'include': [] }\n", ["include-not-a-string 1:14"]),
    ],
)
def test_each_is_a_finding_with_a_place(data: bytes, expected: list[str]) -> None:
    """One finding where there is one mistake."""
    assert said(compiled(data)) == expected


def test_cycles_over_files_and_links() -> None:
    """A circle of includes, a link to itself, and a link that makes one file two."""
    Path("b.json").write_bytes(b"{ 'include': 'main.json' }\n")
    assert said(compiled(b"{ 'include': 'b.json' }\n")) == ["include-loop 1:14"]
    os.symlink("self.json", "self.json")
    assert said(compiled(b"{ 'include': 'self.json' }\n")) == [
        "unreadable-include 1:14"
    ]
    os.symlink("main.json", "link.json")
    codes = said(compiled(b"{ 'include': 'link.json' }\n"))
    assert codes == ["include-loop 1:14"]
    os.symlink(".", "here")
    assert said(compiled(b"{ 'include': 'here/main.json' }\n")) == [
        "unreadable-include 1:14"
    ]


def test_a_long_chain_of_includes() -> None:
    """A thousand files, each including the next: refused at a depth that no schema has."""
    for number in range(1000):
        Path(f"{number}.json").write_text(f"{{ 'include': '{number + 1}.json' }}\n")
    compilation = compile_schema("0.json", LATEST)
    assert said(compilation) == ["nested-too-deeply 1:14"]
    assert len(compilation.findings[0].span.source.include_chain()) >= 99


def test_roots_that_cannot_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    """A folder, nothing, a name that is none: status 2 and a reason, no traceback."""
    for root in (".", "absent.json", "a\0b", ""):
        with pytest.raises(UnreadableRootError):
            compile_schema(root)
    assert run(["check", "absent.json"]) == 2
    assert "absent.json" in capsys.readouterr().err


def test_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A root "-" is read from there; includes are relative to the current folder."""
    Path("sub.json").write_bytes(STOP)
    text = io.TextIOWrapper(io.BytesIO(b"{ 'include': 'sub.json' }\n{ 'x': 'y' }\n"))
    monkeypatch.setattr(sys, "stdin", text)
    assert run(["check", "-"]) == 1
    assert "<stdin>:2:3" in capsys.readouterr().out


# Each makes a file of about so many bytes, of a kind that is easily read in quadratic time.
HOSTILE: dict[str, Callable[[int], bytes]] = {
    "lists in lists": lambda size: b"[" * size,
    "objects in objects": lambda size: b"{ 'a': " * (size // 7),
    "closed again": lambda size: b"[" * (size // 2) + b"]" * (size // 2),
    "a string never closed": lambda size: b"'" + b"x" * size,
    "quotes alone": lambda size: b"'" * size,
    "lines of quotes": lambda size: b"'\n" * (size // 2),
    "words against strings": lambda size: b"'a: 'b" * (size // 6),
    "words": lambda size: b"x " * (size // 2),
    "lines of words": lambda size: b"x y\n" * (size // 4),
    "one word": lambda size: b"x" * size,
    "one comment": lambda size: b"#" + b" x" * (size // 2),
    "blank lines": lambda size: b"\n" * size,
    "blanks beyond ascii": lambda size: "\u00a0".encode() * (size // 2),
    "documentation never closed": lambda size: b"##\n# @a:\n" + b"# x\n" * (size // 4),
    "documentation with lost signs": lambda size: b"##\n" + b"x\n# y\n" * (size // 6),
    "openings": lambda size: b"##\n" * (size // 3),
    "openings and words": lambda size: b"##\nx\n" * (size // 5),
    "descriptions": lambda size: (
        b"##\n# @a:\n#\n" + b"# @x: y\n" * (size // 8) + b"##\n" + STOP
    ),
    "tags": lambda size: b"##\n# @a:\n#\n" + b"# Since: 1\n" * (size // 11) + b"##\n",
    "sentences": lambda size: b"##\n# @a:\n#\n# " + b"A. " * (size // 3) + b"\n##\n",
    "the same key": lambda size: b"{ " + b"'a': 'b', " * (size // 10) + b"}\n",
    "the same definition": lambda size: STOP * (size // len(STOP)),
    "commas": lambda size: b"," * size,
    "braces of their own": lambda size: b"{}\n" * (size // 3),
    "half objects": lambda size: b"{ 'a'\n" * (size // 6),
    "unknown types": lambda size: b"".join(
        b"{ 'struct': 'Sa%d', 'data': { 'a': 'X%d' } }\n" % (n, n)
        for n in range(size // 45)
    ),
    "derived from the next": lambda size: b"".join(
        b"{ 'struct': 'Sa%d', 'base': 'Sa%d', 'data': {} }\n" % (n, n + 1)
        for n in range(min(size // 45, 400))
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files(name: str) -> None:
    """Are read in the language of all releases; each finding has a message and a place."""
    Path("hostile.json").write_bytes(HOSTILE[name](60_000))
    compilation = compile_schema("hostile.json")
    for finding in compilation.findings[:100]:
        assert finding.message
        assert finding.span.position


@pytest.mark.parametrize("name", ["one word", "a string never closed", "one comment"])
def test_fifty_megabytes(name: str) -> None:
    """Are read, and refused for what is wrong with them."""
    compilation = compiled(HOSTILE[name](50_000_000))
    assert len(compilation.findings) == 1


def test_conditions_nested_deeply() -> None:
    """Beyond what anybody writes it is refused, not followed until the stack ends."""
    text = b"{ 'not': " * 5000 + b"'A'" + b" }" * 5000
    assert said(compiled(b"{ 'command': 'stop', 'if': " + text + b" }")) == [
        "nested-too-deeply 1:919"
    ]
