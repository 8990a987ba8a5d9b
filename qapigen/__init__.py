# SPDX-License-Identifier: MIT
"""qapigen: a compiler for QAPI, the language of QEMU's control interfaces."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qapigen.compiler import Compilation as Compilation
    from qapigen.compiler import compile_schema as compile_schema
    from qapigen.diagnostics.diagnostic import Code as Code
    from qapigen.diagnostics.diagnostic import Diagnostic as Diagnostic
    from qapigen.diagnostics.diagnostic import Severity as Severity
    from qapigen.editions import Edition as Edition
    from qapigen.editions import find_edition as find_edition
    from qapigen.schema.schema import Schema as Schema
    from qapigen.source import Span as Span
    from qapigen.syntax.loader import UnreadableRootError as UnreadableRootError

# Where each public name lives: it is imported from there when somebody asks for it,
# so that the program itself does not pay for what it does not need.
_HOMES = {
    "Code": "diagnostics.diagnostic",
    "Compilation": "compiler",
    "Diagnostic": "diagnostics.diagnostic",
    "Edition": "editions",
    "Schema": "schema.schema",
    "Severity": "diagnostics.diagnostic",
    "Span": "source",
    "UnreadableRootError": "syntax.loader",
    "compile_schema": "compiler",
    "find_edition": "editions",
}

__all__ = [
    "Code",
    "Compilation",
    "Diagnostic",
    "Edition",
    "Schema",
    "Severity",
    "Span",
    "UnreadableRootError",
    "compile_schema",
    "find_edition",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'qapigen' has no attribute '{name}'")
    value = getattr(import_module(f"qapigen.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*globals(), *__all__]
