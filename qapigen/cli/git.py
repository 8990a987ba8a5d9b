# SPDX-License-Identifier: MIT
"""Questions to git: each answered, or refused in one line."""

from __future__ import annotations

import os
import subprocess


class GitError(ValueError):
    """Git cannot answer; the text says why, on one line."""


def git(folder: str, *arguments: str) -> str:
    """What a git command prints in a folder, without the last line break.

    Raises GitError where the command fails or there is no git.
    """
    try:
        done = subprocess.run(
            ["git", "-C", folder, *arguments],
            capture_output=True,
            check=False,
            # Reasons are recognized by their English words.
            env={**os.environ, "LC_ALL": "C"},
        )
    except FileNotFoundError as error:
        raise GitError("git is not installed") from error
    if done.returncode:
        raise GitError(_reason(os.fsdecode(done.stderr)))
    return os.fsdecode(done.stdout).removesuffix("\n")


def _reason(errors: str) -> str:
    """Git's own reason on one line, empty if it gives none."""
    lines = errors.splitlines() or [""]
    fatal = next((line for line in lines if line.startswith("fatal: ")), lines[-1])
    if fatal.startswith("fatal: not a git repository"):
        return "not in a git repository"
    return fatal.removeprefix("fatal: ")


def object_name(folder: str, revision: str, kind: str = "commit") -> str:
    """The id of the commit or tree that a revision names.

    Raises GitError where there is no such revision.
    """
    arguments = ("rev-parse", "--verify", "--quiet", "--end-of-options")
    try:
        return git(folder, *arguments, f"{revision}^{{{kind}}}")
    except GitError as error:
        if str(error):
            raise
        advice = _deepening(folder)
        raise GitError(f"there is no revision '{revision}'{advice}") from error


def merge_base(folder: str, one: str, other: str) -> str:
    """The newest commit that two revisions have in common.

    Raises GitError where there is none, or where a shallow clone does not hold it.
    """
    commits = [object_name(folder, revision) for revision in (one, other)]
    try:
        return git(folder, "merge-base", *commits)
    except GitError as error:
        text = f"'{one}' and '{other}' have no common commit{_deepening(folder)}"
        raise GitError(str(error) or text) from error


def missing_commits(folder: str, one: str, other: str) -> int:
    """How many commits a revision has that the other lacks, if they have diverged.

    0 if the other contains it. Raises GitError where that cannot be told, as where
    the two have nothing in common.
    """
    base = merge_base(folder, one, other)
    commit = object_name(folder, one)
    return int(git(folder, "rev-list", "--count", commit, f"^{base}"))


def _deepening(folder: str) -> str:
    """Advice where the history is cut off; empty where it is not."""
    if git(folder, "rev-parse", "--is-shallow-repository") != "true":
        return ""
    return " in this shallow clone; 'git fetch --unshallow' gets the whole history"
