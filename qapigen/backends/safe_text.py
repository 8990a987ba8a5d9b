# SPDX-License-Identifier: MIT
"""Types for text that has been made safe for the language it is printed in.

A schema, its file names and a user's options are untrusted. Views hold their
text in these types only, and a template that prints anything else is an error
when it is rendered. An operation on such text, `+` or an f-string, gives an
ordinary `str`: the result is marked anew where it is known to be safe.
"""

from __future__ import annotations

import re

# Printable ASCII and the controls that a text file has.
_ORDINARY = bytes((*b"\t\n", *range(0x20, 0x7F)))
# Controls; what reverses the direction of text, hides in it, or ends a line of JavaScript;
# halves of pairs, which stand for bytes of file names that are not UTF-8.
_CONTROLS = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


def without_controls(text: str) -> str:
    """A whole document with each control character, but tabs and newlines, replaced."""
    if text.isascii() and not text.encode().translate(None, _ORDINARY):
        return text
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)


class SafeText(str):
    """Text that means in its language only what it is meant to mean."""

    __slots__ = ()


class PythonCode(SafeText):
    """Part of a Python statement: an expression, a literal, or a whole statement."""

    __slots__ = ()


class PythonName(PythonCode):
    """An identifier, or several joined by dots; safe within quotes as well."""

    __slots__ = ()


class PythonComment(SafeText):
    """Text for a comment: it has no line break, and no control character."""

    __slots__ = ()

    @classmethod
    def of(cls, text: str) -> PythonComment:
        """The text with what cannot be printed escaped."""
        if text.isprintable():
            return cls(text)
        return cls("".join(c if c.isprintable() else ascii(c)[1:-1] for c in text))


class MarkdownText(SafeText):
    """Markdown of our own making, or text whose marks are escaped."""

    __slots__ = ()


class MarkdownCode(SafeText):
    """Text in one line that can stand between two backticks."""

    __slots__ = ()


class Address(SafeText):
    """A link's target or the name of an anchor: percent-encoded, safe in HTML and Markdown."""

    __slots__ = ()
