# SPDX-License-Identifier: MIT
"""Forty mistakes in the largest schema at once: each is found, at its token, and once."""

from __future__ import annotations

from pathlib import Path

from corpus import Release
from forty_mistakes import MISTAKES
from laid_out import Edit, LaidOut

from qapigen.compiler import compile_schema
from qapigen.source import Span

FINDINGS_EACH = 1.2


def test_forty_mistakes_at_once(qemu_releases: list[Release], tmp_path: Path) -> None:
    """Spread over the files; other findings are few."""
    release = qemu_releases[-1]
    laid_out = LaidOut(next(release.roots()), tmp_path)
    edits, wanted = _edits(laid_out)
    assert len(edits) >= 40
    with laid_out.edited(edits):
        compilation = compile_schema(str(laid_out.root), release.edition)
    found = {
        (f.code.name, Path(f.span.source.path).resolve(), f.span.start, f.span.end)
        for f in compilation.findings
    }
    assert not wanted - found
    further = len(compilation.findings) - len(laid_out.plain.findings)
    assert further <= FINDINGS_EACH * len(edits)


def _edits(laid_out: LaidOut) -> tuple[list[Edit], set[tuple[str, Path, int, int]]]:
    """A mistake at the end of each file in turn, and where its finding has to be."""
    sources = [module.source for module in laid_out.schema.modules]
    texts = ["\n"] * len(sources)
    # Read last of all; documentation is not what most of these are about.
    texts[0] += "{ 'pragma': { 'doc-required': false } }\n\n"
    wanted = set()
    for number, (code, marked) in enumerate(MISTAKES.items()):
        which = number % len(sources)
        begin = len(sources[which].text) + len(texts[which])
        place = laid_out.places[sources[which].path].resolve()
        start, end = marked.index("«"), marked.index("»") - 1
        wanted.add((code, place, begin + start, begin + end))
        texts[which] += marked.replace("«", "").replace("»", "") + "\n\n"
    ends = [Span(source, len(source.text), len(source.text)) for source in sources]
    return [Edit(end, text) for end, text in zip(ends, texts, strict=True)], wanted
