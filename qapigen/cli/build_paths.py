# SPDX-License-Identifier: MIT
"""Paths that a rule for Make and Ninja can hold."""

from __future__ import annotations

import re
from collections.abc import Iterable

import click

from qapigen.diagnostics.visible import visible

# Neither tool can escape these in a way that the other reads. To Make, `=` makes an assignment
# of the line (`!=` one that runs a command), `;` begins a recipe, `|` and `&:` change what the
# names mean, and the others are patterns of file names. Ninja ends a name at most of them, and
# at quotes.
_MEANINGFUL = re.compile(r"[\x00-\x1f\x7f;|=*?\[\]<>^`&'\"]")
# A home folder; the end of an archive's members, which may begin in an earlier name; and ends
# that belong to what follows the name.
_FORM = re.compile(r"~.*|.*[)\\ :]")
_SPECIAL_TARGET = re.compile(r"(?:\./)*\.[A-Z_]+")
_SUFFIXES = (
    "out a ln o c cc C cpp p f F m r y l ym yl s S mod sym def h info dvi tex texinfo texi "
    "txinfo w ch web sh elc el"
)
_SUFFIX = f"\\.(?:{_SUFFIXES.replace(' ', '|')})"
_SUFFIX_RULE = re.compile(rf"(?:\./)*{_SUFFIX}(?:{_SUFFIX})?")


def require_build_paths(paths: Iterable[str]) -> None:
    """Raise a ClickException that names the first path which no rule can hold, if there is one."""
    for path in paths:
        reason = _fault(path)
        if reason is not None:
            raise click.ClickException(
                f"no rule for Make and Ninja can name '{visible(path)}': {reason}"
            )


def _fault(path: str) -> str | None:
    found = _MEANINGFUL.search(path)
    if found is not None:
        return f"it contains '{visible(found[0])}'"
    if _FORM.fullmatch(path):
        return "Make would not read it as the name of a file"
    if _SPECIAL_TARGET.fullmatch(path) or _SUFFIX_RULE.fullmatch(path):
        return "it is the name of a special target of Make"
    return None
