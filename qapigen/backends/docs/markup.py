# SPDX-License-Identifier: MIT
"""Markup to nodes: all passages of a page in one run of docutils.

Each passage is parsed for itself, so that nothing in one spills over into the
next, but into one document. Most are paragraphs without any mark: they need no
parser, and without them it has six times less to do. What docutils complains
of is reported at the line of the schema that it stands on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from docutils import nodes, utils
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser, languages, states
from docutils.statemachine import StringList
from docutils.transforms import references

from qapigen.backends.docs.complaints import Complaints
from qapigen.backends.docs.passages import Passage
from qapigen.backends.docs.roles import register
from qapigen.diagnostics.report import Report

_TRANSFORMS = (
    references.Substitutions,
    references.PropagateTargets,
    references.AnonymousHyperlinks,
    references.IndirectHyperlinks,
    references.Footnotes,
    references.ExternalTargets,
    references.InternalTargets,
    references.DanglingReferences,
)

# A paragraph that means what it says: no mark, no indent, nothing that starts a list.
_PLAIN = re.compile(
    r"(?![A-Za-z0-9]{1,5}[.)] )[A-Za-z@]"
    r"(?:[^`*|\\_:@\n]|(?<!\w)@|:(?![:/`\w])|_(?=\w)|\n(?=[\w@(\"']))*"
)


def parse(passages: Sequence[Passage], report: Report) -> list[nodes.Element]:
    """The nodes of each passage; complaints go to the report."""
    register()
    document = utils.new_document("", _settings())
    complaints = Complaints(passages, report)
    document.reporter.attach_observer(complaints.take)
    parsed = list(_parsed(passages, document, complaints))
    document.extend(parsed)
    complaints.now = None
    document.transformer.add_transforms(_TRANSFORMS)
    document.transformer.apply_transforms()
    return parsed


def _settings() -> Any:
    settings = get_default_settings(Parser)
    settings.file_insertion_enabled = False
    settings.raw_enabled = False
    settings.halt_level = 5
    settings.report_level = 2
    settings.warning_stream = False
    settings.smart_quotes = False
    settings.line_length_limit = 100_000
    return settings


class _Memo:
    """What nested parsers of docutils share."""

    def __init__(self, **fields: Any) -> None:
        self.__dict__ |= fields


def _parsed(
    passages: Sequence[Passage], document: nodes.document, complaints: Complaints
) -> Iterator[nodes.Element]:
    """Parse the passages one after the other into one document."""
    reporter: Any = document.reporter
    inliner = states.Inliner()
    inliner.init_customizations(document.settings)
    memo = _Memo(
        document=document,
        reporter=reporter,
        language=languages.get_language("en", reporter),
        title_styles=[],
        section_level=0,
        section_bubble_up_kludge=False,
        inliner=inliner,
    )
    # Making such a machine costs more than most passages do.
    machine = states.NestedStateMachine(states.state_classes, "Body")
    reporter.get_source_and_line = machine.get_source_and_line
    for number, passage in enumerate(passages):
        node = nodes.container()
        node.document = document
        yield node
        paragraphs = "\n".join(line.text for line in passage.lines).split("\n\n")
        if all(map(_PLAIN.fullmatch, paragraphs)):
            node.extend(nodes.paragraph("", text) for text in paragraphs)
        else:
            complaints.now = number
            machine.run(_input(number, passage), 0, memo, node, match_titles=False)
    machine.unlink()


def _input(number: int, passage: Passage) -> StringList:
    texts = [line.text.expandtabs(8) for line in passage.lines]
    items = [(str(number), index) for index in range(len(texts))]
    return StringList(texts, items=items)
