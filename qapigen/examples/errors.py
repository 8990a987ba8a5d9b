# SPDX-License-Identifier: MIT
"""What can be wrong with a message of an example that is JSON."""

from __future__ import annotations

from qapigen.diagnostics.diagnostic import Code, Severity

NO_MESSAGE = Code(
    "example-no-message",
    "this is no message: it has no member {expected}",
    "What kind of message it is, a command, reply or event, is told by one member;"
    " without it neither side understands the other.",
    severity=Severity.WARNING,
)
WRONG_DIRECTION = Code(
    "example-wrong-direction",
    "the arrow '{arrow}' says that {kind} is {direction}",
    "Clients send commands, servers send replies and events: readers who follow the"
    " arrow would type what the server says.",
    severity=Severity.WARNING,
)
UNKNOWN_COMMAND = Code(
    "example-unknown-command",
    "there is no command '{name}'",
    "A server refuses a command that it does not know; examples often outlive a renaming.",
    severity=Severity.WARNING,
)
UNKNOWN_EVENT = Code(
    "example-unknown-event",
    "there is no event '{name}'",
    "Who waits for an event that does not exist waits for ever.",
    severity=Severity.WARNING,
)
NOT_OUT_OF_BAND = Code(
    "example-not-out-of-band",
    "command '{name}' cannot be executed out of band",
    "A server refuses 'exec-oob' unless the command says 'allow-oob'.",
    severity=Severity.WARNING,
)
ELSEWHERE = Code(
    "example-of-something-else",
    "no example here shows {kind} '{name}'",
    "Readers look for an example where a definition is documented; one that shows"
    " only something else was mostly copied from there.",
    severity=Severity.WARNING,
)
UNKNOWN_MEMBER = Code(
    "example-unknown-member",
    "{owner} has no {noun} '{name}'",
    "A server refuses an argument that it does not know, and never sends a member"
    " that the schema does not have.",
    severity=Severity.WARNING,
)
MISSING_MEMBER = Code(
    "example-missing-member",
    "{noun} {names} of {owner} {verb} missing",
    "A server refuses a command without its mandatory arguments, and always sends"
    " mandatory members; '...' shows that something was left out.",
    severity=Severity.WARNING,
)
WRONG_TYPE = Code(
    "example-wrong-type",
    "{what} should be {expected}, not {found}",
    'JSON types matter: a server refuses the string "1" where it wants the number 1.',
    severity=Severity.WARNING,
)
OUT_OF_RANGE = Code(
    "example-out-of-range",
    "{number} is out of the range of {type}, {minimum} to {maximum}",
    "A server refuses a number that the type cannot hold, and cannot send one.",
    severity=Severity.WARNING,
)
UNKNOWN_VALUE = Code(
    "example-unknown-value",
    "enum '{enum}' has no value '{value}'",
    "A server refuses a value that it does not know, and never sends one.",
    severity=Severity.WARNING,
)
