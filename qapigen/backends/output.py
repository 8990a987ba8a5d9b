# SPDX-License-Identifier: MIT
"""The only part that writes: generated files reach the disk whole, and only if they changed.

In each folder a manifest lists the files that were generated there, so that
those which are not generated any more are removed, and nothing else ever is.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import NamedTuple

MANIFEST = ".qapigen-files"


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
    """What writing did, or would do: paths within the output folder."""

    written: tuple[str, ...]
    removed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.written or self.removed)


def write(
    files: Iterable[GeneratedFile], folder: Path, *, pretend: bool = False
) -> Changes:
    """Make `folder` hold the files; with `pretend`, only say what would change."""
    wanted = {file.path: file.content for file in files}
    manifest = "".join(f"{path}\n" for path in sorted(wanted)).encode()
    stale = _listed(folder) - set(wanted)
    changed = [path for path in wanted if _content(folder / path) != wanted[path]]
    removed = sorted(path for path in stale if (folder / path).is_file())
    if not pretend:
        for path in changed:
            _replace(folder / path, wanted[path])
        for path in removed:
            _remove(folder, path)
        if _content(folder / MANIFEST) != manifest:
            _replace(folder / MANIFEST, manifest)
    return Changes(tuple(changed), tuple(removed))


def _listed(folder: Path) -> set[str]:
    """The files that an earlier run generated, those that lie outside the folder left out."""
    content = _content(folder / MANIFEST) or b""
    listed = content.decode("utf-8", "replace").splitlines()
    return {path for path in listed if _is_inside(PurePosixPath(path))}


def _is_inside(path: PurePosixPath) -> bool:
    return not path.is_absolute() and ".." not in path.parts and path.name != ""


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _replace(path: Path, content: bytes) -> None:
    """Write beside the file, then put it in its place in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with open(handle, "wb") as file:
            file.write(content)
            os.fchmod(file.fileno(), 0o666 & ~_umask())
        os.replace(temporary, path)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(temporary)
        raise


def _umask() -> int:
    """The rights that new files must not have; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _remove(folder: Path, path: str) -> None:
    """Remove a file, and the folders that are empty then."""
    (folder / path).unlink(missing_ok=True)
    for parent in PurePosixPath(path).parents:
        if parent != PurePosixPath("."):
            with suppress(OSError):
                (folder / parent).rmdir()
