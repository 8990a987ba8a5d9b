# SPDX-License-Identifier: MIT
"""Names that a generated package or its modules must not have."""

from __future__ import annotations

import sys
from keyword import iskeyword

IMPORTED_PACKAGES = frozenset(
    (
        "annotated_types",
        "pydantic",
        "pydantic_core",
        "qemu",
        "typing_extensions",
        "typing_inspection",
    )
)
"""What generated packages import, directly or through pydantic."""

_NUMBERED = [f"{device}{number}" for device in ("com", "lpt") for number in range(10)]
RESERVED_FILE_NAMES = frozenset(("aux", "con", "nul", "prn", *_NUMBERED))
"""The names of devices on Windows, which no file may have there, whatever its extension."""


def package_name_fault(name: str) -> str | None:
    """Why a package cannot have this name; None if it can."""
    # Python normalizes identifiers before it looks for a module, and file systems do not.
    if not (name.isascii() and name.isidentifier()):
        return "is not a name of ASCII letters, digits and '_'"
    if iskeyword(name):
        return "is a keyword of Python"
    if name in sys.stdlib_module_names or name == "__main__":
        return "would shadow a module of Python's library"
    if name in IMPORTED_PACKAGES:
        return "would shadow a package that generated code imports"
    if name == "qapigen":
        return "would shadow qapigen itself"
    if name.lower() in RESERVED_FILE_NAMES:
        return "is the name of a device on Windows"
    return None
