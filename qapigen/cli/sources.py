# SPDX-License-Identifier: MIT
"""Where the files of a schema are read from: the work tree, a folder, a git revision."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from qapigen.cli.git import GitError
from qapigen.cli.revisions import (
    HEAD,
    PREFIX,
    Revision,
    hint_at_divergence,
    path_in_repository,
    revision_name,
)
from qapigen.syntax.loader import STANDARD_INPUT, Read, read_file

ADDRESSES = ("unix:", "tcp:", "fd:")


class SchemaPath(NamedTuple):
    """Where a root lies: from the top of a repository, or as a file of the work tree."""

    path: str
    is_from_top: bool


def schema_path(name: str) -> SchemaPath | None:
    """The path in the name of a source; None if it has none, so that another's is meant.

    Raises ValueError for a git revision that is not written properly.
    """
    if name == STANDARD_INPUT or name.startswith(ADDRESSES):
        return None
    if name.startswith(PREFIX):
        path = revision_name(name).path
        return None if path is None else SchemaPath(path, True)
    return None if os.path.isdir(name) else SchemaPath(name, False)


@contextmanager
def opened(name: str, root: SchemaPath | None) -> Iterator[tuple[str, Read]]:
    """The path of a root in a source, and what reads this file and those that it includes.

    `root` is the path to take where the source is a folder or a git revision
    without a path. Raises OSError or ValueError where there is no such source.
    """
    if name.startswith(PREFIX):
        revision, path = revision_name(name)
        folder = "."
        if path is None:
            folder, path = _path_of_other(root)
        with Revision(revision, folder) as files:
            yield files.path(path), files.read
    elif os.path.isdir(name):
        yield _path_in_folder(name, root), read_file
    else:
        yield name, read_file


def _path_of_other(root: SchemaPath | None) -> tuple[str, str]:
    """The folder to run git in, and the path of a root from the top of its repository."""
    if root is None:
        raise ValueError("add a path, git:REV:path; no other side has one")
    if root.is_from_top:
        return ".", root.path
    return path_in_repository(root.path)


def _path_in_folder(folder: str, root: SchemaPath | None) -> str:
    """Where a root lies in a folder that is like the current one, or like its repository."""
    if root is None:
        raise ValueError("name a schema in this folder; no other side has a path")
    if root.is_from_top:
        return os.path.join(folder, os.path.normpath(root.path).lstrip("/"))
    paths = [os.path.relpath(root.path)]
    try:
        paths.append(path_in_repository(root.path)[1])
    except GitError:
        paths.append(os.path.basename(root.path))
    paths = [os.path.join(folder, p) for p in paths if not p.startswith(os.pardir)]
    return next(filter(os.path.exists, paths), paths[0])


def hint_at_merge_base(
    old: str, new: str | None, root: SchemaPath | None
) -> str | None:
    """Advice where the history of a git revision has diverged from that of a later source.

    `new` is the name of the later source, None for the work tree.
    """
    if not old.startswith(PREFIX):
        return None
    revision, path = revision_name(old)
    later = HEAD
    if new is not None and new.startswith(PREFIX):
        later = revision_name(new).revision
    elif new is not None and schema_path(new) is None:
        return None
    folder = "."
    if path is None and root is not None and not root.is_from_top:
        folder, _ = path_in_repository(root.path)
    return hint_at_divergence(folder, revision, later)
