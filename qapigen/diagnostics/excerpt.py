# SPDX-License-Identifier: MIT
"""Lines of a source with the places of a finding underlined and labelled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from qapigen.diagnostics.visible import drawn, visible
from qapigen.source import Source, Span

WIDEST = 120
LEAD = 30


class Mark(NamedTuple):
    """A stretch of one line, by offset in the file, and what to say about it."""

    line: int
    start: int
    end: int
    text: str
    is_primary: bool

    @property
    def style(self) -> str:
        """The style in which it is painted, see `as_text`."""
        return "primary" if self.is_primary else "secondary"


class Row(NamedTuple):
    """One row of an excerpt: a line number or none, and pieces of text with styles."""

    number: int | None
    pieces: tuple[tuple[str, str], ...]


# Stands for lines left out between two others.
LEFT_OUT = Row(0, ())


def marks_of(span: Span, text: str, is_primary: bool) -> list[Mark]:
    """A span as marks: one, or two for the first and last of several lines."""
    source, start, end = span
    last = max(start, end - 1)
    first_line, last_line = source.position(start).line, source.position(last).line
    if first_line == last_line:
        return [Mark(first_line, start, max(end, start + 1), text, is_primary)]
    _, first_end = line_range(source, first_line)
    last_start, _ = line_range(source, last_line)
    blanks = source.text[last_start : last_start + WIDEST]
    last_start += len(blanks) - len(blanks.lstrip(" \t"))
    return [
        Mark(first_line, start, max(first_end, start + 1), "from here", is_primary),
        Mark(last_line, min(last_start, last), end, text or "to here", is_primary),
    ]


def line_range(source: Source, number: int) -> tuple[int, int]:
    """The offsets at which line `number` begins and ends, its line end left out."""
    starts = source.line_starts
    end = starts[number] - 1 if number < len(starts) else len(source.text)
    return starts[number - 1], end


def excerpt(source: Source, marks: list[Mark]) -> Iterator[Row]:
    """The marked lines, each followed by its underlines and labels."""
    by_line: defaultdict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_line[mark.line].append(mark)
    previous = None
    for number in sorted(by_line):
        if previous is not None and number == previous + 2:
            yield Row(previous + 1, ((_window(source, previous + 1, 0)[0], "plain"),))
        elif previous is not None and number > previous + 2:
            yield LEFT_OUT
        yield from _line(source, number, by_line[number])
        previous = number


def _line(source: Source, number: int, marks: list[Mark]) -> Iterator[Row]:
    """One line, cut to where its marks are if very long, and what is below it."""
    start, _ = line_range(source, number)
    aim = min(mark.start for mark in marks) - start
    text, columns, first = _window(source, number, aim)
    yield Row(number, ((text, "plain"),))

    def column(offset: int) -> int:
        return columns[max(0, min(offset - start - first, len(columns) - 1))]

    placed = [
        (column(mark.start), max(column(mark.end), column(mark.start) + 1), mark)
        for mark in marks
    ]
    placed.sort(key=lambda place: (place[0], place[2].is_primary))
    yield from _underlines(placed)


def _window(source: Source, number: int, aim: int) -> tuple[str, list[int], int]:
    """At most `WIDEST` characters of a line around the character `aim`.

    As drawn, with the column of each character, and the number of the first of them.
    """
    start, end = line_range(source, number)
    if end - start <= WIDEST:
        text, columns = drawn(source.text[start:end])
        return text, columns, 0
    first = max(0, min(aim - LEAD, end - start - WIDEST))
    cut = source.text[start + first : min(end, start + first + WIDEST)]
    text, columns = drawn(cut)
    if start + first + WIDEST < end:
        text += "…"
    if first:
        text, columns = "…" + text, [column + 1 for column in columns]
    return text, columns, first


def _underlines(placed: list[tuple[int, int, Mark]]) -> Iterator[Row]:
    """The row of underlines and the last mark's text, then the texts of the others."""
    canvas = [" "] * max(end for _, end, _ in placed)
    for start, end, mark in sorted(placed, key=lambda place: place[2].is_primary):
        canvas[start:end] = ("^" if mark.is_primary else "-") * (end - start)
    rightmost = placed[-1][2]
    row = _painted("".join(canvas))
    if rightmost.text:
        row = (*row, (" " + visible(rightmost.text), rightmost.style))
    yield Row(None, row)
    hanging = [place for place in placed[:-1] if place[2].text]
    while hanging:
        start, _, mark = hanging.pop()
        stems = [" "] * start
        for other, _, _ in hanging:
            if other < start:
                stems[other] = "|"
        yield Row(None, (("".join([*stems, "|"]), mark.style),))
        yield Row(
            None, (("".join(stems), "secondary"), (visible(mark.text), mark.style))
        )


def _painted(underlines: str) -> tuple[tuple[str, str], ...]:
    """A row of underlines cut where its style changes."""
    pieces = []
    begin = 0
    for at in range(1, len(underlines) + 1):
        if at == len(underlines) or underlines[at] != underlines[begin]:
            style = {"^": "primary", "-": "secondary"}.get(underlines[begin], "plain")
            pieces.append((underlines[begin:at], style))
            begin = at
    return tuple(pieces)
