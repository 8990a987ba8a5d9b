# SPDX-License-Identifier: MIT
"""The list, in each folder of output, of the files that qapigen wrote there and their digests.

It tells which files may be removed when they are not generated any more, and
which somebody has changed by hand. Its form is that of sha256sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath

from qapigen.regular_files import read_regular_file

MAX_OUTPUT_SIZE = 256 * 2**20
"""The largest file of an output that is read, in bytes."""

MANIFEST = ".qapigen-files"
# Behind the name of a file that was changed by hand and has to make way.
EDITED = ".edited"

# Two spaces, as sha256sum has them between digest and path.
_BETWEEN = "  "


def digest(content: bytes) -> str:
    """What stands for a file's content."""
    return sha256(content).hexdigest()


def content_of(path: Path) -> bytes | None:
    """What a file holds; None where there is no file.

    Raises OSError with the path for what is not a regular file or cannot be read.
    """
    try:
        return read_regular_file(path, MAX_OUTPUT_SIZE)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def read_manifest(folder: Path) -> dict[str, set[str]]:
    """The files listed, each with the digests that are ours; those outside are left out.

    A run that was interrupted leaves two digests: the old file's and the new one's.
    """
    content = content_of(folder / MANIFEST) or b""
    listed: dict[str, set[str]] = {}
    for line in content.decode("utf-8", "replace").splitlines():
        found, _, path = line.partition(_BETWEEN)
        if _is_inside(PurePosixPath(path), folder):
            listed.setdefault(path, set()).add(found)
    return listed


def manifest_of(files: Mapping[str, Iterable[str]]) -> bytes:
    """The text of a manifest."""
    lines = [
        f"{found}{_BETWEEN}{path}\n" for path in files for found in sorted(files[path])
    ]
    return "".join(sorted(lines, key=lambda line: line.partition(_BETWEEN)[2])).encode()


def is_as_written(folder: Path) -> bool:
    """Whether every file that is listed holds what was written."""
    listed = read_manifest(folder)
    return bool(listed) and all(
        {digest(content_of(folder / path) or b"")} == digests
        for path, digests in listed.items()
    )


def _is_inside(path: PurePosixPath, folder: Path) -> bool:
    """Whether a path stays in the folder, neither climbing out nor following a link."""
    if path.is_absolute() or ".." in path.parts or not path.name:
        return False
    return not any((folder / parent).is_symlink() for parent in path.parents[:-1])
