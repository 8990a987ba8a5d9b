# SPDX-License-Identifier: MIT
"""Secrets are removed from history, transcript, excerpts and error texts, in all forms."""

from __future__ import annotations

import base64
import html
import json
import shlex
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from full_schema import interface, schema
from hypothesis import given
from hypothesis import strategies as st
from secret_forms import (
    ORDINARY,
    ORDINARY_FOR_HUMANS,
    TYPED,
    VIA_HUMAN,
    X,
)

from qapigen.runtime.errors import CommandError, ConnectionLost, GenericError
from qapigen.source import Source, Span
from qapigen.talk.completing import candidates
from qapigen.talk.hints import hint
from qapigen.talk.problems import Problem, RefusedError, rendered
from qapigen.talk.redaction import HIDDEN
from qapigen.talk.redaction.errors import redacted_errors
from qapigen.talk.redaction.human_lines import human_edits, human_line
from qapigen.talk.redaction.lines import line_edits, typed_line
from qapigen.talk.redaction.redactor import Redactor
from qapigen.talk.request import Request
from qapigen.talk.texts import Texts
from qapigen.talk.transcript import Transcript

REPEATED = (
    f"'{X}' is short",
    f"cannot use {json.dumps(json.dumps({'a': X}))}",
    f"cannot use {X[:5]}...",
    f"cannot use {X[2:]}",
    f"cannot use {quote('=' + X)}",
    f"cannot use {base64.b64encode(X.encode()).decode()}",
)
"""What servers may say of a secret."""

Redact = Callable[[Redactor, str], str]


@pytest.mark.parametrize("line", TYPED)
def test_history(line: str) -> None:
    """The secret is replaced; for the human monitor as well."""
    shown = typed_line(Redactor(), line)
    assert X not in shown
    assert HIDDEN in shown


@pytest.mark.parametrize("line", VIA_HUMAN)
def test_history_of_the_human_monitor(line: str) -> None:
    """There places tell what is secret, not names."""
    shown = human_line(Redactor(), line)
    assert X not in shown
    assert HIDDEN in shown


@pytest.mark.parametrize("line", ORDINARY)
def test_ordinary_commands_stay(line: str) -> None:
    """What holds no secret can be read in full."""
    assert typed_line(Redactor(), line) == line


@pytest.mark.parametrize("line", ORDINARY_FOR_HUMANS)
def test_ordinary_lines_for_the_human_monitor_stay(line: str) -> None:
    """What holds no secret can be read in full."""
    assert human_line(Redactor(), line) == line


def _errors(line: str, *, is_hmp: bool) -> list[str]:
    """What is shown of errors about a line, each of which repeats the secret."""
    source = Source("<shell>", f"{line}\n")
    redactor = Redactor()
    find_edits = human_edits if is_hmp else line_edits
    edits = list(find_edits(redactor, source.text))
    shown: list[str] = []
    whole = Span(source, 0, len(line))
    at = line.index(X)
    place = Span(source, at, at + len(X))
    problems = [Problem(span, f"no '{X}'", f"is it '{X}'?") for span in (whole, place)]
    errors: list[Exception] = [RefusedError(problems), ConnectionLost(REPEATED[0])]
    errors += [GenericError("x", "GenericError", text) for text in REPEATED]
    for error in errors:
        with (
            pytest.raises(type(error)) as caught,
            redacted_errors(redactor, source, edits),
        ):
            raise error
        if isinstance(caught.value, RefusedError):
            shown += rendered(caught.value.problems)
        shown.append(str(caught.value))
    return shown


@pytest.mark.parametrize(
    ("line", "is_hmp"),
    [*((line, False) for line in TYPED), *((line, True) for line in VIA_HUMAN)],
)
def test_errors(line: str, is_hmp: bool) -> None:
    """Neither an excerpt nor a server's words repeat the secret, or half of it."""
    shown = "\n".join(_errors(line, is_hmp=is_hmp))
    assert "cannot use" in shown
    for part in (X, X[:5], X[2:], base64.b64encode(X.encode()).decode()[:8]):
        assert part not in shown


def _transcript(line: str, request: Request) -> str:
    lines: list[str] = []
    redactor = Redactor()
    list(line_edits(redactor, line))
    transcript = Transcript(lines.append)
    transcript.sent(request, redactor)
    transcript.returned({"told": X, "list": [f"{X}!"]})
    for text in REPEATED:
        transcript.refused(GenericError("x", "GenericError", text))
    transcript.happened({"event": "X", "data": {"told": X}})
    return "\n".join(lines)


@pytest.mark.parametrize("line", TYPED)
def test_transcript(line: str) -> None:
    """Neither the request nor its reply, error or events have the secret."""
    request = Request("x", {"argument": line, "other": X})
    shown = _transcript(line, request)
    assert X not in shown
    assert all(json.loads(row[3:]) for row in shown.splitlines())


@pytest.mark.parametrize("line", VIA_HUMAN)
def test_transcript_of_the_human_monitor(line: str) -> None:
    """Neither the line nor the answer has the secret."""
    lines: list[str] = []
    redactor = Redactor()
    list(human_edits(redactor, line))
    transcript = Transcript(lines.append)
    transcript.asked(line, redactor)
    transcript.told([f"not {X}\x1b[0m", *REPEATED, "else"])
    shown = "\n".join(lines)
    assert X not in shown
    assert "\x1b" not in shown
    assert lines[-1] == "<- else"


@pytest.mark.parametrize("line", TYPED)
def test_completion_and_hints(line: str) -> None:
    """Neither suggests or repeats what is typed as a secret."""
    end = line.index(X) + len(X)
    for cursor in (end, end - 1, len(line)):
        before, after = line[:cursor], line[cursor:]
        offered = [one.text for one in candidates(before, interface(), after)]
        about = hint(line, cursor, interface(), Texts(schema))
        assert X not in about
        assert not any(X in text for text in offered)


def test_members_beside_each_other() -> None:
    """What is secret is decided object by object."""
    message = {
        "arguments": {"password": "p", "keys": [{"qom-type": "secret", "data": "q"}]},
        "data": {"data": "d2", "x-password": None, "password-set": True, "passwd": 7},
    }
    assert json.loads(Redactor().json(json.dumps(message))) == {
        "arguments": {
            "password": HIDDEN,
            "keys": [{"qom-type": "secret", "data": HIDDEN}],
        },
        "data": {
            "data": "d2",
            "x-password": None,
            "password-set": True,
            "passwd": HIDDEN,
        },
    }


@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        ("qom-get", {"path": "/objects/s", "property": "data"}),
        ("qom-get", {"path": "/machine", "property": "vnc-pasword"}),
    ],
)
def test_secrets_that_are_read(command: str, arguments: dict[str, Any]) -> None:
    """A reply that is a secret is hidden, with no secret in the request."""
    lines: list[str] = []
    transcript = Transcript(lines.append)
    transcript.sent(Request(command, arguments), Redactor())
    transcript.returned(X)
    assert json.loads(lines[1].removeprefix("<- ")) == {"return": HIDDEN}
    transcript.asked("qom-get /objects/s data", Redactor())
    transcript.told([X])
    assert X not in "".join(lines)


def test_a_list_of_properties_that_is_read() -> None:
    """Their names and values are members of one object."""
    properties = [{"name": "data", "value": X}, {"name": "iv", "value": "a"}]
    shown = json.loads(Redactor().json(json.dumps({"return": properties})))
    assert [one["value"] for one in shown["return"]] == [HIDDEN, "a"]


@pytest.mark.parametrize(
    "text",
    [
        "wrong password",
        "Parameter 'password' is missing",
        "Parameter 'password-secret' expects a string",
        "Could not open 'http://host:80/a': 404",
        "there is no argument 'pasword'",
        "key 'a' = 'b'",
    ],
)
def test_ordinary_errors_stay(text: str) -> None:
    """A text about a password is none."""
    assert Redactor().text(text) == text


@pytest.mark.parametrize(
    "text",
    [
        f"cannot open http://me:{X}@host/",
        f"bad option password={X}, ignored",
        f"bad option password='{X} {X}'",
        f'bad arguments {{"password": "{X}"}}',
        f'bad arguments {{\\"password\\": \\"{X}\\"}}',
        f"bad arguments {{'pasword': '{X}'}}",
    ],
)
def test_errors_with_secrets_that_were_not_typed(text: str) -> None:
    """They are found by their form."""
    shown = Redactor().text(text)
    assert X not in shown
    assert shown.startswith(text[:6])


def test_deeply_nested_json_is_hidden() -> None:
    """There is no limit to what can be typed."""
    shown = Redactor().json("[" * 20000 + f'"password={X}"')
    assert X not in shown
    assert len(shown) < 1000


def test_marks_stay_at_what_is_wrong() -> None:
    """An excerpt underlines the same word as without a secret before it."""
    line = f"set_password password={X} protocl=vnc"
    source = Source("<shell>", f"{line}\n")
    redactor = Redactor()
    edits = list(line_edits(redactor, source.text))
    at = line.index("protocl")
    problem = Problem(Span(source, at, at + 7), "there is no argument 'protocl'")
    with (
        pytest.raises(RefusedError) as caught,
        redacted_errors(redactor, source, edits),
    ):
        raise RefusedError([problem])
    _, shown, marks = rendered(caught.value.problems)
    start = marks.index("^")
    assert shown[start : start + marks.count("^")] == "protocl"
    assert HIDDEN in shown


ESCAPES: tuple[Callable[[str], str], ...] = (
    str,
    json.dumps,
    lambda text: json.dumps(json.dumps(text)),
    lambda text: json.dumps(text, ensure_ascii=False),
    repr,
    ascii,
    lambda text: repr(text.encode()),
    shlex.quote,
    quote,
    quote_plus,
    lambda text: quote(text, safe=""),
    lambda text: quote(quote(text, safe=""), safe=""),
    html.escape,
    lambda text: text.replace(",", ",,"),
    lambda text: "".join(c if c.isalnum() else f"\\{c}" for c in text),
    lambda text: "".join(f"\\x{byte:02x}" for byte in text.encode()),
    lambda text: "".join(f"\\{byte:03o}" for byte in text.encode()),
    lambda text: text.encode().hex(),
)

CORE = "Tr0ub4dor"
"""A stretch of each secret that no escaping changes, and that is looked for."""


@given(
    st.text(st.characters(codec="utf-8"), max_size=6),
    st.text(st.sampled_from("\"'\\ ,%&<>$`\n\té€😀+=:@/#;"), max_size=6),
    st.sampled_from(ESCAPES),
)
def test_any_escaping(before: str, after: str, escape: Callable[[str], str]) -> None:
    """However a server escapes a secret, it is found; what stands beside it stays."""
    secret = f"{before}{CORE}{after}"
    redactor = Redactor([secret])
    shown = redactor.text(f"Error ({escape(secret)}) while opening")
    for encode in ESCAPES:
        assert encode(CORE) not in shown
    assert shown.startswith("Error ")
    assert shown.endswith(" while opening")


@given(st.text(st.sampled_from("a=.[]{}\"'\\ \npassword#,:@")))
def test_any_line_can_be_redacted(text: str) -> None:
    """Any input is accepted, and unchanged but for secrets."""
    redactions: tuple[Redact, ...] = (typed_line, human_line)
    for redact in redactions:
        shown = redact(Redactor(), text)
        assert shown == text or HIDDEN in shown
    assert isinstance(Redactor().json(text), str)
    assert isinstance(Redactor().text(text), str)


def test_a_short_secret_is_found_as_a_word() -> None:
    """Otherwise an error would be unreadable, and tell the secret by its gaps."""
    assert Redactor(["on"]).text("no connection: 'on'") == f"no connection: '{HIDDEN}'"


def test_the_class_of_an_error_stays() -> None:
    """Only its text changes."""
    source = Source("<shell>", "x\n")
    error = CommandError("x", "Odd", f"no {X}")
    with (
        pytest.raises(CommandError) as caught,
        redacted_errors(Redactor([X]), source, []),
    ):
        raise error
    assert (caught.value.command, caught.value.error_class) == ("x", "Odd")
    assert caught.value.desc == f"no {HIDDEN}"
