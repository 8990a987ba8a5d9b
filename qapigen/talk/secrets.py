# SPDX-License-Identifier: MIT
"""Passwords, left out of what is written down."""

from __future__ import annotations

import re
from typing import Any

HIDDEN = "…"

_NAME = r"[\w.-]*(?:password|passwd|passphrase)(?!-secret)[\w-]*"
_VALUE = r"""(?:"(?:[^"\\]|\\.)*"?|'[^']*'?|[^\s,}\]]+)"""
_KEY = re.compile(rf"({_NAME}=){_VALUE}", re.IGNORECASE)
_JSON = re.compile(rf'("{_NAME}"\s*:\s*){_VALUE}', re.IGNORECASE)
_DATA = re.compile(rf'(\bdata=|"data"\s*:\s*){_VALUE}')
_WORD = re.compile(_NAME, re.IGNORECASE)
_SECRET_OBJECT = re.compile(r"""qom-type["']?\s*[=:]\s*["']?secret\b""")


def without_secrets(line: str) -> str:
    """A line of the shell without the values of passwords and of secret objects."""
    line = _KEY.sub(rf"\1{HIDDEN}", line)
    line = _JSON.sub(rf'\1"{HIDDEN}"', line)
    if _SECRET_OBJECT.search(line):
        line = _DATA.sub(rf'\1"{HIDDEN}"', line)
    return line


def is_secret(line: str) -> bool:
    """Whether a line without keys speaks of a password, so that nobody knows where it is."""
    return "passw" in line.casefold()


def masked(value: Any, name: str = "") -> Any:
    """A JSON value without passwords."""
    if isinstance(value, dict):
        is_object = value.get("qom-type") == "secret"
        return {
            key: HIDDEN if is_object and key == "data" else masked(member, key)
            for key, member in value.items()
        }
    if isinstance(value, list):
        return [masked(item) for item in value]
    return HIDDEN if value is not None and _WORD.fullmatch(name) else value
