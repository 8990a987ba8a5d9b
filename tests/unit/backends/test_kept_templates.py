# SPDX-License-Identifier: MIT
"""Compiled templates are kept for the next run, which never notices but for the time."""

from __future__ import annotations

from pathlib import Path

import pytest

from qapigen.backends.templating import HTML, Language, environment

PLAIN = Language("markdown", str, str, {})


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


def rendered(folder: Path, text: str, language: Language = HTML) -> str:
    """What a template of that text says, in an environment of its own."""
    folder.mkdir(exist_ok=True)
    (folder / "own.j2").write_text(text)
    return environment(language, folder).get_template("own.j2").render(name="<b>")


def test_kept_and_taken(cache: Path, tmp_path: Path) -> None:
    """The second run takes what the first has kept; another text or kind does not."""
    own = tmp_path / "own"
    assert rendered(own, "{{ name }}") == "&lt;b&gt;"
    (kept,) = (path for path in cache.rglob("*") if path.is_file())
    before = kept.stat().st_mtime_ns
    assert rendered(own, "{{ name }}") == "&lt;b&gt;"
    assert kept.stat().st_mtime_ns == before
    assert rendered(own, "{{ name }}!") == "&lt;b&gt;!"
    assert rendered(own, "{{ name }}!", PLAIN) == "<b>!"


@pytest.mark.parametrize("damage", [b"", b"j2", b"\x80" * 99], ids=str)
def test_damaged(damage: bytes, cache: Path, tmp_path: Path) -> None:
    """What cannot be read is made again."""
    own = tmp_path / "own"
    rendered(own, "{{ name }}")
    (kept,) = (path for path in cache.rglob("*") if path.is_file())
    whole = kept.read_bytes()
    for damaged in (damage, whole[: len(whole) // 2], whole[:24] + damage):
        kept.write_bytes(damaged)
        assert rendered(own, "{{ name }}") == "&lt;b&gt;"
        assert kept.read_bytes() == whole


def test_nowhere_to_keep(cache: Path, tmp_path: Path) -> None:
    """Without a cache all goes on."""
    cache.write_text("in the way")
    assert rendered(tmp_path / "own", "{{ name }}") == "&lt;b&gt;"
    assert cache.read_text() == "in the way"


def test_no_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user without a home, as in a container, is no reason to fail, and gets no folder `~`."""
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    monkeypatch.chdir(tmp_path)
    assert rendered(tmp_path / "own", "{{ name }}") == "&lt;b&gt;"
    assert [path.name for path in tmp_path.iterdir()] == ["own"]
