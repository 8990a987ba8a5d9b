# SPDX-License-Identifier: MIT
"""A conversation of many commands: what was typed, carried out one after the other."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from qapigen.runtime.errors import CommandError
from qapigen.source import Source, Span
from qapigen.talk.completing import EXIT, HELP
from qapigen.talk.cursor import ARGUMENTS, TRANSACTION
from qapigen.talk.exchange import execute
from qapigen.talk.hints import page
from qapigen.talk.human import HumanMonitor
from qapigen.talk.knowledge import Knowledge
from qapigen.talk.line import actions, is_transaction, words_of
from qapigen.talk.problems import Problem, RefusedError, unknown
from qapigen.talk.request import Request, Typed, checked
from qapigen.talk.scalars import parsed
from qapigen.talk.secrets import HIDDEN, HUMAN, HUMAN_LINE, Veil
from qapigen.talk.transcript import Transcript
from qapigen.talk.words import Json, Keys, Word, tree


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
        self.transcript = Transcript(output.log)
        self.monitor = HumanMonitor(known.client)
        self._output = output
        self._timeout = timeout

    def read_texts(self) -> None:
        """Read the texts, which takes a moment; from then on there is help."""
        self.texts_are_read = self.known.texts.schema is not None

    async def run(self, source: Source) -> None:
        """Carry out what was typed; raises what a single call would raise."""
        text = source.text.strip()
        if text == EXIT:
            self.is_over = True
        elif self.is_hmp:
            await self._human(text)
        elif is_transaction(text):
            await self._send(_transaction(source, self.known))
        else:
            await self._line(source)

    async def _human(self, text: str) -> None:
        if not text:
            return
        span = Span(Source("<shell>", HUMAN + "\n"), 0, len(HUMAN))
        given = json.dumps({HUMAN_LINE: text})
        typed = Typed(Word(HUMAN, span), (), Word(given, span))
        command = await checked(typed, self.known)
        _require_secrets(command)
        self.transcript.asked(text)
        told = await execute(command, typed, self._timeout, self.known)
        lines = str(told).replace("\r", "").expandtabs().splitlines()
        self.transcript.told(lines)
        self._output.say(lines)

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
            await self._send(_request(name))
            return
        as_json = next((w for w in rest if w.text.startswith("{")), None)
        arguments = [word for word in rest if word is not as_json]
        await self._send(Typed(name, arguments, as_json))

    def _help(self, word: Word) -> Iterable[str]:
        if word.text == HELP:
            return [
                "COMMAND key=value…   dotted and indexed keys, or JSON in braces",
                "transaction(         a command a line, then )",
                "help NAME            what the schema says of a command or event",
                "exit                 leave; the server goes on",
            ]
        return page(word.text, self.known.interface, self.known.texts)

    async def _send(self, typed: Typed) -> None:
        command = await checked(typed, self.known)
        _require_secrets(command)
        self.transcript.sent(command)
        try:
            reply = await execute(command, typed, self._timeout, self.known)
        except CommandError as error:
            self.transcript.refused(error)
            raise
        self.transcript.returned(reply)
        self._output.show(reply)


def _require_secrets(command: Request) -> None:
    """Raise `RefusedError` for a line out of the history whose secret is left out."""
    veil = Veil()
    veil.value(command.arguments)
    if veil.has_seen_itself:
        text = f"the history has {HIDDEN} in place of the secret: type it again"
        line = Source("<shell>", f"{command.command}\n")
        raise RefusedError([Problem(Span(line, 0, len(command.command)), text)])


_BESIDE = (ARGUMENTS, "id")


def _request(word: Word) -> Typed:
    """A request as the protocol has it: {"execute": NAME, "arguments": {…}}."""
    try:
        value = parsed(word.text)
    except ValueError as error:
        raise RefusedError([Problem(word.span, f"no JSON: {error}")]) from error
    match value:
        case {"execute": str(name), **rest} | {"exec-oob": str(name), **rest}:
            for member in map(str, rest):
                if member not in _BESIDE:
                    text = f"a request has no member '{member}'"
                    raise RefusedError([unknown(word.span, text, (member,), _BESIDE)])
            from qapigen.talk.json_places import word_in

            arguments = word_in(word, ARGUMENTS)
            is_oob = "exec-oob" in value
            return Typed(Word(name, word.span), (), arguments, oob=is_oob)
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
