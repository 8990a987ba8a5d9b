# SPDX-License-Identifier: MIT
"""The formats in which findings are printed, each imported when it is called for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qapigen.cli.terminal import wants_colour
from qapigen.diagnostics.diagnostic import Diagnostic

FORMATS = ("text", "concise", "json", "github", "sarif")


def rendered(findings: Sequence[Diagnostic], form: str) -> Iterable[str]:
    """The lines that show the findings in one of the `FORMATS`."""
    match form:
        case "concise":
            from qapigen.diagnostics.as_concise import render
        case "json":
            from qapigen.diagnostics.as_json import render
        case "github":
            from qapigen.diagnostics.as_github import render
        case "sarif":
            from qapigen.diagnostics.as_sarif import render
        case _:
            from qapigen.diagnostics.as_text import render as render_text

            return render_text(findings, wants_colour())
    return render(findings)


def not_shown(older: int) -> str:
    """How many findings a baseline has, for the end of a summary; empty if none."""
    if not older:
        return ""
    return f"; {older} older finding{'s are' if older > 1 else ' is'} not shown"
