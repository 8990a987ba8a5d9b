# SPDX-License-Identifier: MIT
"""From words to a tree of arguments: `file.driver=qcow2`, `children.0=a` or `children[0]=a`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from qapigen.source import Source, Span
from qapigen.talk.problems import Problem, RefusedError


class Word(NamedTuple):
    """A word as it is meant, without quotes, and where it stands.

    `value` replaces what follows its sign where the value is elsewhere;
    `is_read` says that it was read from there, so that it counts as a secret.
    """

    text: str
    span: Span
    value: str | None = None
    is_read: bool = False


class Text(NamedTuple):
    """A value as it was typed, to be read as the schema wants it; as it stands if `is_read`."""

    text: str
    span: Span
    is_read: bool = False


class Json(NamedTuple):
    """A value that was given as JSON, and so is typed already."""

    value: Any
    span: Span


class Child(NamedTuple):
    """A member of a tree: where its name stands, and what it is."""

    span: Span
    node: Node


class Keys(NamedTuple):
    """Members, or the items of an array by their numbers."""

    children: dict[str, Child]
    span: Span

    def put(self, name: str, node: Node) -> None:
        """Add a member that stands where the whole stands."""
        self.children[name] = Child(self.span, node)

    def absorb(self, other: Keys) -> None:
        """Take over the members of another tree, as far as they do not contradict."""
        for name, child in other.children.items():
            known = self.children.setdefault(name, child)
            if known is child:
                continue
            if isinstance(known.node, Keys) and isinstance(child.node, Keys):
                known.node.absorb(child.node)


Node = Text | Json | Keys

_STEP = re.compile(r"\[(\d+)\]|\.?([^.\[]+)")


def command_line(words: Iterable[str]) -> list[Word]:
    """The words of a command line, placed on one line."""
    texts = list(words)
    source = Source("<command line>", " ".join(texts) + "\n")
    placed = []
    start = 0
    for text in texts:
        placed.append(Word(text, Span(source, start, start + len(text))))
        start += len(text) + 1
    return placed


def tree(words: Iterable[Word], at: Span, dotted: frozenset[str] = frozenset()) -> Keys:
    """The arguments that the words give together; `dotted` are names with dots inside.

    Raises `RefusedError` for a word that is no `key=value`, or contradicts another.
    """
    root = Keys({}, at)
    for word in words:
        key, equals, value = word.text.partition("=")
        if not equals or not key:
            text = f"'{word.text}' is no key=value"
            raise RefusedError([Problem(word.span, text)])
        steps = list(_steps(key, word.span, dotted))
        end = word.span.end
        start = max(end - len(value), word.span.start) if value else end
        place = Span(word.span.source, start, end)
        text = value if word.value is None else word.value
        _place(root, steps, Text(text, place, word.is_read))
    return root


def _steps(key: str, span: Span, dotted: frozenset[str]) -> Iterator[tuple[str, Span]]:
    """The names that a key is made of, and where they stand."""
    source, begin, _ = span
    at = 0
    while at < len(key):
        rest = key[at:].removeprefix(".")
        whole = next((n for n in dotted if _begins_with(rest, n)), None)
        if whole is not None:
            start = at + len(key[at:]) - len(rest)
            end = start + len(whole)
            name = whole
        else:
            match = _STEP.match(key, at)
            if match is None:
                raise RefusedError(
                    [Problem(span, f"'{key}' is no name of an argument")]
                )
            start, end = match.span(1 if match[1] else 2)
            name, at = match[1] or match[2], match.end()
        at = max(at, end)
        yield name, Span(source, begin + start, begin + end)


def _begins_with(text: str, name: str) -> bool:
    return text.startswith(name) and text[len(name) : len(name) + 1] in ("", ".", "[")


def _place(root: Keys, steps: list[tuple[str, Span]], value: Node) -> None:
    tree = root
    for depth, (name, span) in enumerate(steps):
        known = tree.children.get(name)
        is_last = depth == len(steps) - 1
        if known is None:
            node: Node = value if is_last else Keys({}, span)
            known = tree.children[name] = Child(span, node)
        elif is_last or not isinstance(known.node, Keys):
            path = ".".join(step for step, _ in steps[: depth + 1])
            both = "is given twice" if is_last else "is a value and has members"
            raise RefusedError([Problem(span, f"'{path}' {both}")])
        if isinstance(known.node, Keys):
            tree = known.node


def merged(keys: Keys, members: Json) -> Keys:
    """The arguments given as words and those given as one JSON object together."""
    if not isinstance(members.value, dict):
        raise RefusedError([Problem(members.span, "the arguments are a JSON object")])
    for name, value in members.value.items():
        if name in keys.children:
            span = keys.children[name].span
            raise RefusedError([Problem(span, f"'{name}' is given twice")])
        keys.children[name] = Child(members.span, Json(value, members.span))
    return keys


def place(node: Node, path: Sequence[str]) -> Span:
    """Where the value at a path stands, or what holds it where that is JSON."""
    for step in path:
        inner = member(node, step)
        if inner is None:
            break
        node = inner
    return node.span


def member(node: Node | None, name: str) -> Node | None:
    """The member of that name; None if there is none."""
    child = node.children.get(name) if isinstance(node, Keys) else None
    return child.node if child else None


def text_at(node: Node | None, *path: str) -> str | None:
    """The text that was typed at the end of a path; None if there is none."""
    for step in path:
        node = member(node, step)
    return node.text if isinstance(node, Text) else None
