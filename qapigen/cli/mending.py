# SPDX-License-Identifier: MIT
"""Mend what can be mended in the examples of a schema, after showing it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from qapigen.cli.terminal import print_lines
from qapigen.diagnostics.diagnostic import Diagnostic


def mend(findings: Sequence[Diagnostic], agreed: bool) -> bool:
    """Show the edits as a diff, and make them if the user agrees; whether files changed.

    Without a terminal to ask at, nothing is changed unless it was `agreed` to before.
    """
    from qapigen.examples.fixing import encoded_like, fixed

    files = [file for file in fixed(findings) if os.path.isfile(file.source.path)]
    for file in files:
        print_lines(file.difference())
    if not files or not (agreed or _agrees(len(files))):
        return False
    for file in files:
        with open(file.source.path, "rb") as stream:
            old = stream.read()
        with open(file.source.path, "wb") as stream:
            stream.write(encoded_like(old, file.text))
    return True


def _agrees(files: int) -> bool:
    if not sys.stdin.isatty():
        print_lines(["nothing was changed; --yes makes these edits"], to_error=True)
        return False
    return click.confirm(f"Edit {files} file{'s' * (files > 1)} like this?", err=True)
