# SPDX-License-Identifier: MIT
"""What can be wrong with the text itself: characters, tokens, nesting, includes."""

from __future__ import annotations

from qapigen.diagnostics.diagnostic import Code
from qapigen.editions import (
    ASCII_STRINGS,
    INCLUDES_BY_FILE,
    NULL_LITERAL,
    SINGLE_ESCAPE,
)

STRAY_TEXT = Code(
    "stray-text",
    "stray {text}",
    "Outside strings and comments only the characters { } [ ] : , and the words"
    " true and false have a meaning.",
    covers=True,
)
STRAY_NULL = Code(
    "stray-null",
    "stray 'null'",
    "Old releases read null as if the key were absent; leave the key out instead.",
    refused_by=~NULL_LITERAL,
    dating=True,
)
BYTE_ORDER_MARK = Code(
    "byte-order-mark",
    "the file begins with a byte order mark",
    "Schemas are plain UTF-8; a byte order mark is text that belongs to no token.",
)
INVALID_UTF8 = Code(
    "invalid-utf8",
    "this is not UTF-8 text",
    "Schemas are read as UTF-8, also within comments.",
)
UNTERMINATED_STRING = Code(
    "unterminated-string",
    "string is not closed on its line",
    "A string begins and ends with a single quote on one line.",
    covers=True,
)
UNKNOWN_ESCAPE = Code(
    "unknown-escape",
    "unknown escape {escape}",
    "The only escape in a string is a backslash before a backslash.",
    covers=True,
)
OLD_ESCAPE = Code(
    "old-escape",
    "escape {escape} is no longer part of the language",
    "Strings once took the escapes of JSON; since then a backslash may only escape a backslash.",
    refused_by=SINGLE_ESCAPE,
    dating=True,
    covers=True,
)
UNPRINTABLE_CHARACTER = Code(
    "unprintable-character",
    "string contains {character}, which is not printable ASCII",
    "Strings are names and fixed words; they consist of printable ASCII characters.",
    refused_by=ASCII_STRINGS,
    covers=True,
)
EXPECTED = Code(
    "syntax-error",
    "expected {expected}, found {found}",
    "Expressions are JSON with single quotes, without numbers and without trailing commas.",
)
DUPLICATE_KEY = Code(
    "duplicate-key",
    "key '{key}' has a second value",
    "An object has each key once; a second one would silently win or lose.",
)
NESTED_TOO_DEEPLY = Code(
    "nested-too-deeply",
    "more than {limit} levels of nesting",
    "No schema nests this deeply; reading on would only exhaust memory.",
)
NOT_AN_OBJECT = Code(
    "not-an-object",
    "a file consists of objects, but this is {found}",
    "At the top level of a file each expression is a definition or a directive in braces.",
)
DOC_JUNK = Code(
    "doc-junk-after-marker",
    "nothing may follow the '##' that {verb} a documentation comment",
    "A documentation comment is opened and closed by a line that is exactly '##'.",
)
DOC_UNTERMINATED = Code(
    "doc-unterminated",
    "the documentation comment is not closed before this",
    "A documentation comment consists of comment lines and ends with a line '##'.",
)
INVALID_INCLUDE = Code(
    "invalid-include",
    "an include has the key 'include' alone",
    "An include directive is an object with one key, whose value is a path.",
)
INCLUDE_NOT_TEXT = Code(
    "include-not-a-string",
    "the value of 'include' is not a string",
    "An include names one file, relative to the file that includes it.",
)
INCLUDE_LOOP = Code(
    "include-loop",
    "'{path}' includes itself",
    "A file that is being read cannot be included again before its end.",
)
RESPELT_INCLUDE = Code(
    "dated-include-spelling",
    "'{path}' was included before under another spelling",
    "Old releases took './x' and 'x' for two files, and found everything in them twice.",
    refused_by=~INCLUDES_BY_FILE,
)
UNREADABLE_INCLUDE = Code(
    "unreadable-include",
    "cannot read '{path}': {reason}",
    "An included file has to be a readable file, relative to the file that includes it.",
)
