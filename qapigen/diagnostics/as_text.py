# SPDX-License-Identifier: MIT
"""Findings for people: headline, place, excerpt with underlines, and what helps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from qapigen.diagnostics.diagnostic import Diagnostic, Owner, Severity
from qapigen.diagnostics.excerpt import LEFT_OUT, Mark, Row, excerpt, marks_of
from qapigen.diagnostics.visible import visible
from qapigen.editions import ALWAYS, Lifetime
from qapigen.source import Source, Span

Paint = Callable[[str, str], str]


def render(findings: Sequence[Diagnostic], colour: bool = False) -> Iterator[str]:
    """The lines that show the findings, an empty one after each."""
    for finding in findings:
        paint = _painter(finding.severity) if colour else _plain
        yield from _finding(finding, paint)
        yield ""


def _finding(finding: Diagnostic, paint: Paint) -> Iterator[str]:
    headline = f"{finding.severity.value}[{finding.code.name}]"
    yield paint(headline, "primary") + paint(
        f": {visible(finding.message)}", "headline"
    )
    blocks = [
        (source, list(excerpt(source, marks)))
        for source, marks in _marks_by_source(finding)
    ]
    margin = max(len(str(row.number or "")) for _, rows in blocks for row in rows)
    bar = paint(" " * margin + " |", "margin")
    for at, (source, rows) in enumerate(blocks):
        arrow, place = (
            (":::", _first_mark(finding, source)) if at else ("-->", finding.span)
        )
        context = "" if at else _context(finding)
        yield " " * margin + paint(arrow, "margin") + f" {_place(place)}{context}"
        yield bar
        yield from (_row(row, margin, paint) for row in rows)
    remarks = list(_remarks(finding))
    if remarks:
        yield bar
    for kind, text in remarks:
        sign = paint(" " * margin + " =", "margin")
        yield f"{sign} {paint(kind, 'headline')}{visible(text)}"


def _marks_by_source(finding: Diagnostic) -> list[tuple[Source, list[Mark]]]:
    """The marks of a finding by file: its own first, then as its labels name them."""
    groups = {
        id(finding.span.source): (finding.span.source, marks_of(finding.span, "", True))
    }
    for label in finding.labels:
        source = label.span.source
        _, marks = groups.setdefault(id(source), (source, []))
        marks += marks_of(label.span, label.text, False)
    return list(groups.values())


def _first_mark(finding: Diagnostic, source: Source) -> Span:
    return next(label.span for label in finding.labels if label.span.source is source)


def _row(row: Row, margin: int, paint: Paint) -> str:
    if row is LEFT_OUT:
        return paint("...", "margin")
    number = "" if row.number is None else str(row.number)
    text = "".join(paint(piece, style) for piece, style in row.pieces)
    edge = paint(f"{number:>{margin}} |", "margin")
    return f"{edge} {text}".rstrip()


def _place(span: Span) -> str:
    line, column = span.position
    return f"{visible(span.source.path)}:{line}:{column}"


def _context(finding: Diagnostic) -> str:
    """In which definition, or documentation of one, the finding lies."""
    definition, comment = finding.definition, finding.documentation
    if comment is None:
        return f" in {_owner(definition)}" if definition else ""
    if definition is not None:
        return f" in the documentation of {_owner(definition)}"
    return (
        f" in the documentation{' of' if comment.name else ''}{_name_and_line(comment)}"
    )


def _owner(owner: Owner) -> str:
    return f"{owner.kind}{_name_and_line(owner)}"


def _name_and_line(owner: Owner) -> str:
    name = f" '{visible(owner.name)}'" if owner.name else ""
    return f"{name} (line {owner.span.line})"


def _remarks(finding: Diagnostic) -> Iterator[tuple[str, str]]:
    """What is said below the excerpt: kind and text."""
    for note in finding.notes:
        yield "note: ", note
    if (advice := finding.help) is not None:
        yield "help: ", advice
    lifetime = _lifetime(finding)
    if lifetime != ALWAYS:
        verb = "refused" if finding.severity is Severity.ERROR else "so"
        yield f"{verb} ", str(lifetime)
    for include in finding.span.source.include_chain():
        yield "included from ", _place(include)


def _lifetime(finding: Diagnostic) -> Lifetime:
    """The releases that refuse what was found, as far as is known.

    Each dialect of documentation judges for its own releases, not for all that
    would say the same: there the code knows better.
    """
    of_code = finding.code.refused_by
    return of_code if finding.documentation or of_code != ALWAYS else finding.refused_by


def _plain(text: str, _style: str) -> str:
    return text


def _painter(severity: Severity) -> Paint:
    """Colours for one severity; click is needed only where there is colour."""
    from click import style

    main = "red" if severity is Severity.ERROR else "yellow"
    colours = {"primary": main, "secondary": "blue", "margin": "blue"}

    def paint(text: str, role: str) -> str:
        if role == "plain" or not text or text.isspace():
            return text
        return style(text, fg=colours.get(role), bold=True)

    return paint
