# SPDX-License-Identifier: MIT
"""Removes secrets from errors: from the excerpts of what was typed, and from a server's words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from qapigen.runtime.errors import CommandError, QmpError
from qapigen.source import Source, Span
from qapigen.talk.line import Piece, pieces
from qapigen.talk.problems import Problem, RefusedError
from qapigen.talk.redaction.edits import Edit, edited, moved
from qapigen.talk.redaction.lines import word_edits
from qapigen.talk.redaction.redactor import Redactor
from qapigen.talk.words import Word

_JSON = re.compile(r"[^=\s]*=?[\[{]")


@contextmanager
def redacted_errors(
    redactor: Redactor, source: Source, edits: Sequence[Edit]
) -> Iterator[None]:
    """Remove secrets from the errors that leave the block.

    `edits` are what to replace in `source`, which is what was typed.
    """
    try:
        yield
    except RefusedError as error:
        problems = [_problem(redactor, p, source, edits) for p in error.problems]
        raise RefusedError(problems) from None
    except CommandError as error:
        desc = redactor.text(error.desc)
        raise type(error)(error.command, error.error_class, desc) from None
    except QmpError as error:
        raise type(error)(redactor.text(str(error))) from None


def edits_of_words(redactor: Redactor, words: Sequence[Word]) -> list[Edit]:
    """What to replace in the source of the words of a command line, which are one command."""
    for word in words:
        if word.value is not None and word.is_read:
            redactor.remember(word.value)
        elif word.is_read:
            redactor.json(word.text, words[0].text)
    if not words:
        return []
    text = words[0].span.source.text
    return list(word_edits(redactor, text, _pieces(words)))


def _pieces(words: Sequence[Word]) -> list[Piece]:
    """The words; JSON that a shell has split at its blanks is one word again."""
    typed: list[Piece] = []
    for word in words:
        start, end = word.span.start, word.span.end
        if typed and not typed[-1].is_closed:
            start = typed.pop().start
        text = (
            word.span.source.text[start:end] if start < word.span.start else word.text
        )
        typed.append(Piece(start, end, text, _is_whole(text)))
    return typed


def _is_whole(text: str) -> bool:
    """Whether a word is no JSON that goes on in the next one."""
    found = list(pieces(text))
    return not found or not _JSON.match(text) or found[-1].is_closed


def _problem(
    redactor: Redactor, problem: Problem, source: Source, edits: Sequence[Edit]
) -> Problem:
    advice = problem.help and redactor.repeated(problem.help)
    span = problem.span
    if span.source is source:
        span = _moved(span, [*edits, *redactor.repeat_edits(source.text)])
    return problem._replace(
        span=span, message=redactor.repeated(problem.message), help=advice
    )


def _moved(span: Span, edits: Sequence[Edit]) -> Span:
    """The span in the text after the edits; in a secret, the mark that replaces it."""
    source, start, end = span
    text = Source(source.path, edited(source.text, edits))
    begin = moved(start, edits)
    stop = moved(end, edits)
    return Span(text, begin, stop if stop > begin else begin + (end > start))
