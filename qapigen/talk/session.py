# SPDX-License-Identifier: MIT
"""A conversation of many commands: what was typed, carried out one after the other."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterable, Sequence
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
from qapigen.talk.redaction import HIDDEN
from qapigen.talk.redaction.errors import redacted_errors
from qapigen.talk.redaction.human_lines import human_edits
from qapigen.talk.redaction.lines import line_edits
from qapigen.talk.redaction.meaning import HUMAN, HUMAN_LINE
from qapigen.talk.redaction.redactor import Redactor
from qapigen.talk.references import resolved, wants_prompt
from qapigen.talk.request import Request, Typed, checked
from qapigen.talk.scalars import parsed
from qapigen.talk.transcript import Transcript
from qapigen.talk.words import Child, Json, Keys, Word, tree


class Output(NamedTuple):
    """Where things go: JSON values, lines of text, and the messages of the transcript.

    `ask` asks the user for a secret under a name, without showing what is typed.
    """

    show: Callable[[Any], None]
    say: Callable[[Iterable[str]], None]
    log: Callable[[str], None]
    ask: Callable[[Word], Awaitable[str]]


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
        self._redactor = Redactor()

    def read_texts(self) -> None:
        """Read the texts, which takes a moment; from then on there is help."""
        self.texts_are_read = self.known.texts.schema is not None

    async def run(self, source: Source) -> None:
        """Carry out what was typed; raises what a single call would raise."""
        text = source.text.strip()
        if text == EXIT:
            self.is_over = True
            return
        redactor = self._redactor = Redactor(self._redactor.lasting)
        find_edits = human_edits if self.is_hmp else line_edits
        edits = list(find_edits(redactor, source.text))
        with redacted_errors(redactor, source, edits):
            if self.is_hmp:
                await self._human(text)
            elif is_transaction(text):
                await self._send(await self._transaction(source))
            else:
                await self._line(source)

    async def _human(self, text: str) -> None:
        if not text:
            return
        span = Span(Source("<shell>", HUMAN + "\n"), 0, len(HUMAN))
        given = json.dumps({HUMAN_LINE: text})
        typed = Typed(Word(HUMAN, span), (), Word(given, span))
        command = await checked(typed, self.known)
        self._require_secrets(command)
        self.transcript.asked(text, self._redactor)
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
        arguments = await self._resolved(arguments)
        await self._send(Typed(name, arguments, as_json))

    async def _resolved(self, words: Sequence[Word]) -> list[Word]:
        """The words with the values that they refer to, which are secrets from then on."""
        answers = {
            word: await self._output.ask(word) for word in words if wants_prompt(word)
        }
        found = resolved(words, lambda word: answers[word], is_input_free=False)
        for word in found:
            if word.is_read:
                self._redactor.remember(word.value or "")
        return found

    def _help(self, word: Word) -> Iterable[str]:
        if word.text == HELP:
            return [
                "COMMAND key=value…   dotted and indexed keys, or JSON in braces",
                "key=@FILE, key=@?    a value from a file, or one that is asked for",
                "transaction(         a command a line, then )",
                "help NAME            what the schema says of a command or event",
                "exit                 leave; the server goes on",
            ]
        return page(word.text, self.known.interface, self.known.texts)

    async def _send(self, typed: Typed) -> None:
        command = await checked(typed, self.known)
        self._require_secrets(command)
        self.transcript.sent(command, self._redactor)
        try:
            reply = await execute(command, typed, self._timeout, self.known)
        except CommandError as error:
            self.transcript.refused(error)
            raise
        self.transcript.returned(reply)
        self._output.show(reply)

    def _require_secrets(self, command: Request) -> None:
        """Raise `RefusedError` for a line out of the history whose secret is left out."""
        if self._redactor.has_hidden:
            text = f"the history has {HIDDEN} in place of the secret: type it again"
            line = Source("<shell>", f"{command.command}\n")
            raise RefusedError([Problem(Span(line, 0, len(command.command)), text)])

    async def _transaction(self, source: Source) -> Typed:
        """The command that carries out the actions between the parentheses, all or none."""
        start = source.text.index(TRANSACTION)
        span = Span(source, start, start + len(TRANSACTION))
        dotted = self.known.interface.dotted_names()
        found = []
        for at, line in actions(source.text):
            words = words_of(source, at, at + len(line))
            if words:
                name, *rest = words
                found.append(_action([name, *await self._resolved(rest)], dotted))
        children = {str(n): Child(span, action) for n, action in enumerate(found)}
        arguments = Keys({}, span)
        arguments.put("actions", Keys(children, span))
        return Typed(Word(TRANSACTION, span), (), None, arguments)


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


def _action(words: list[Word], dotted: frozenset[str]) -> Keys:
    name, *rest = words
    action = Keys({}, name.span)
    action.put("type", Json(name.text, name.span))
    action.put("data", tree(rest, name.span, dotted))
    return action
