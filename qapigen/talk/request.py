# SPDX-License-Identifier: MIT
"""From what was typed to a request that this server understands, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from qapigen.source import Span
from qapigen.talk.fitting import Fitting
from qapigen.talk.knowledge import Knowledge
from qapigen.talk.problems import Problem, RefusedError, unknown
from qapigen.talk.scalars import parsed
from qapigen.talk.words import Json, Keys, Word, merged, tree


class Request(NamedTuple):
    """A command with arguments as they go over the wire."""

    command: str
    arguments: dict[str, Any]


class Typed(NamedTuple):
    """What was typed: a command, its arguments as words, as JSON, or as a tree already."""

    command: Word
    words: Sequence[Word] = ()
    json: Word | None = None
    keys: Keys | None = None


async def checked(typed: Typed, known: Knowledge) -> Request:
    """The request; what is kept of the server is not believed when it says no.

    Raises `RefusedError` with all that is wrong.
    """
    if known.is_kept:
        try:
            return request(typed, known)
        except (RefusedError, LookupError, TypeError):
            await known.renew()
    return request(typed, known)


def request(typed: Typed, known: Knowledge) -> Request:
    """The request as far as is known now."""
    command, interface = typed.command, known.interface
    name = command.text
    if name not in interface.commands:
        text = f"the server has no command '{name}'"
        problem = unknown(command.span, text, (name,), interface.commands)
        raise RefusedError([_explained(problem, name, (), known)])
    keys = typed.keys or tree(typed.words, command.span, interface.dotted_names())
    if typed.json is not None:
        keys = merged(keys, _read_json(typed.json))
    return Request(name, _fitted(name, keys, known))


def _read_json(word: Word) -> Json:
    try:
        return Json(parsed(word.text), word.span)
    except ValueError as error:
        raise RefusedError(
            [Problem(_fault(word, error), f"no JSON: {error}")]
        ) from error


def _fault(word: Word, error: ValueError) -> Span:
    """Where JSON cannot be read any further, if the word stands as it was typed."""
    source, start, end = word.span
    at = getattr(error, "pos", None)
    if at is None or end - start != len(word.text):
        return word.span
    return Span(source, min(start + at, end - 1), end)


def _fitted(name: str, keys: Keys, known: Knowledge) -> dict[str, Any]:
    interface = known.interface
    fitting = Fitting(interface, is_free=interface.is_free)
    value = fitting.fit(keys, interface.arguments(name))
    is_surplus = any(len(problem.path) == 1 for problem in fitting.problems)
    # Some commands take more than they say; only the schema's text knows which.
    if is_surplus and known.texts.takes_anything(name):
        fitting = Fitting(interface, is_free=True)
        value = fitting.fit(keys, interface.arguments(name))
    if fitting.problems:
        explained = [_explained(p, name, p.path, known) for p in fitting.problems]
        raise RefusedError(explained)
    arguments: dict[str, Any] = value
    return arguments


def _explained(
    problem: Problem, command: str, path: tuple[str, ...], known: Knowledge
) -> Problem:
    """The problem, with a word on what only other releases have."""
    if not problem.path:
        return problem
    since = known.texts.since(command, path)
    if since is None:
        return problem
    server = known.client.server.version or "this server"
    came = f"came with QEMU {since}" if since else "is in the schema"
    return problem._replace(help=f"it {came}; {server} does not have it")


def event_problem(name: Word, known: Knowledge) -> Problem | None:
    """What is wrong with the name of an event, if anything."""
    events = known.interface.events
    if name.text in events or not events:
        return None
    text = f"the server has no event '{name.text}'"
    problem = unknown(name.span, text, (name.text,), events)
    return _explained(problem, name.text, (), known)
