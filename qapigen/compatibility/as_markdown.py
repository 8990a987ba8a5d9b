# SPDX-License-Identifier: MIT
"""Changes as a changelog to publish: what is new first, what is removed last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import NamedTuple

from qapigen.compatibility.as_text import ANNOUNCED, MOST_USERS, summary
from qapigen.compatibility.change import Change
from qapigen.compatibility.changelog import Chapter, Entry, entries
from qapigen.compatibility.descriptions import Descriptions, code, markdown
from qapigen.compatibility.pairs import Path
from qapigen.compatibility.since import release_in
from qapigen.compatibility.verdict import Severity
from qapigen.compatibility.ways import FEATURES, path_text
from qapigen.schema.schema import Schema

_INTRODUCTIONS = {
    Chapter.DEPRECATED: "These still work, and may be removed after two more releases.",
    Chapter.UNSTABLE: "These interfaces carry no guarantee: they may change or go at any time.",
}
_NOUNS = {
    "command-added": "command",
    "command-removed": "command",
    "event-added": "event",
    "event-removed": "event",
}
_WITH_BREAKS = (Chapter.CHANGED, Chapter.REMOVED)
# With these, the title of the chapter and the path say all.
_IN_CHAPTER_TITLE = {
    *_NOUNS,
    "deprecated",
    "member-removed",
    "optional-member-added",
    "optional-member-removed",
    "value-added",
    "value-removed",
}


class Versions(NamedTuple):
    """What is compared: two names, the new schema if there is one, and what is left out."""

    old: str
    new: str
    schema: Schema | None
    left_out: Sequence[str]


def render(changes: Sequence[Change], versions: Versions) -> Iterator[str]:
    """The lines of the page."""
    old, new = _titles(versions.old, versions.new)
    yield f"# Changes from {markdown(old)} to {markdown(new)}"
    text = markdown(summary(changes, versions.left_out))
    yield from ("", f"{text[:1].upper()}{text[1:]}.")
    descriptions = (
        Descriptions(versions.schema) if versions.schema is not None else None
    )
    chapters: dict[Chapter, list[Entry]] = {}
    for entry in entries(changes):
        chapters.setdefault(entry.chapter, []).append(entry)
    for chapter in Chapter:
        if chapter in chapters:
            yield from ("", f"## {chapter.value}")
            if chapter in _INTRODUCTIONS:
                yield from ("", _INTRODUCTIONS[chapter])
            yield from _modules(chapters[chapter], descriptions)


def _titles(old: str, new: str) -> tuple[str, str]:
    """The names of two releases, if that is what the sides are, else those of the sides."""
    releases = release_in(old), release_in(new)
    if None in releases or releases[0] == releases[1]:
        return old, new
    before, after = (".".join(map(str, release or ())) for release in releases)
    return before, after


def _modules(
    chapter: Iterable[Entry], descriptions: Descriptions | None
) -> Iterator[str]:
    """The entries of a chapter, under the names of their modules where those are known."""
    modules: dict[str, list[Entry]] = {}
    for entry in chapter:
        modules.setdefault(_module(entry.change), []).append(entry)
    for module in sorted(modules):
        if module:
            yield from ("", f"### {markdown(module)}")
        yield ""
        yield from _items(sorted(modules[module], key=_rank), descriptions)


def _module(change: Change) -> str:
    """The file that the thing is in now, or was; empty where a server does not tell."""
    for span in (change.new, change.old):
        if span is not None and span.source.text:
            return PurePath(span.source.path).stem
    return ""


def _rank(entry: Entry) -> tuple[int, bool]:
    """What breaks first, and commands and events before what is in them.

    What is unstable goes by the order of chapters, as it may all break.
    """
    first = -entry.severity if entry.chapter in _WITH_BREAKS else 0
    if entry.chapter is Chapter.UNSTABLE:
        first = list(Chapter).index(entry.effect)
    return first, len(entry.change.path) > 1


def _items(
    entries: Iterable[Entry], descriptions: Descriptions | None
) -> Iterator[str]:
    """A line for each entry; parts of one thing of which the same is said share a line."""
    lines: dict[tuple[object, ...], list[Path]] = {}
    for entry in entries:
        path = _shown_path(entry.change)
        key = (
            path[:-1] or path,
            _label(entry),
            _text(entry, descriptions),
            _remarks(entry),
        )
        lines.setdefault(key, []).append(path)
    for (_, label, text, remarks), (path, *others) in lines.items():
        names = [path_text(path), *(path_text(other[-1:]) for other in others)]
        thing = ", ".join(map(code, names))
        yield f"- {label}{thing}{text}{remarks}"


def _shown_path(change: Change) -> Path:
    """The path, without the feature where that is what the chapter or message says."""
    return change.path[:-1] if change.path[-1].startswith(FEATURES) else change.path


def _label(entry: Entry) -> str:
    """What stands before the path: what the chapter does not say of it."""
    if entry.chapter is Chapter.UNSTABLE:
        return f"{entry.effect.value}: "
    return "**Breaking:** " * (entry.severity is Severity.BREAKING)


def _text(entry: Entry, descriptions: Descriptions | None) -> str:
    """What there is to say of the thing that neither its path nor the chapter says."""
    change, name = entry.change, entry.change.kind.name
    message = markdown(change.message)
    text = "" if name in _IN_CHAPTER_TITLE else message
    if descriptions is not None:
        text = _description(entry, descriptions) or text
    if name == "feature-added":
        feature = change.path[-1].removeprefix(FEATURES)
        text = f"feature {code(feature)}{f': {text}' * (text != message)}"
    noun = f" ({_NOUNS[name]})" if name in _NOUNS else ""
    return f"{noun}: {text}" if text else noun


def _description(entry: Entry, descriptions: Descriptions) -> str:
    """What the documentation says of what is new or deprecated; empty if nothing."""
    change = entry.change
    if change.kind.name in ("deprecated", "feature-added"):
        feature = change.path[-1].removeprefix(FEATURES)
        return descriptions.feature(change.new, feature)
    return descriptions.first_sentence(change.new) if entry.is_gain else ""


def _remarks(entry: Entry) -> str:
    """For whom it breaks, and where else the same thing is."""
    remarks = []
    if entry.chapter in _WITH_BREAKS:
        if entry.severity is Severity.RISKY:
            remarks.append("risky")
        if entry.severity is not Severity.COMPATIBLE:
            remarks.append(ANNOUNCED[entry.announced])
    others = [user for user in entry.users if user != entry.change.path[0]]
    if others:
        more = len(others) - MOST_USERS
        named = ", ".join(map(code, others[:MOST_USERS]))
        remarks.append(f"also in {named}{f' and {more} more' if more > 0 else ''}")
    return f" ({'; '.join(remarks)})" if remarks else ""
