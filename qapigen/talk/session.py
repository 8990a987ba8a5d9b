# SPDX-License-Identifier: MIT
"""A conversation of many commands: what was typed, carried out one after the other."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from qapigen.runtime.errors import CommandError
from qapigen.source import Source, Span
from qapigen.talk.completing import EXIT, HELP
from qapigen.talk.cursor import TRANSACTION
from qapigen.talk.exchange import Manner, execute
from qapigen.talk.hints import page
from qapigen.talk.knowledge import Knowledge
from qapigen.talk.line import actions, is_transaction, words_of
from qapigen.talk.problems import Problem, RefusedError
from qapigen.talk.request import Request, Typed, checked
from qapigen.talk.scalars import parsed
from qapigen.talk.secrets import HIDDEN, is_secret, masked
from qapigen.talk.words import Json, Keys, Word, tree

HMP = "human-monitor-command"


class Output(NamedTuple):
    """Where things go: JSON values, lines of text, and the messages of the transcript."""

    show: Callable[[Any], None]
    say: Callable[[Iterable[str]], None]
    log: Callable[[str], None]


class Session:
    """One user of one server; with `is_hmp` what is typed is for the human monitor."""

    def __init__(
        self, known: Knowledge, output: Output, timeout: float, is_hmp: bool
    ) -> None:
        self.known = known
        self.is_hmp = is_hmp
        self.is_over = False
        self.texts_are_read = False
        self._output = output
        self._manner = Manner(timeout)

    async def run(self, source: Source) -> None:
        """Carry out what was typed; raises what a single call would raise."""
        text = source.text.strip()
        if text == EXIT:
            self.is_over = True
        elif self.is_hmp:
            await self._human(text)
        elif is_transaction(text):
            await self._send(_transaction(source, self.known), self._manner)
        else:
            await self._line(source)

    async def _human(self, text: str) -> None:
        if not text:
            return
        span = Span(Source("<shell>", HMP + "\n"), 0, len(HMP))
        given = json.dumps({"command-line": text})
        typed = Typed(Word(HMP, span), (), Word(given, span))
        command = await checked(typed, self.known)
        self._output.log(f"-> {masked_line(text)}")
        told = await execute(command, typed, self._manner, self.known)
        self._output.log(f"<- {json.dumps(told)}")
        self._output.say(str(told).replace("\r", "").splitlines())

    async def _line(self, source: Source) -> None:
        words = words_of(source)
        if not words:
            return
        name, *rest = words
        if name.text == HELP:
            for word in rest or [Word(HELP, name.span)]:
                self._output.say(self._help(word))
            return
        if name.text.startswith("{"):
            typed, is_oob = _request(name)
            await self._send(typed, self._manner._replace(oob=is_oob))
            return
        as_json = next((w for w in rest if w.text.startswith("{")), None)
        arguments = [word for word in rest if word is not as_json]
        await self._send(Typed(name, arguments, as_json), self._manner)

    def _help(self, word: Word) -> Iterable[str]:
        if word.text == HELP:
            return [
                "COMMAND key=value…   dotted and indexed keys, or JSON in braces",
                "transaction(         a command a line, then )",
                "help NAME            what the schema says of a command or event",
                "exit                 leave; the server goes on",
            ]
        return page(word.text, self.known.interface, self.known.texts)

    async def _send(self, typed: Typed, manner: Manner) -> None:
        command = await checked(typed, self.known)
        self._note("->", _message(command, manner))
        try:
            reply = await execute(command, typed, manner, self.known)
        except CommandError as error:
            told = {"class": error.error_class, "desc": error.desc}
            self._note("<-", {"error": told})
            raise
        self._note("<-", {"return": reply})
        self._output.show(reply)

    def _note(self, sign: str, message: Any) -> None:
        self._output.log(f"{sign} {json.dumps(masked(message))}")

    def note_event(self, message: Any) -> None:
        """Write an event into the transcript."""
        self._note("<-", message)


def masked_line(text: str) -> str:
    """A line for the human monitor; one that speaks of passwords is not written down."""
    return HIDDEN if is_secret(text) else text


def _message(command: Request, manner: Manner) -> dict[str, Any]:
    message: dict[str, Any] = {"exec-oob" if manner.oob else "execute": command.command}
    if command.arguments:
        message["arguments"] = command.arguments
    return message


def _request(word: Word) -> tuple[Typed, bool]:
    """A request as the protocol has it: {"execute": NAME, "arguments": {…}}."""
    try:
        value = parsed(word.text)
    except ValueError as error:
        raise RefusedError([Problem(word.span, f"no JSON: {error}")]) from error
    match value:
        case {"execute": str(name), **rest} | {"exec-oob": str(name), **rest}:
            arguments = Word(json.dumps(rest.get("arguments", {})), word.span)
            return Typed(Word(name, word.span), (), arguments), "exec-oob" in value
    text = 'a request is {"execute": NAME, "arguments": {…}}'
    raise RefusedError([Problem(word.span, text)])


def _transaction(source: Source, known: Knowledge) -> Typed:
    """The command that carries out the actions between the parentheses, all or none."""
    start = source.text.index(TRANSACTION)
    span = Span(source, start, start + len(TRANSACTION))
    listed = Keys({}, span)
    dotted = known.interface.dotted_names()
    for number, (at, line) in enumerate(actions(source.text)):
        words = words_of(source, at, at + len(line))
        if words:
            listed.put(str(number), _action(words, dotted))
    numbered = enumerate(listed.children.values())
    children = {str(number): child for number, child in numbered}
    arguments = Keys({}, span)
    arguments.put("actions", Keys(children, span))
    return Typed(Word(TRANSACTION, span), (), None, arguments)


def _action(words: list[Word], dotted: frozenset[str]) -> Keys:
    name, *rest = words
    action = Keys({}, name.span)
    action.put("type", Json(name.text, name.span))
    action.put("data", tree(rest, name.span, dotted))
    return action
