# SPDX-License-Identifier: MIT
"""Which keys each kind of expression takes, and since when; reading them."""

from __future__ import annotations

from typing import NamedTuple

from qapigen.diagnostics.report import Report
from qapigen.diagnostics.suggestions import near_names
from qapigen.editions import (
    ALL_FEATURES,
    ALLOW_OOB_KEY,
    ALLOW_PRECONFIG_KEY,
    ALWAYS,
    COMMAND_FEATURES,
    CONDITIONS,
    COROUTINE_KEY,
    STRUCT_FEATURES,
    VALUE_FEATURES,
    Lifetime,
)
from qapigen.schema.errors import DATED_KEY, MISSING_KEY, UNKNOWN_KEY
from qapigen.source import Spanned
from qapigen.syntax.nodes import Entry, Node, Object, Text


class Key(NamedTuple):
    """A key: whether it must be there, and the releases that know it."""

    required: bool = False
    known: Lifetime = ALWAYS


_REQUIRED = Key(required=True)
_OPTIONAL = Key()
_IF = Key(known=CONDITIONS)
_FEATURES = Key(known=ALL_FEATURES)


class Keys(dict[str, Key]):
    """The keys that one kind of object takes, by name; `required` are those that must be there."""

    def __init__(self, keys: dict[str, Key]) -> None:
        super().__init__(keys)
        self.required = [name for name, key in keys.items() if key.required]


DEFINITION_KEYS: dict[str, Keys] = {
    "enum": Keys(
        {
            "enum": _REQUIRED,
            "data": _REQUIRED,
            "prefix": _OPTIONAL,
            "if": _IF,
            "features": _FEATURES,
        }
    ),
    "struct": Keys(
        {
            "struct": _REQUIRED,
            "data": _REQUIRED,
            "base": _OPTIONAL,
            "if": _IF,
            "features": Key(known=STRUCT_FEATURES),
        }
    ),
    "union": Keys(
        {
            "union": _REQUIRED,
            "data": _REQUIRED,
            # Required together, or both absent in a simple union: the reader judges that.
            "base": _OPTIONAL,
            "discriminator": _OPTIONAL,
            "if": _IF,
            "features": _FEATURES,
        }
    ),
    "alternate": Keys(
        {
            "alternate": _REQUIRED,
            "data": _REQUIRED,
            "if": _IF,
            "features": _FEATURES,
        }
    ),
    "command": Keys(
        {
            "command": _REQUIRED,
            "data": _OPTIONAL,
            "returns": _OPTIONAL,
            "boxed": _OPTIONAL,
            "gen": _OPTIONAL,
            "success-response": _OPTIONAL,
            "allow-oob": Key(known=ALLOW_OOB_KEY),
            "allow-preconfig": Key(known=ALLOW_PRECONFIG_KEY),
            "coroutine": Key(known=COROUTINE_KEY),
            "if": _IF,
            "features": Key(known=COMMAND_FEATURES),
        }
    ),
    "event": Keys(
        {
            "event": _REQUIRED,
            "data": _OPTIONAL,
            "boxed": _OPTIONAL,
            "if": _IF,
            "features": _FEATURES,
        }
    ),
}
DIRECTIVE_KEYS = ("include", "pragma")

_ALL_KEYS = frozenset(key for keys in DEFINITION_KEYS.values() for key in keys)

# The long forms came with 'if', so only what they gained later is dated.
VALUE_KEYS = Keys(
    {
        "name": _REQUIRED,
        "if": _OPTIONAL,
        "features": Key(known=VALUE_FEATURES),
    }
)
MEMBER_KEYS = Keys({"type": _REQUIRED, "if": _OPTIONAL, "features": _FEATURES})
BRANCH_KEYS = Keys({"type": _REQUIRED, "if": _OPTIONAL})
FEATURE_KEYS = Keys({"name": _REQUIRED, "if": _OPTIONAL})


def read_keys(
    written: Object, keys: Keys, subject: str, name: Spanned, report: Report
) -> dict[str, Node]:
    """The value of each key of `keys` that `written` has; the first, where it has several.

    A key that is nearly one of those missing is reported and read as that one.
    `subject` is what lacks or has a key, in words; `name` its place.
    """
    values: dict[str, Node] = {}
    unknown: list[Entry] = []
    for entry in written.entries:
        text = entry.key.value
        key = keys.get(text)
        if key is None:
            unknown.append(entry)
        elif text not in values:
            values[text] = entry.value
            if key.known is not ALWAYS:
                _date(entry.key, key.known, subject, report)
    if unknown or any(text not in values for text in keys.required):
        _judge_keys(values, unknown, keys, _Subject(subject, name), report)
    return values


class _Subject(NamedTuple):
    """What has or lacks a key: in words, and its place."""

    words: str
    name: Spanned


def _date(key: Text, known: Lifetime, subject: str, report: Report) -> None:
    """Report a key that only some releases know, if one of the others is of interest."""
    refused = ~known
    if refused.bits & report.of_interest.bits:
        finding = DATED_KEY.at(key, subject=subject, key=key.value, known=known)
        report.add(finding.during(refused))


def _judge_keys(
    values: dict[str, Node],
    unknown: list[Entry],
    keys: Keys,
    subject: _Subject,
    report: Report,
) -> None:
    """Report keys that are unknown or missing; misspelt ones are added to `values`."""
    misfits = []
    for entry in unknown:
        absent = [text for text in keys if text not in values]
        # A key of another kind of definition is no misspelling.
        is_known = entry.key.value in _ALL_KEYS
        meant = [] if is_known else near_names(entry.key.value, absent)
        if meant:
            values[meant[0]] = entry.value
            finding = UNKNOWN_KEY.at(
                entry.key, subject=subject.words, key=entry.key.value
            )
            report.add(finding.helped_by(f"did you mean '{meant[0]}'?"))
        else:
            misfits.append(entry.key)
    missing = [text for text in keys.required if text not in values]
    for text in missing:
        finding = MISSING_KEY.at(subject.name, subject=subject.words, key=text)
        for misfit in misfits:
            finding = finding.pointing_at(misfit, "not a key that is known here")
        report.add(finding)
    for misfit in misfits if not missing else ():
        finding = UNKNOWN_KEY.at(misfit, subject=subject.words, key=misfit.value)
        valid = ", ".join(f"'{key}'" for key in sorted(keys))
        report.add(finding.helped_by(f"valid keys are {valid}"))
