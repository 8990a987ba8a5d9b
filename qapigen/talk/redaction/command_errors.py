# SPDX-License-Identifier: MIT
"""Removes secrets from the errors of one command line; the rules are imported on an error only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from qapigen.runtime.errors import QmpError
from qapigen.talk.problems import RefusedError
from qapigen.talk.words import Word


@contextmanager
def without_secrets(words: Sequence[Word]) -> Iterator[None]:
    """Remove the secrets in `words` from the errors that leave the block."""
    try:
        yield
    except (RefusedError, QmpError) as error:
        from qapigen.talk.redaction.errors import edits_of_words, redacted_errors
        from qapigen.talk.redaction.redactor import Redactor

        redactor = Redactor()
        edits = edits_of_words(redactor, words)
        with redacted_errors(redactor, words[0].span.source, edits):
            raise error from None
