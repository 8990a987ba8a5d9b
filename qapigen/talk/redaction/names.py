# SPDX-License-Identifier: MIT
"""Which names stand for a secret, misspelt ones included."""

from __future__ import annotations

import re
from functools import lru_cache

_WORDS = (
    "password",
    "passwd",
    "passphrase",
    "passcode",
    "credential",
    "credentials",
    "secret",
    "cookie",
)
_STEMS = ("passw", "passphrase", "cookie", "credential")
"""What makes a longer name secret wherever it occurs in it."""
_WHOLE = {
    "pass",
    "passkey",
    "pwd",
    "pw",
    "psk",
    "token",
    "authorization",
    "keyvaluepairs",
}
_KINDS_OF_KEY = {
    "access",
    "api",
    "auth",
    "encryption",
    "luks",
    "master",
    "private",
    "secret",
    "shared",
}
_KINDS_OF_SECRET = {"api", "app", "client", "launch", "shared"}
_KINDS_OF_TOKEN = {"access", "api", "auth", "bearer", "session"}
_ABOUT = {
    "count",
    "expiry",
    "file",
    "format",
    "id",
    "length",
    "path",
    "policy",
    "set",
    "size",
    "type",
}
"""What turns a name into one of something about a secret, such as its id."""

_SEPARATOR = re.compile(r"[^a-zA-Z0-9]+|(?<=[a-z])(?=[A-Z])")
_LONGEST = 80


@lru_cache(maxsize=4096)
def is_secret(name: str) -> bool:
    """Whether the member, option or variable of that name holds a secret.

    In QEMU's schemas a member `…-secret` holds the id of a secret object,
    which is no secret; neither is what `…-id` or `…-file` holds.
    """
    parts = _parts(name)
    if not parts:
        return False
    *before, last = parts
    whole = "".join(parts)
    if before and _is_reference(before[-1], last):
        return False
    if any(whole.endswith(f"{word}id") for word in (*_WORDS, "key")):
        return False
    if any(stem in whole for stem in _STEMS):
        return True
    if last in ("key", "token"):
        kinds = _KINDS_OF_KEY if last == "key" else _KINDS_OF_TOKEN
        return not before or before[-1] in kinds
    if whole in _WHOLE or is_like(whole, "password"):
        return True
    return any(is_like(part, word) for part in parts for word in _WORDS)


def is_secret_member(name: str, text: str) -> bool:
    """Whether a member with that value holds a secret: `pass` counts rounds if it is a number."""
    return is_secret(name) and not (name == "pass" and text.isdecimal())


def _is_reference(before: str, last: str) -> bool:
    return last in _ABOUT or (
        is_like(last, "secret") and before not in _KINDS_OF_SECRET
    )


def _parts(name: str) -> list[str]:
    if len(name) > _LONGEST:
        # Such names come from outside only; nobody mistypes them.
        name = name[-_LONGEST:]
    parts = [part.lower() for part in _SEPARATOR.split(name) if part]
    return parts[1:] if parts[:1] == ["x"] else parts


def is_secret_property(name: str) -> bool:
    """Whether a QOM property holds a secret: those of such names, and `data` of secret objects."""
    return name == "data" or is_secret(name)


def mentions_secret(name: str) -> bool:
    """Whether the name of a command says that it takes or gives a password or a secret."""
    return any(
        "passw" in part or any(is_like(part, word) for word in _WORDS)
        for part in _parts(name)
    )


def is_password(word: str) -> bool:
    """Whether a word without a key says that a password follows, as in `change vnc password`."""
    parts = _parts(word)
    words = ("password", "passwd", "passphrase")
    return any("passw" in part for part in parts) or any(
        is_like(part, near) for part in parts for near in words
    )


@lru_cache(maxsize=4096)
def is_like(name: str, word: str) -> bool:
    """Whether `name` is `word` or a slip away from it: two where it has eight letters or more."""
    slips = 2 if len(word) >= 8 else 1 if len(word) >= 5 else 0
    if name == word or not slips or abs(len(name) - len(word)) > slips:
        return name == word
    return _slips(name, word) <= slips


def _slips(name: str, word: str) -> int:
    """How many letters are left out, put in, replaced, or swapped with the next."""
    older: list[int] = []
    previous = list(range(len(word) + 1))
    for row, letter in enumerate(name, 1):
        current = [row]
        for column, other in enumerate(word, 1):
            cost = min(
                previous[column] + 1,
                current[-1] + 1,
                previous[column - 1] + (letter != other),
            )
            if row > 1 < column and name[row - 2 : row] == other + word[column - 2]:
                cost = min(cost, older[column - 2] + 1)
            current.append(cost)
        older, previous = previous, current
    return previous[-1]
