# SPDX-License-Identifier: MIT
"""The only part that writes: generated files reach the disk whole, and only if they changed.

What the manifest lists and is not generated any more is removed, and nothing
else ever is. A file that is not as it was written has been changed by hand, or
is somebody else's: it gets another name before ours takes its place. Who writes
into a folder has it alone; other runs wait.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from errno import ENOTDIR
from itertools import count
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from qapigen.backends.manifest import (
    EDITED,
    MANIFEST,
    content_of,
    digest,
    manifest_of,
    read_manifest,
)


class GeneratedFile(NamedTuple):
    """A file to be: its path within the output folder, with forward slashes, and its text.

    What is no text has bytes instead.
    """

    path: str
    text: str | bytes

    @property
    def content(self) -> bytes:
        """What is written."""
        return self.text.encode() if isinstance(self.text, str) else self.text


class Changes(NamedTuple):
    """What writing did, or would do: paths within the output folder.

    `edited` were not as qapigen had written them; `kept` are the names that what they
    held has got, in the same order, once something was written; `manifest` is what the
    manifest says then.
    """

    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    manifest: bytes = b""

    def __bool__(self) -> bool:
        return bool(self.written or self.removed)


def write(
    files: Iterable[GeneratedFile], folder: Path, *, pretend: bool = False
) -> Changes:
    """Make `folder` hold the files; with `pretend`, only say what would change."""
    wanted = {file.path: file.content for file in files}
    if pretend:
        return _changes(wanted, folder)
    make_folder(folder)
    with _alone_in(folder):
        changes = _changes(wanted, folder)
        ours = _digests(wanted)
        if changes:
            # Whatever happens from here on, what is old and what is new are both ours.
            replace(folder / MANIFEST, manifest_of(_both(ours, read_manifest(folder))))
        kept = tuple(_set_aside(folder / path) for path in changes.edited)
        for parent in {(folder / path).parent for path in changes.written}:
            make_folder(parent)
        for path in changes.written:
            replace(folder / path, wanted[path])
        for path in changes.removed:
            _remove(folder, path)
        manifest = manifest_of(ours)
        replace(folder / MANIFEST, manifest)
    return changes._replace(kept=kept, manifest=manifest)


def _digests(wanted: Mapping[str, bytes]) -> dict[str, set[str]]:
    return {path: {digest(content)} for path, content in wanted.items()}


def _changes(wanted: Mapping[str, bytes], folder: Path) -> Changes:
    known = read_manifest(folder)
    present = {path: content_of(folder / path) for path in {*wanted, *known}}
    written = [path for path in wanted if present[path] != wanted[path]]
    stale = sorted(known.keys() - wanted.keys())
    removed = [path for path in stale if present[path] is not None]
    edited = [
        path
        for path in (*written, *removed)
        if (content := present[path]) is not None
        and digest(content) not in known.get(path, ())
    ]
    return Changes(tuple(written), tuple(removed), tuple(edited))


def _both(
    new: Mapping[str, set[str]], old: Mapping[str, set[str]]
) -> dict[str, set[str]]:
    paths = {*new, *old}
    return {path: new.get(path, set()) | old.get(path, set()) for path in paths}


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Wait until no other run writes into the folder, where the system has such locks."""
    try:
        from fcntl import LOCK_EX, flock
    except ImportError:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        # Some network file systems have no locks: each file is still written whole.
        with suppress(OSError):
            flock(handle, LOCK_EX)
        yield
    finally:
        os.close(handle)


def _set_aside(path: Path) -> str:
    """Give a file another name, one that no different file has, and tell it."""
    content = content_of(path)
    for number in count(1):
        kept = path.with_name(f"{path.name}{EDITED}{number if number > 1 else ''}")
        if content_of(kept) in (None, content):
            os.replace(path, kept)
            break
    return kept.name


def replace(path: Path, content: bytes) -> None:
    """Make a file hold the content, unless it does; what fails raises OSError with its path.

    Its folder is there.
    """
    if content_of(path) == content and not path.is_symlink():
        return
    try:
        _put(path, content)
    except OSError as error:
        # Neither a full disk nor the other file's name says what could not be written.
        raise OSError(error.errno, error.strerror, str(path)) from error


def make_folder(path: Path) -> None:
    """Make sure of a folder; what is in its way is named in the OSError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        # Something else has that name.
        raise NotADirectoryError(ENOTDIR, os.strerror(ENOTDIR), str(path)) from error


def _put(path: Path, content: bytes) -> None:
    """Write beside the file, then put it in its place in one step."""
    temporary = f"{path.parent}{os.sep}.{path.name}.{os.urandom(6).hex()}"
    try:
        # A file or link of that name would be somebody else's.
        with open(temporary, "xb") as file:
            file.write(content)
        os.replace(temporary, path)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(temporary)
        raise


def _remove(folder: Path, path: str) -> None:
    """Remove a file, and the folders that are empty then."""
    (folder / path).unlink(missing_ok=True)
    for parent in PurePosixPath(path).parents:
        if parent != PurePosixPath("."):
            with suppress(OSError):
                (folder / parent).rmdir()
