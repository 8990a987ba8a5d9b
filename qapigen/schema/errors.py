# SPDX-License-Identifier: MIT
"""What can be wrong with the shape of definitions and directives."""

from __future__ import annotations

from qapigen.diagnostics.diagnostic import Code
from qapigen.editions import (
    BLANK_CONDITIONS_REFUSED,
    CONDITIONS,
    LONG_FORMS,
    NAMED_IMPLICIT_TYPES,
    PLAIN_COMMENT_BUG,
    SIMPLE_UNIONS,
    SYMBOLIC_CONDITIONS,
)

NOT_A_DEFINITION = Code(
    "not-a-definition",
    "this is neither a definition nor a directive",
    "Each object at the top level has exactly one of the keys enum, struct, union, alternate,"
    " command, event, include and pragma, which says what it is.",
)
SEVERAL_KINDS = Code(
    "several-kinds",
    "a definition cannot be both {first} and {second}",
    "The kind of a definition is the one key among enum, struct, union, alternate, command and"
    " event that it has.",
)
WRONG_FORM = Code(
    "wrong-form",
    "{what} must be {expected}, not {found}",
    "Each key takes one form of value; see the keys of the kind.",
)
MISSING_KEY = Code(
    "missing-key",
    "{subject} lacks the key '{key}'",
    "Without this key the expression has no meaning.",
)
UNKNOWN_KEY = Code(
    "unknown-key",
    "{subject} has no key '{key}'",
    "A key that nobody reads is a misspelling or a misunderstanding.",
)
DATED_KEY = Code(
    "dated-key",
    "{subject} takes the key '{key}' only {known}",
    "The key is part of the language of other releases than this one.",
    dating=True,
)
LONG_FORM = Code(
    "dated-long-form",
    "{subject} cannot be an object yet",
    "Early releases knew members, values and branches in their short form only.",
    refused_by=~LONG_FORMS,
    dating=True,
)
SIMPLE_UNION = Code(
    "simple-union",
    "a union needs 'base' and 'discriminator'",
    "Unions without them, with 'type' and 'data' on the wire, are of the language of old releases;"
    " the same wire form is a union whose base has the enum member 'type'.",
    refused_by=~SIMPLE_UNIONS,
    dating=True,
)
WRONG_FLAG = Code(
    "wrong-flag-value",
    "'{key}' can only be {value}",
    "The flag is written only where it differs from its default.",
)
BOXED_WITHOUT_TYPE = Code(
    "boxed-without-type",
    "'boxed' needs 'data' to be the name of a type",
    "A boxed command or event gets its arguments as one object of a named type.",
)
BAD_CONDITION = Code(
    "condition-not-a-symbol",
    "condition '{text}' is not a symbol",
    "A condition is the name of one preprocessor symbol in capitals, or built from such with all,"
    " any and not; C expressions were the form of old releases.",
    refused_by=SYMBOLIC_CONDITIONS,
    dating=True,
)
CONDITION_LIST = Code(
    "condition-list",
    "a condition is a symbol or an object, not a list",
    "Lists of C expressions were the form of old releases; write { 'all': [ … ] }.",
    refused_by=SYMBOLIC_CONDITIONS,
    dating=True,
)
CONDITION_OBJECT = Code(
    "dated-condition-object",
    "a condition cannot be an object yet",
    "Old releases wrote conditions as expressions of the C preprocessor.",
    refused_by=~SYMBOLIC_CONDITIONS,
    dating=True,
)
CONDITION_KEYS = Code(
    "condition-without-one-key",
    "a condition has exactly one of the keys 'all', 'any' and 'not', this has {count}",
    "With several keys it would be unclear how they combine.",
)
EMPTY_CONDITION = Code(
    "empty-condition",
    "the condition is empty",
    "An empty condition is always or never true: leave it out, or the thing it guards.",
    refused_by=CONDITIONS,
)
BLANK_CONDITION = EMPTY_CONDITION._replace(refused_by=BLANK_CONDITIONS_REFUSED)
INVALID_PRAGMA = Code(
    "invalid-pragma",
    "a pragma has the key 'pragma' alone",
    "A pragma directive is an object with one key, whose value is an object of settings.",
)
UNKNOWN_PRAGMA = Code(
    "unknown-pragma",
    "unknown pragma '{key}'",
    "A pragma that nobody reads exempts nothing.",
)
DATED_PRAGMA = Code(
    "dated-pragma",
    "the pragma '{key}' is known only {known}",
    "Pragmas were renamed and added over time.",
    dating=True,
)
DUPLICATE_DEFINITION = Code(
    "duplicate-definition",
    "'{name}' is already defined",
    "Types, commands and events share one namespace.",
)
PREDEFINED = Code(
    "predefined-name",
    "'{name}' is predefined",
    "The language itself has a definition of this name.",
)
DOC_NOT_FOLLOWED = Code(
    "doc-not-followed",
    "the documentation of '{name}' is not followed by its definition",
    "Documentation that begins with @NAME: belongs to the definition that comes next.",
)
DOC_OF_OTHER = Code(
    "doc-name-mismatch",
    "the documentation before '{name}' is of '{documented}'",
    "Documentation that begins with @NAME: belongs to the definition that comes next.",
)
DOC_FREE_FORM = Code(
    "doc-without-symbol",
    "the documentation before '{name}' does not begin with '@{name}:'",
    "The last documentation comment before a definition must be the definition's own; free-form"
    " text may stand elsewhere.",
)
DOC_REQUIRED = Code(
    "missing-documentation",
    "{kind} '{name}' has no documentation",
    "The pragma doc-required asks for a documentation comment on each definition.",
)
DOC_PLAIN_COMMENT = Code(
    "doc-before-plain-comment",
    "a plain comment cannot stand directly behind a documentation comment",
    "One release took such a comment for documentation, by mistake.",
    refused_by=PLAIN_COMMENT_BUG,
)
IMPLICIT_NAME = Code(
    "implicit-type-name",
    "'{name}' is the name of an implicit type",
    "Old releases did not know implicit types by name; write the list as ['T'], the object type as"
    " a struct.",
    refused_by=~NAMED_IMPLICIT_TYPES,
)
UNKNOWN_TYPE = Code(
    "unknown-type",
    "there is no type '{name}'",
    "A type is defined somewhere in the schema, or built in.",
)
