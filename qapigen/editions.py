# SPDX-License-Identifier: MIT
"""The releases of QEMU and every dated fact of the language; the only home of versions.

An *edition* is the language as one release reads it. A *lifetime* is a set of
editions; a *fact* is a lifetime with a name: what was legal, or was checked,
then. Code never compares versions: it asks ``edition in FACT``, or hands a
lifetime on to the finding that is true only then.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Edition(NamedTuple):
    """The language of one release; `rank` counts the releases before it."""

    rank: int
    name: str

    def __str__(self) -> str:
        return self.name

    @property
    def lifetime(self) -> Lifetime:
        """The lifetime that holds this edition alone."""
        return Lifetime(1 << self.rank)

    @property
    def successor(self) -> Edition | None:
        """The next release, None for the newest."""
        following = self.rank + 1
        return EDITIONS[following] if following < len(EDITIONS) else None


_NAMES = (
    "2.9 2.10 2.11 2.12 3.0 3.1 4.0 4.1 4.2 5.0 5.1 5.2 6.0 6.1 6.2 "
    "7.0 7.1 7.2 8.0 8.1 8.2 9.0 9.1 9.2 10.0 10.1 10.2"
)
EDITIONS = tuple(Edition(rank, name) for rank, name in enumerate(_NAMES.split()))
LATEST = EDITIONS[-1]
_BY_NAME = {edition.name: edition for edition in EDITIONS}


@dataclass(frozen=True, slots=True)
class Lifetime:
    """A set of editions, one bit each: `&`, `|`, `~` and `in` work as on sets."""

    bits: int

    def __and__(self, other: Lifetime) -> Lifetime:
        return Lifetime(self.bits & other.bits)

    def __or__(self, other: Lifetime) -> Lifetime:
        return Lifetime(self.bits | other.bits)

    def __invert__(self) -> Lifetime:
        return Lifetime(~self.bits & _ALL_BITS)

    def __bool__(self) -> bool:
        return self.bits != 0

    def __contains__(self, edition: Edition) -> bool:
        return bool(self.bits >> edition.rank & 1)

    def editions(self) -> tuple[Edition, ...]:
        """Its editions, oldest first."""
        return tuple(edition for edition in EDITIONS if edition in self)

    def __str__(self) -> str:
        """In words, as for "since QEMU 5.2", "until QEMU 6.1" or "in QEMU 6.0 to 8.0"."""
        members = self.editions()
        if not members:
            return "in no release of QEMU"
        first, last = members[0], members[-1]
        if last is LATEST and first is not EDITIONS[0]:
            return f"since QEMU {first}"
        if first is EDITIONS[0] and last is not LATEST:
            return f"until QEMU {last}"
        if first is last:
            return f"in QEMU {first}"
        return f"in QEMU {first} to {last}"


_ALL_BITS = (1 << len(EDITIONS)) - 1
ALWAYS = Lifetime(_ALL_BITS)
NEVER = Lifetime(0)


def since(name: str) -> Lifetime:
    """The release `name` and all later ones."""
    return Lifetime(_ALL_BITS & -(1 << _BY_NAME[name].rank))


def until(name: str) -> Lifetime:
    """All releases up to and including `name`."""
    return Lifetime((2 << _BY_NAME[name].rank) - 1)


def find_edition(name: str) -> Edition | None:
    """The edition of a release as users write it: "7.2", "7.2.0", "v7.2.22", "latest".

    None where there is none. A stable release reads the language of its
    branch, so what follows the second number does not matter.
    """
    if name == "latest":
        return LATEST
    parts = name.removeprefix("v").split(".")
    if not all(part.isdecimal() for part in parts):
        return None
    return _BY_NAME.get(".".join(parts[:2]))


# Characters and words.
JSON_ESCAPES = until("4.1")
SINGLE_ESCAPE = ~JSON_ESCAPES
ASCII_STRINGS = since("4.2")
NULL_LITERAL = until("4.1")
UNICODE_BLANKS = since("2.12")
INCLUDES_BY_FILE = since("2.12")

# Keys and pragmas.
ALLOW_OOB_KEY = since("2.12")
ALLOW_PRECONFIG_KEY = since("3.0")
COROUTINE_KEY = since("5.2")
CONDITIONS = since("3.0")
STRUCT_FEATURES = since("4.1")
COMMAND_FEATURES = since("4.2")
ALL_FEATURES = since("5.0")
VALUE_FEATURES = since("6.2")
LONG_FORMS = since("4.0")
WHITELISTS = until("5.2")
EXCEPTIONS = since("6.0")
DOCUMENTATION_EXCEPTIONS = since("9.0")

# Conditions.
SYMBOLIC_CONDITIONS = since("6.2")
CHECKED_MEMBER_CONDITIONS = ~(since("4.0") & until("4.1"))
BLANK_CONDITIONS_REFUSED = since("4.2")

# Types.
NULL_TYPE = since("2.10")
SIMPLE_UNIONS = until("6.1")
EMPTY_TYPE_IS_ABSENT = since("4.2")
EMPTY_UNION_DATA = since("4.2")
ABSENT_BRANCHES = since("3.0")
ARRAY_ALTERNATIVES = since("7.1")
UNION_BRANCHES = since("8.1")
SINGLE_ALTERNATIVES = since("4.2")
NAMED_IMPLICIT_TYPES = since("4.2")
INHERITED_TAGS = since("4.2")
UNCONDITIONAL_TAGS = since("4.0")
ALTERNATE_ARGUMENTS = until("4.1")
EMPTY_BOXED_REFUSED = until("4.1")
UNBOXED_CONDITIONAL_ARGUMENTS = until("8.0")
STRICT_ALTERNATIVES = since("2.10")
SPECIAL_DEPRECATED = since("5.0")
SPECIAL_UNSTABLE = since("6.2")
FEATURE_LIMIT = since("10.0")

# Names.
STRICT_NAMES = since("6.0")
LOOSE_NAMES = ~STRICT_NAMES
CASED_FEATURES = since("4.1")
STRICT_FEATURE_NAMES = (since("6.0") & until("6.0")) | since("7.1")
LOOSE_FEATURE_NAMES = CASED_FEATURES & LOOSE_NAMES
OWNERS_BY_TYPE = until("4.1")
FLAT_BRANCH_NAMES = until("5.2")
FLAT_BRANCH_CASE = since("4.2") & until("5.2")
KIND_SUFFIX_RESERVED = until("6.1")
LIST_SUFFIX_FOR_ALL = until("5.2")

# Documentation comments.
LINE_DIALECT = until("8.2")
BLOCK_DIALECT = since("9.0")
DOC_FEATURES = since("4.1")
FEATURES_CHECKED = since("4.2")
PREFIX_TAGS = since("8.1") & until("8.2")
EMPTY_DESCRIPTION_IS_BLANK = until("2.11")
INDENTED_NAMES = until("5.1")
TEXT_COLUMN_INDENT = since("5.2") & until("8.0")
FIRST_LINE_INDENT = since("8.1") & until("8.2")
NO_OPTIONAL_TAG = until("2.11")
HEADING_REFUSED = since("5.2") & until("10.0")
HEADING_REFUSED_ON_ANY_LINE = since("5.2") & until("8.2")
HEADING_FIRST = since("9.0") & until("10.0")
HEADINGS = until("10.0")
RST_MARKUP = since("5.2")
ERRORS_SECTION = since("9.0")
NOTE_SECTIONS = until("9.0")
DOUBLE_COLON_IS_TEXT = since("9.1")
RETURNS_NEEDS_RETURNS = since("9.0")
MEMBERS_DOCUMENTED = since("9.0")
ALL_DOCUMENTED_MEMBERS_CHECKED = since("4.2")
PLAIN_COMMENT_BUG = since("9.0") & until("9.0")
DOC_STYLE = since("10.2")

# Introspection.
INTROSPECTED_SORTED = until("2.11")
INTROSPECTED_IN_MODULE_ORDER = since("5.0")
INTROSPECTED_OOB_ALWAYS = since("2.12") & until("2.12")
INTROSPECTED_FEATURES = since("5.0")
INTROSPECTED_ENUM_MEMBERS = since("6.2")
