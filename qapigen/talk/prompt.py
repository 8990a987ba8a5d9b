# SPDX-License-Identifier: MIT
"""The shell on a terminal: one prompt, completed and explained, while events go by above it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import textwrap
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Any

from prompt_toolkit import PromptSession
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.enums import DEFAULT_BUFFER
from prompt_toolkit.filters import has_focus
from prompt_toolkit.history import FileHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout.processors import (
    Processor,
    Transformation,
    TransformationInput,
)
from prompt_toolkit.output.plain_text import PlainTextOutput
from prompt_toolkit.patch_stdout import patch_stdout
from prompt_toolkit.utils import is_dumb_terminal

from qapigen.diagnostics.visible import harmless
from qapigen.runtime.errors import ConnectionLost
from qapigen.runtime.subscriptions import Subscription
from qapigen.talk.completing import Candidate, candidates, live
from qapigen.talk.cursor import spot
from qapigen.talk.events import in_words
from qapigen.talk.hints import hint
from qapigen.talk.line import is_complete, on_line, statements
from qapigen.talk.live_names import names
from qapigen.talk.problems import Problem, RefusedError
from qapigen.talk.redaction.human_lines import human_line
from qapigen.talk.redaction.lines import typed_line
from qapigen.talk.redaction.redactor import Redactor
from qapigen.talk.session import Session
from qapigen.talk.words import Word

Complain = Callable[[BaseException], object]


class History(FileHistory):
    """Lines typed before, without their secrets."""

    def __init__(self, place: Path, redacted: Callable[[Redactor, str], str]) -> None:
        super().__init__(place)
        self._redacted = redacted

    def append_string(self, string: str) -> None:
        """Remember a line."""
        super().append_string(self._redacted(Redactor(), string))

    def store_string(self, string: str) -> None:
        """Write it down for later sessions, where that can be done."""
        with suppress(OSError):
            super().store_string(string)

    def load_history_strings(self) -> Iterable[str]:
        """What earlier sessions wrote down, where that can be read."""
        try:
            return list(super().load_history_strings())
        except OSError:
            return []


class Suggestions(Completer):
    """What the schema and the server suggest."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Any:
        """What the schema says alone."""
        before, after = document.text_before_cursor, document.text_after_cursor
        return _offered(candidates(before, self._session.known.interface, after))

    async def get_completions_async(
        self, document: Document, complete_event: CompleteEvent
    ) -> AsyncGenerator[Completion, None]:
        """That, and what the server has now."""
        before, after = document.text_before_cursor, document.text_after_cursor
        known = self._session.known
        if self._session.is_hmp:
            for completion in _offered(await self._session.monitor.candidates(before)):
                yield completion
            return
        for completion in self.get_completions(document, complete_event):
            yield completion
        found = spot(before, after)
        if found is None:
            return
        for completion in _offered(live(found, await names(known.client, found))):
            yield completion


def _offered(found: Iterable[Candidate]) -> Iterator[Completion]:
    for text, length, kind in found:
        yield Completion(text, -length, display_meta=kind)


async def converse(
    session: Session, events: Subscription[Any], complain: Complain
) -> None:
    """Talk until the user leaves; `ConnectionLost` if the server leaves first."""
    with _screen():
        prompt = _prompt(session)
        reading = asyncio.ensure_future(asyncio.to_thread(session.read_texts))
        watching = asyncio.create_task(_watch(session, events, prompt))
        try:
            await _loop(session, prompt, watching, complain)
        except EOFError:
            return
        finally:
            watching.cancel()
            reading.cancel()


def _screen() -> AbstractContextManager[object]:
    """Keeps what is printed above the prompt, on terminals that can draw it anew."""
    if is_dumb_terminal():
        return create_app_session(output=PlainTextOutput(sys.stdout))
    return patch_stdout(raw=True)


async def _loop(
    session: Session,
    prompt: PromptSession[str],
    watching: asyncio.Task[Exception],
    complain: Complain,
) -> None:
    """Carry out what is typed; raises what ends it, EOFError if that was wished."""
    while not session.is_over:
        if watching.done():
            raise watching.result()
        text = await _typed(prompt)
        await _carried_out(session, text, complain)


async def _typed(prompt: PromptSession[str]) -> str:
    """The next input; empty if it was given up."""
    try:
        return await prompt.prompt_async()
    except KeyboardInterrupt:
        return ""


async def _carried_out(session: Session, text: str, complain: Complain) -> None:
    """Run what was typed; Ctrl-C stops waiting for its reply, not the shell."""
    task = asyncio.ensure_future(_run(session, text))
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGINT, task.cancel)
    try:
        await asyncio.wait([task])
    finally:
        loop.remove_signal_handler(signal.SIGINT)
    if task.cancelled():
        print("interrupted; the command may still take effect")
    elif isinstance(failure := task.exception(), ConnectionLost):
        raise failure
    elif failure is not None:
        complain(failure)


async def _run(session: Session, text: str) -> None:
    """Run what was typed, or pasted: several commands up to the first that fails."""
    lines = enumerate(text.splitlines(), 1)
    for number, statement in lines if session.is_hmp else statements(text):
        if not session.is_over:
            await session.run(on_line("<shell>", number, statement))


async def _watch(
    session: Session, events: Subscription[Any], prompt: PromptSession[str]
) -> Exception:
    """Show events as they come; once none can come, why, and end the prompt with that."""
    end: Exception = EOFError()
    try:
        async for message in events:
            session.transcript.happened(message)
            print(in_words(message))
    except ConnectionLost as error:
        end = error
    if prompt.app.is_running:
        prompt.app.exit(exception=end)
    return end


def _prompt(session: Session) -> PromptSession[str]:
    keys = KeyBindings()

    @keys.add("enter", filter=has_focus(DEFAULT_BUFFER))
    def _enter(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if buffer.complete_state and buffer.complete_state.current_completion:
            # What was chosen in the menu is accepted first: it may be half a command.
            buffer.complete_state = None
        elif session.is_hmp or is_complete(buffer.text):
            buffer.validate_and_handle()
        else:
            buffer.insert_text("\n")

    @keys.add("f1")
    def _explain(event: KeyPressEvent) -> None:
        if told := _hint(session, event.current_buffer.document):
            columns = event.app.output.get_size().columns
            print(*_wrapped(told, columns), sep="\n")

    prompt: PromptSession[str] = PromptSession(
        "(hmp) " if session.is_hmp else "> ",
        completer=Suggestions(session),
        complete_while_typing=True,
        history=_history(session.is_hmp),
        key_bindings=keys,
        multiline=True,
        prompt_continuation="  ",
    )
    prompt.bottom_toolbar = lambda: _headline(session, prompt)
    return prompt


def _hint(session: Session, document: Document) -> str:
    known = session.known
    if session.is_hmp:
        return session.monitor.hint(document.text)
    if not session.texts_are_read:
        return ""
    return hint(document.text, document.cursor_position, known.interface, known.texts)


def _wrapped(text: str, columns: int) -> Iterator[str]:
    """The lines of a text, none longer than the terminal is wide if words allow it."""
    for line in text.splitlines():
        safe = harmless(line)
        yield from textwrap.wrap(safe, max(columns - 1, 1), break_long_words=False)


def _headline(session: Session, prompt: PromptSession[str]) -> str:
    """The first line of help, cut to the terminal."""
    text = " ".join(_hint(session, prompt.default_buffer.document).split())
    width = prompt.app.output.get_size().columns
    return harmless(text)[: max(width - 1, 0)]


class _Unseen(Processor):
    """Draws nothing of what is typed, not even how long it is."""

    def apply_transformation(
        self, transformation_input: TransformationInput
    ) -> Transformation:
        """Nothing, whatever is typed."""
        return Transformation([], lambda position: 0, lambda position: 0)


async def ask(word: Word) -> str:
    """Ask for the value of a word without showing what is typed.

    Raises `RefusedError` where the user gives up.
    """
    key = harmless(word.text.partition("=")[0])
    prompt: PromptSession[str] = PromptSession(f"{key}: ", input_processors=[_Unseen()])
    try:
        return await prompt.prompt_async()
    except (EOFError, KeyboardInterrupt) as error:
        problem = Problem(word.span, f"nothing was typed for '{key}'")
        raise RefusedError([problem]) from error


def _history(is_hmp: bool) -> History:
    """The lines of earlier sessions; those for the human monitor are kept apart."""
    told = os.environ.get("XDG_STATE_HOME", "")
    folder = Path(told) if os.path.isabs(told) else Path.home() / ".local" / "state"
    place = folder / "qapigen" / ("history-hmp" if is_hmp else "history")
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch(mode=0o600)
    return History(place, human_line if is_hmp else typed_line)
