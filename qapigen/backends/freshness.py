# SPDX-License-Identifier: MIT
"""Notices, by content alone, that generating again would change nothing.

Beside the manifest lies a record: one digest of all that the output was made
of (the program, the options, the schema's files, the templates) and of the
manifest, then the schema's files, which are known only to who has read them.
It holds no time and no place, so it is the same wherever one works.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from errno import ENOTDIR
from hashlib import sha256
from os import fsdecode, fsencode, sep, strerror, walk
from os.path import dirname, exists, isfile, join
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from qapigen.backends.manifest import MANIFEST, content_of, digest, is_as_written
from qapigen.regular_files import (
    MAX_CONFIGURATION_SIZE,
    read_regular_file,
    require_regular_file,
)
from qapigen.shipped import PACKAGE, shipped

if TYPE_CHECKING:
    from qapigen.source import Source

RECORD = ".qapigen-made"
# No schema file that was read is larger.
MAX_SOURCE_SIZE = 64 * 2**20


class Recipe(NamedTuple):
    """How output is made: from which root, and a digest of all but the schema's files."""

    root: str
    templates: tuple[Path, ...]
    digest: str


def recipe(
    root: str, target: str, options: Sequence[str], own_templates: Path | None
) -> Recipe:
    """The recipe as it is now: take it before anything is read for the output.

    Raises OSError where a template of the user is not a regular file, or too large.
    """
    folders = [shipped("templates") / target]
    if own_templates is not None:
        _require_templates(own_templates)
        folders.append(own_templates)
    templates = [(folder, name) for folder in folders for name in _files(folder)]
    # The program's own files say more than a version, and sooner.
    program = [(PACKAGE, name) for name in _files(PACKAGE) if name.endswith(".py")]
    parts = [target, *options]
    for folder, name in (*program, *templates):
        with open(f"{folder}{sep}{name}", "rb") as file:
            parts += (name, digest(file.read()))
    paths = tuple(folder / name for folder, name in templates)
    return Recipe(root, paths, _digest(parts))


def _require_templates(folder: Path) -> None:
    """Raise OSError if the folder is none, or holds something else than folders and files."""
    if not folder.is_dir():
        raise NotADirectoryError(ENOTDIR, strerror(ENOTDIR), str(folder))
    for place, _, names in walk(folder):
        for name in names:
            path = join(place, name)
            # A link that leads nowhere, such as an editor's lock, is no template.
            if exists(path):
                require_regular_file(path, MAX_CONFIGURATION_SIZE)


def fresh(folder: Path, made: Recipe) -> tuple[str, ...] | None:
    """The schema's files, if `folder` holds what they would give again; else None."""
    record = content_of(folder / RECORD)
    if record is None:
        return None
    recorded, *names = fsdecode(record).split("\n")[:-1] or [""]
    paths = [join(dirname(made.root), name) for name in names]
    # The root comes first; output of another schema may lie there.
    if paths[:1] != [made.root]:
        return None
    try:
        texts = [_as_read(read_regular_file(path, MAX_SOURCE_SIZE)) for path in paths]
    except (OSError, ValueError):
        return None
    manifest = content_of(folder / MANIFEST) or b""
    if recorded != _digest_of(made, manifest, zip(names, texts, strict=True)):
        return None
    return tuple(paths) if is_as_written(folder) else None


def record_of(made: Recipe, manifest: bytes, sources: Iterable[Source]) -> bytes:
    """The record to lie beside a manifest with that content, for what was read."""
    # Files may have changed meanwhile: what counts is what was read of them.
    texts = [
        (_name(source.path, made.root), source.text.encode()) for source in sources
    ]
    names = [name for name, _ in texts]
    return fsencode("\n".join([_digest_of(made, manifest, texts), *names, ""]))


def _digest_of(
    made: Recipe, manifest: bytes, texts: Iterable[tuple[str, bytes]]
) -> str:
    parts = [made.digest, digest(manifest)]
    for name, text in texts:
        parts += (name, digest(text))
    return _digest(parts)


def _digest(parts: Iterable[str]) -> str:
    return sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


def _files(folder: Path) -> list[str]:
    """The names within a folder of the files in and below it."""
    begin = len(join(folder, ""))
    paths = (join(place, name) for place, _, names in walk(folder) for name in names)
    return sorted(path[begin:] for path in paths if isfile(path))


def _name(path: str, root: str) -> str:
    """A path as seen from the root's folder, spelt as its include spells it."""
    folder = join(dirname(root), "")
    return path.removeprefix(folder) if folder else path


def _as_read(data: bytes) -> bytes:
    """A file's content as the compiler sees it: with plain line ends, the last one too."""
    plain = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return plain if not plain or plain.endswith(b"\n") else plain + b"\n"
