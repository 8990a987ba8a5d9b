# SPDX-License-Identifier: MIT
"""Pragmas: settings and lists of exceptions, shared by all files of a schema.

The state at the end of reading counts, also for definitions that come before
the directive; setting a list again replaces it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from qapigen.diagnostics.report import Report
from qapigen.diagnostics.suggestions import near_names
from qapigen.editions import (
    ALWAYS,
    DOCUMENTATION_EXCEPTIONS,
    EXCEPTIONS,
    WHITELISTS,
    Lifetime,
)
from qapigen.schema.errors import DATED_PRAGMA, INVALID_PRAGMA, UNKNOWN_PRAGMA
from qapigen.schema.model import Broken, Definition
from qapigen.schema.parts import wrong_form
from qapigen.source import Span
from qapigen.syntax.nodes import Array, Entry, Flag, Node, Object, Text


class Exceptions(dict[str, Span]):
    """The names that a pragma exempts from a rule, each with the place where it does.

    They are `lost` where a pragma could not be read: then everything is exempt.
    """

    lost = False

    def exempts(self, definition: Definition) -> bool:
        """Whether a definition is exempt, by its name or the one in its documentation."""
        if not self and not self.lost:
            return False
        comment = definition.comment
        documented = comment is not None and comment.symbol in self
        return definition.name in self or documented or self.lost

    def misspelt(
        self, definition: Definition, definitions: Mapping[str, Definition | Broken]
    ) -> Span | None:
        """The entry that is no definition's name, but nearly that of `definition`."""
        strangers = [name for name in self if name not in definitions]
        meant = near_names(definition.name, strangers)
        return self[meant[0]] if meant else None


class Pragmas:
    """The state of all pragmas; filled while reading, then left alone."""

    def __init__(self) -> None:
        self.doc_required = False
        self.command_returns = Exceptions()
        self.member_names = Exceptions()
        self.command_names = Exceptions()
        self.documentation = Exceptions()

    def lose(self) -> None:
        """Exempt everything, as a pragma could not be read."""
        for exceptions in (
            self.command_returns,
            self.member_names,
            self.command_names,
            self.documentation,
        ):
            exceptions.lost = True


class _Pragma(NamedTuple):
    setting: str
    known: Lifetime = ALWAYS


_PRAGMAS = {
    "doc-required": _Pragma("doc_required"),
    "command-returns-exceptions": _Pragma("command_returns", EXCEPTIONS),
    "member-name-exceptions": _Pragma("member_names", EXCEPTIONS),
    "command-name-exceptions": _Pragma("command_names", EXCEPTIONS),
    "documentation-exceptions": _Pragma("documentation", DOCUMENTATION_EXCEPTIONS),
    "returns-whitelist": _Pragma("command_returns", WHITELISTS),
    "name-case-whitelist": _Pragma("member_names", WHITELISTS),
}


def read_pragma(written: Object, pragmas: Pragmas, report: Report) -> None:
    """Carry out the pragma directive `written` on the state `pragmas`."""
    for entry in written.entries:
        if entry.key.value != "pragma":
            report.add(INVALID_PRAGMA.at(entry.key))
        elif isinstance(entry.value, Object):
            for setting in entry.value.entries:
                _read_setting(setting, pragmas, report)
        else:
            wrong_form(entry.value, "'pragma'", "an object of settings", report)


def _read_setting(entry: Entry, pragmas: Pragmas, report: Report) -> None:
    key = entry.key.value
    pragma = _PRAGMAS.get(key)
    if pragma is None:
        finding = UNKNOWN_PRAGMA.at(entry.key, key=key)
        report.add(finding.suggesting(key, lambda: _PRAGMAS))
        meant = near_names(key, _PRAGMAS)
        if not meant:
            return
        # Most likely a slip: without the exceptions each exempted name would be a finding.
        pragma = _PRAGMAS[meant[0]]
    elif pragma.known is not ALWAYS:
        finding = DATED_PRAGMA.at(entry.key, key=key, known=pragma.known)
        report.add(finding.during(~pragma.known))
    if pragma.setting == "doc_required":
        _read_flag(entry.value, pragmas, report)
    else:
        names = _read_names(entry.value, key, report)
        names.lost = getattr(pragmas, pragma.setting).lost
        setattr(pragmas, pragma.setting, names)


def _read_flag(node: Node, pragmas: Pragmas, report: Report) -> None:
    if isinstance(node, Flag):
        pragmas.doc_required = node.value
    else:
        wrong_form(node, "'doc-required'", "true or false", report)


def _read_names(node: Node, key: str, report: Report) -> Exceptions:
    names = Exceptions()
    if not isinstance(node, Array):
        wrong_form(node, f"'{key}'", "a list of names", report)
        return names
    for item in node.items:
        if isinstance(item, Text):
            names[item.value] = item.span
        else:
            wrong_form(item, f"an entry of '{key}'", "a name", report)
    return names
