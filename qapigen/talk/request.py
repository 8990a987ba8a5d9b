# SPDX-License-Identifier: MIT
"""From what was typed to a request that this server understands, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from qapigen.runtime.guest import BaseGuestClient
from qapigen.source import Span
from qapigen.talk.fitting import Fitting
from qapigen.talk.knowledge import Knowledge
from qapigen.talk.problems import Problem, RefusedError, listed, unknown
from qapigen.talk.scalars import may_exceed, parsed
from qapigen.talk.words import Json, Keys, Word, merged, place, tree

if TYPE_CHECKING:
    from qapigen.talk.texts import Texts

OUT_OF_BAND = "oob"
"""What a server offers that carries out some commands before those that are queued."""


class Request(NamedTuple):
    """A command with arguments as they go over the wire, out of band or not."""

    command: str
    arguments: dict[str, Any]
    oob: bool = False

    @property
    def message(self) -> dict[str, Any]:
        """The request as the protocol has it, but for its id."""
        message: dict[str, Any] = {"exec-oob" if self.oob else "execute": self.command}
        if self.arguments:
            message["arguments"] = self.arguments
        return message


class Typed(NamedTuple):
    """What was typed: a command, its arguments as words, as JSON, or as a tree already."""

    command: Word
    words: Sequence[Word] = ()
    json: Word | None = None
    keys: Keys | None = None
    oob: bool = False

    @property
    def all_words(self) -> list[Word]:
        """The command and its arguments as they were typed."""
        json = [] if self.json is None else [self.json]
        return [self.command, *self.words, *json]


async def checked(typed: Typed, known: Knowledge) -> Request:
    """The request; what is kept of the server is not believed when it says no.

    Raises `RefusedError` with all that is wrong.
    """
    if known.is_kept:
        try:
            return request(typed, known)
        except RefusedError:
            await known.renew()
    return request(typed, known)


def request(typed: Typed, known: Knowledge) -> Request:
    """The request as far as is known now."""
    command, interface = typed.command, known.interface
    name = command.text
    if name in interface.disabled:
        text = f"'{name}' is disabled on this agent"
        raise RefusedError([Problem(command.span, text)])
    if name not in interface.commands:
        text = f"the server has no command '{name}'"
        problem = unknown(command.span, text, (name,), interface.commands)
        raise RefusedError([_explained(problem, name, (), known)])
    if typed.oob:
        _require_out_of_band(command, known)
    keys = typed.keys or tree(typed.words, command.span, interface.dotted_names())
    if typed.json is not None:
        keys = merged(keys, _read_json(typed.json))
    try:
        return Request(name, _fitted(name, keys, known), typed.oob)
    except RefusedError:
        # Only who made a mistake waits for the places of what is in JSON.
        from qapigen.talk.json_places import placed

        _fitted(name, placed(keys), known)
        raise


def _require_out_of_band(command: Word, known: Knowledge) -> None:
    """Raise `RefusedError` for what this server does in turn only."""
    interface = known.interface
    if OUT_OF_BAND not in known.client.server.capabilities:
        text = "this server carries out nothing out of band"
        raise RefusedError([Problem(command.span, text)])
    if not interface.is_free and not interface.allows_oob(command.text):
        text = f"'{command.text}' is not carried out out of band"
        others = listed([n for n in interface.commands if interface.allows_oob(n)])
        raise RefusedError([Problem(command.span, text, f"there are {others}")])


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
    if may_exceed(arguments) and not interface.is_free:
        _require_range(name, arguments, keys, known.texts)
    return arguments


def _require_range(
    name: str, arguments: dict[str, Any], keys: Keys, texts: Texts
) -> None:
    """Raise `RefusedError` where a schema says that an integer's type is too small for it."""
    from qapigen.talk.ranges import excesses

    problems = [
        Problem(place(keys, excess.path), excess.message, texts.doubt)
        for excess in excesses(texts.schema, name, arguments)
    ]
    if problems:
        raise RefusedError(problems)


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
    if isinstance(known.client, BaseGuestClient):
        return Problem(name.span, "guest agents send no events")
    events = known.interface.events
    if name.text in events or not events:
        return None
    text = f"the server has no event '{name.text}'"
    problem = unknown(name.span, text, (name.text,), events)
    return _explained(problem, name.text, (), known)
