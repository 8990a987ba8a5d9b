# SPDX-License-Identifier: MIT
"""What documentation holds besides the ordinary: examples of messages, references by name."""

from __future__ import annotations

from docutils import nodes

SILENT = frozenset(
    (
        "comment",
        "raw",
        "system_message",
        "substitution_definition",
        "target",
        "pending",
        "colspec",
        "title",
    )
)
"""The nodes that leave no text; titles are written by what they stand in."""

ADMONITIONS = frozenset(
    (
        "admonition",
        "attention",
        "caution",
        "danger",
        "error",
        "hint",
        "important",
        "note",
        "tip",
        "warning",
    )
)


class QmpExample(nodes.General, nodes.Element):
    """Messages between client and server; attributes `title` and `text`.

    An annotated one has prose and literal blocks as children instead of text.
    """


class Named(nodes.Inline, nodes.TextElement):
    """A word that may be the name of something in the schema."""
