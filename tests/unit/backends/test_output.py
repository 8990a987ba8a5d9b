# SPDX-License-Identifier: MIT
"""Writing: only what changed, whole files, and nobody else's files are ever removed."""

from __future__ import annotations

import threading
from pathlib import Path

from qapigen.backends.manifest import MANIFEST, digest
from qapigen.backends.output import GeneratedFile, write

A = GeneratedFile("a.py", "a = 1\n")
B = GeneratedFile("deep/er/b.py", "b = 2\n")


def times(folder: Path) -> dict[str, int]:
    """When each file was changed."""
    return {
        str(path.relative_to(folder)): path.stat().st_mtime_ns
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_second_run_touches_nothing(tmp_path: Path) -> None:
    """Nor does it say that anything changed."""
    assert write([A, B], tmp_path).written == ("a.py", "deep/er/b.py")
    before = times(tmp_path)
    assert not write([A, B], tmp_path)
    assert times(tmp_path) == before
    assert (tmp_path / "a.py").read_text() == "a = 1\n"


def test_only_our_own_stale_files_go(tmp_path: Path) -> None:
    """What users put beside them stays, and so does a folder that holds it."""
    write([A, B], tmp_path)
    (tmp_path / "mine.py").write_text("mine")
    assert write([A], tmp_path).removed == ("deep/er/b.py",)
    assert not (tmp_path / "deep").exists()
    write([A, B], tmp_path)
    (tmp_path / "deep" / "mine.py").write_text("mine")
    write([], tmp_path)
    assert sorted(p.name for p in tmp_path.rglob("*.py")) == ["mine.py", "mine.py"]


def test_a_manifest_cannot_lead_outside(tmp_path: Path) -> None:
    """Whatever it lists, nothing beyond the folder is removed."""
    outside = tmp_path / "elsewhere" / "outside.py"
    outside.parent.mkdir()
    outside.write_text("precious")
    folder = tmp_path / "out"
    (folder / "deep").mkdir(parents=True)
    (folder / "link").symlink_to(outside.parent)
    inside = folder / "deep" / "stale.py"
    inside.write_text("precious")
    ours = digest(b"precious")
    ways = ["../elsewhere/outside.py", f"{outside}", "link/outside.py", ".", "/", ""]
    ways += ["deep/../../elsewhere/outside.py", "deep/stale.py"]
    (folder / MANIFEST).write_text("".join(f"{ours}  {way}\n" for way in ways))
    assert write([A], folder).removed == ("deep/stale.py",)
    assert outside.read_text() == "precious"
    assert not inside.exists()


def test_pretending(tmp_path: Path) -> None:
    """It says what would change and changes nothing."""
    changes = write([A], tmp_path / "new", pretend=True)
    assert changes.written == ("a.py",)
    assert not (tmp_path / "new").exists()


def test_two_runs_at_once(tmp_path: Path) -> None:
    """Each file is one run's or the other's, never a mixture, and nothing else is left."""
    texts = [letter * 200_000 + "\n" for letter in "xy"]

    def run(text: str) -> None:
        for _ in range(20):
            write([GeneratedFile(f"{n}.py", text) for n in range(4)], tmp_path)

    threads = [threading.Thread(target=run, args=[text]) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert {path.read_text() for path in tmp_path.glob("*.py")} <= set(texts)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [MANIFEST, *(f"{n}.py" for n in range(4))]
    )


def test_a_link_in_the_way(tmp_path: Path) -> None:
    """A symbolic link is replaced; what it points to is not written through."""
    target = tmp_path / "target"
    target.write_text("precious")
    (tmp_path / "a.py").symlink_to(target)
    write([A], tmp_path)
    assert target.read_text() == "precious"
    assert (tmp_path / "a.py").read_text() == A.text
