# SPDX-License-Identifier: MIT
"""What can keep an example from being JSON."""

from __future__ import annotations

from qapigen.diagnostics.diagnostic import Code, Severity

_COPIED = "Examples are copied into programs and terminals, "

MISSING_COMMA = Code(
    "example-missing-comma",
    "a comma is missing behind this",
    f"{_COPIED}and JSON separates members and items by commas.",
    severity=Severity.WARNING,
)
TRAILING_COMMA = Code(
    "example-trailing-comma",
    "nothing follows this comma",
    f"{_COPIED}and JSON has commas between members and items only.",
    severity=Severity.WARNING,
)
SINGLE_QUOTES = Code(
    "example-single-quotes",
    "string {string} has single quotes",
    "Schemas have single quotes; what goes over the wire is JSON, which has double ones.",
    severity=Severity.WARNING,
)
CLOSED_EARLY = Code(
    "example-closed-early",
    "the message ends here, but goes on below",
    f"{_COPIED}and a parser stops where the first bracket is closed.",
    severity=Severity.WARNING,
)
UNCLOSED = Code(
    "example-unclosed",
    "'{bracket}' is not closed",
    f"{_COPIED}and a server waits for more until every bracket is closed.",
    severity=Severity.WARNING,
)
EXTRA_BRACKET = Code(
    "example-extra-bracket",
    "'{bracket}' closes nothing",
    f"{_COPIED}and a parser takes what is left over for the next message.",
    severity=Severity.WARNING,
)
NOT_JSON = Code(
    "example-not-json",
    "{found} where {expected} should be",
    f"{_COPIED}and what is not JSON helps neither.",
    severity=Severity.WARNING,
)
REPEATED_MEMBER = Code(
    "example-repeated-member",
    "member '{name}' is there twice",
    "One name, one value: a server refuses a message with two.",
    severity=Severity.WARNING,
)
