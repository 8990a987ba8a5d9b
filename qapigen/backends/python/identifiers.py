# SPDX-License-Identifier: MIT
"""From names on the wire to names in Python.

The rules are the same for every schema: a hyphen becomes an underscore; what
is a keyword, a builtin or otherwise taken gets an underscore behind it. The
tables of builtins and model attributes are written out, so that the output
does not depend on the versions of Python and pydantic that run the generator.
"""

from __future__ import annotations

import re
from functools import cache
from keyword import iskeyword

from qapigen.backends.safe_text import PythonName

Taken = frozenset[str]
"""Names that mean something where the new one is to stand."""

_NOT_WORD = re.compile(r"[^A-Za-z0-9_]")
_WORD = re.compile(r"[A-Za-z0-9]+")

_BUILTINS = (
    "abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr "
    "classmethod compile complex delattr dict dir divmod enumerate eval exec filter "
    "float format frozenset getattr globals hasattr hash help hex id input int "
    "isinstance issubclass iter len list locals map max memoryview min next object oct "
    "open ord pow print property range repr reversed round set setattr slice sorted "
    "staticmethod str sum super tuple type vars zip"
)
BUILTINS = frozenset(_BUILTINS.split())
_MODEL_ATTRIBUTES = (
    "construct copy dict from_orm json parse_file parse_obj parse_raw schema "
    "schema_json update_forward_refs validate model_computed_fields model_config "
    "model_construct model_copy model_dump model_dump_json model_extra model_fields "
    "model_fields_set model_json_schema model_parametrized_name model_post_init "
    "model_rebuild self model_validate model_validate_json model_validate_strings"
)
MODEL_ATTRIBUTES = frozenset(_MODEL_ATTRIBUTES.split())
PARAMETERS = frozenset(("arguments", "extra", "fd", "oob", "self", "timeout"))
"""What the methods of clients take beside a command's own arguments."""
_CLIENT_ATTRIBUTES = (
    "close connect connected execute link_type listen reconnect server session_type "
    "subscribe supports timeout vocabulary"
)
CLIENT_ATTRIBUTES = frozenset(_CLIENT_ATTRIBUTES.split())
"""What clients have beside the methods for commands."""


@cache
def identifier(name: str, taken: Taken = frozenset()) -> PythonName:
    """A name in Python for `name`, an underscore behind it if it is `taken` or means something."""
    plain = _NOT_WORD.sub("_", name).lstrip("_") or "_"
    if plain[0].isdigit():
        plain = f"n{plain}"
    if iskeyword(plain) or plain in BUILTINS or plain in taken:
        return PythonName(f"{plain}_")
    return PythonName(plain)


@cache
def member_name(name: str, taken: Taken = frozenset()) -> PythonName:
    """The attribute for a member of a struct or union, or for a parameter."""
    found = identifier(name, taken)
    return PythonName(f"{found}_") if found in MODEL_ATTRIBUTES else found


def method_name(command: str) -> PythonName:
    """The method for a command."""
    return identifier(command, CLIENT_ATTRIBUTES)


@cache
def constant_name(value: str) -> PythonName:
    """The member of an enum class for a value."""
    plain = _NOT_WORD.sub("_", value).strip("_").upper() or "EMPTY"
    return PythonName(f"NUM_{plain}" if plain[0].isdigit() else plain)


def class_name(name: str) -> PythonName:
    """The class for a type: its name, as far as Python allows it."""
    return identifier(name)


@cache
def camel_case(name: str) -> PythonName:
    """A name of a command, event or branch as part of a class's name."""
    words = _WORD.findall(name.lower() if name.isupper() else name)
    return PythonName("".join(word[0].upper() + word[1:] for word in words) or "N")


def wire_name(attribute: str) -> str:
    """The wire name that an attribute has unless it says otherwise."""
    return attribute.rstrip("_").replace("_", "-")
