# SPDX-License-Identifier: MIT
"""Text of unknown origin made safe and honest to show: no escape reaches a terminal.

Schema text, file names and names in messages may hold anything. What has no
glyph is shown by a stand-in, and widths are counted as a terminal draws them.
"""

from __future__ import annotations

from itertools import accumulate

TAB = "    "
LONGEST = 240


def visible(text: str) -> str:
    """The text on one line, without controls, its middle left out if very long."""
    if len(text) > LONGEST:
        text = f"{text[: LONGEST - 100]}…{text[-100:]}"
    return harmless(text)


def output_line(text: str) -> str:
    """A line of output that begins with text of unknown origin, such as a path.

    GitHub's runner takes a line that begins with "::" or "##[" for a command: it gets
    "./" in front, which does not change a path.
    """
    shown = harmless(text)
    is_command = shown.lstrip().startswith(("::", "##["))
    return f"./{shown}" if is_command else shown


def harmless(text: str) -> str:
    """The text on one line, without controls, however long it is."""
    if text.isprintable():
        return text
    return "".join(map(glyph, text))


def glyph(character: str) -> str:
    """What stands for one character: itself, a picture of a control, or its number.

    Characters that only steer (of direction, of joining, halves of pairs) are
    not printable either: showing their number keeps text from posing as other text.
    """
    if character.isprintable():
        return character
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"<U+{code:04X}>"


def drawn(line: str) -> tuple[str, list[int]]:
    """A piece of a line as it is drawn, and the column at which each character begins.

    The columns count from 0; one more entry than there are characters gives the end.
    """
    if line.isascii() and line.isprintable():
        return line, list(range(len(line) + 1))
    shown = [TAB if character == "\t" else glyph(character) for character in line]
    return "".join(shown), list(accumulate(map(width, shown), initial=0))


def width(text: str) -> int:
    """How many columns a terminal gives to printable text."""
    if text.isascii():
        return len(text)
    # Only text beyond ASCII needs the tables of Unicode.
    from unicodedata import category, east_asian_width

    columns = 0
    for character in text:
        if category(character) not in ("Mn", "Me"):
            columns += 2 if east_asian_width(character) in "WF" else 1
    return columns
