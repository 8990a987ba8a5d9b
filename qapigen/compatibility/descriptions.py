# SPDX-License-Identifier: MIT
"""What documentation says of a thing in a sentence or two, as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapigen.diagnostics.visible import harmless
from qapigen.schema.documentation import Documentation
from qapigen.schema.model import Definition
from qapigen.schema.schema import Schema
from qapigen.source import Span
from qapigen.syntax.doc_comment import Section, SectionKind

# A full stop ends a sentence unless it belongs to one of these.
_SENTENCE_END = re.compile(r"(?<!\be\.g)(?<!\bi\.e)(?<!\bvs)[.!?](?=\s+[^a-z\s]|$)")
_SINCE = re.compile(r"\s*\(since:?[^)]*\)|^since:?\s+[\d.]+$", re.IGNORECASE)
_DIRECTIVE = re.compile(r"\.\. |=+ |::$")
# What is code in reStructuredText and in older comments: literals, roles and names.
_CODE = re.compile(r"``(.+?)``|(?::[\w:.-]+:)?`([^`]+)`|(?<![\w@])@([\w-]+)")
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")


def markdown(text: str) -> str:
    """Plain text so that Markdown shows just this."""
    return _SPECIAL.sub(r"\\\1", harmless(text))


def code(text: str) -> str:
    """A name or path as code in Markdown."""
    return f"`{harmless(text).replace('`', '')}`"


class Descriptions:
    """The documentation of a schema, looked up by where things are declared."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._homes: dict[Span, tuple[Definition, str]] = {}
        for definition in schema:
            self._homes[definition.name_span] = definition, ""
            for part in definition.parts:
                self._homes.setdefault(part.span, (definition, part.name))

    def first_sentence(self, span: Span | None) -> str:
        """The first sentence about what is declared at a place; empty if there is none."""
        documentation, name = self._find(span)
        if documentation is None:
            return ""
        if name:
            section = documentation.members.get(name)
        else:
            section = next(iter(documentation.of_kind(SectionKind.TEXT)), None)
        return _markup(_whole(next(_sentences(section), "")))

    def feature(self, span: Span | None, feature: str) -> str:
        """What is said of a feature of what is declared at a place; empty if nothing is.

        Where members share the text, only the sentences about this one.
        """
        documentation, name = self._find(span)
        if documentation is None:
            return ""
        sentences = list(_sentences(documentation.features.get(feature)))
        return _markup(_whole(" ".join(_about(name, sentences))))

    def _find(self, span: Span | None) -> tuple[Documentation | None, str]:
        """The documentation of a place, and the name of the member or value there, if any."""
        home = self._homes.get(span) if span is not None else None
        if home is None:
            return None, ""
        definition, name = home
        return self._schema.documentation(definition), name


def _sentences(section: Section | None) -> Iterator[str]:
    """The sentences of the first paragraph of a section, each on one line."""
    if section is None:
        return
    text = "\n".join(line.strip() for line in section.lines).strip()
    paragraph = text.partition("\n\n")[0]
    if _DIRECTIVE.match(paragraph):
        return
    rest = _SINCE.sub("", " ".join(paragraph.split())).strip()
    while rest:
        end = _SENTENCE_END.search(rest)
        at = len(rest) if end is None else end.end()
        yield rest[:at]
        rest = rest[at:].strip()


def _whole(text: str) -> str:
    """A sentence with the capital letter and the full stop that short ones lack."""
    if not text:
        return ""
    end = "" if text[-1] in ".!?:" else "."
    # A first word such as `vCPU` or `-smp` is a name.
    word = text.split()[0]
    return f"{text[0].upper()}{text[1:]}{end}" if word.islower() else f"{text}{end}"


def _about(name: str, sentences: list[str]) -> list[str]:
    """The sentences about a member where several share a text: from its first mention on."""
    mention = re.compile(rf"@{re.escape(name)}(?![\w-])")
    start = next(
        (at for at, text in enumerate(sentences) if mention.search(text)), None
    )
    if not name or start is None:
        return sentences
    chosen = sentences[start : start + 1]
    for sentence in sentences[start + 1 :]:
        if "@" in sentence and not mention.search(sentence):
            break
        chosen.append(sentence)
    return chosen


def _markup(text: str) -> str:
    """Text of a comment as Markdown: names and literals as code, and nothing else."""
    pieces = []
    at = 0
    for match in _CODE.finditer(text):
        pieces += [
            markdown(text[at : match.start()]),
            code(match[1] or match[2] or match[3]),
        ]
        at = match.end()
    return "".join([*pieces, markdown(text[at:])])
