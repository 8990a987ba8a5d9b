# SPDX-License-Identifier: MIT
"""What can be wrong with the text of a documentation comment."""

from __future__ import annotations

from qapigen.diagnostics.diagnostic import Code
from qapigen.editions import (
    DOC_STYLE,
    HEADING_FIRST,
    HEADING_REFUSED,
    NO_OPTIONAL_TAG,
    NOTE_SECTIONS,
)

MISSING_SPACE = Code(
    "doc-missing-space",
    "a space is missing after '#'",
    "Lines of documentation are '#' alone, or '#', a space and text.",
)
SYMBOL_COLON = Code(
    "doc-symbol-without-colon",
    "the line with the name of the definition does not end with ':'",
    "Documentation of a definition begins with a line '@NAME:' and nothing else on it.",
)
SYMBOL_NAME = Code(
    "doc-symbol-without-name",
    "'@' is not followed by a name",
    "Documentation of a definition begins with a line '@NAME:' and nothing else on it.",
)
FREE_FORM_NAME = Code(
    "doc-stray-description",
    "'@{name}:' cannot be described here",
    "Descriptions of members belong to the documentation of a definition, which has its name in"
    " the first line; after other sections and in free text they are none.",
)
LATE_DESCRIPTION = Code(
    "doc-late-description",
    "the description of '@{name}:' comes after another section",
    "Members are described in one run, before Features: and the other sections.",
)
DUPLICATE_FEATURES = Code(
    "doc-duplicate-features",
    "a second 'Features:' line",
    "All features of a definition are described under one 'Features:' line.",
)
NO_FEATURES = Code(
    "doc-empty-features",
    "a feature's description is expected after 'Features:'",
    "Features: introduces descriptions of features.",
)
DUPLICATE_SECTION = Code(
    "doc-duplicate-section",
    "a second '{tag}' section",
    "What is returned, which errors there are and since when is said once.",
)
DUPLICATE_NAME = Code(
    "doc-duplicate-description",
    "'{name}' is described twice",
    "Each member and feature is described once.",
)
EMPTY_NAME = Code(
    "doc-empty-name",
    "a description without a name",
    "Descriptions begin with '@', the name of what is described, and ':'.",
)
EMPTY_SECTION = Code(
    "doc-empty-section",
    "{what} has no text",
    "A section that says nothing is either forgotten or superfluous.",
)
UNEXPECTED_INDENT = Code(
    "doc-de-indent",
    "this line is indented less than the section's text ({expected} spaces)",
    "The text of a section is indented evenly, so that its end is beyond doubt.",
)
OLD_SECTION = Code(
    "doc-old-section",
    "'{tag}:' is no longer a section",
    "Notes and examples are reStructuredText directives now: '.. note::', '.. qmp-example::'.",
    refused_by=~NOTE_SECTIONS,
    dating=True,
)
HEADING_IN_DEFINITION = Code(
    "doc-heading-in-definition",
    "a heading in the documentation of a definition",
    "Headings structure the whole document; they stand in comments of their own.",
    refused_by=HEADING_REFUSED,
)
HEADING_NOT_FIRST = Code(
    "doc-heading-not-first",
    "a heading that does not begin its comment",
    "A heading comes first in its documentation comment.",
    refused_by=HEADING_FIRST,
)
OPTIONAL_TAG = Code(
    "doc-optional-tag",
    "'#optional' in the description of '{name}'",
    "Whether a member is optional is known from the schema.",
    refused_by=NO_OPTIONAL_TAG,
)
LONG_LINE = Code(
    "doc-line-too-long",
    "line of {length} characters, more than 70",
    "Documentation is read in terminals and diffs, often indented further.",
    refused_by=DOC_STYLE,
)
SENTENCE_SPACE = Code(
    "doc-sentence-space",
    "one space between sentences, instead of two",
    "Two spaces tell the end of a sentence from the end of an abbreviation.",
    refused_by=DOC_STYLE,
)
