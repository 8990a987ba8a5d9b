# SPDX-License-Identifier: MIT
"""Messages are found in comments of every markup, and replies with their requests."""

from __future__ import annotations

from pathlib import Path

import pytest
from example_messages import messages, schema_of

from qapigen.schema.forms import Direction, Form
from qapigen.schema.messages import examples_of

STOP = '-> { "execute": "stop" }\n<- { "return": {} }'


def _indented(text: str, by: str) -> str:
    return "\n".join(by + line for line in text.splitlines())


@pytest.mark.parametrize(
    "text",
    [
        f"Example:\n\n{STOP}",
        f"Examples:\n\n1. With a caption\n\n{_indented(STOP, '   ')}",
        f"Examples:\n\n- With a caption\n{STOP}",
        f"Example for machines started with -S:\n\n{STOP}",
        f".. qmp-example::\n\n{_indented(STOP, '    ')}",
        f".. qmp-example::\n   :title: Stop\n\n{_indented(STOP, '    ')}",
        f".. qmp-example::\n   :annotated:\n\n   Stop it::\n\n{_indented(STOP, '     ')}",
        f".. qmp-example::\n   :annotated:\n\n   ::\n\n{_indented(STOP, '     ')}",
        f"::\n\n{_indented(STOP, '  ')}",
        f"Like this::\n\n{_indented(STOP, '  ')}",
        _indented(STOP, "| "),
        'Example:\n  { "execute": "stop" }\n  { "return": {} }',
        "Example:\n-> { 'execute': 'stop' }\n<- { 'return': {} }",
        'Example:\n->\n { "execute": "stop" }\n<-\n { "return": {} }',
        'Example:\n-> { "execute":\n"stop" }\nwhich gives\n<- {\n"return": {}\n}\nin time.',
    ],
)
def test_every_markup_is_understood(text: str) -> None:
    """A request and its reply, however they are set off."""
    request, reply = messages(text)
    assert (request.form, reply.form) == (Form.EXECUTE, Form.RETURN)
    assert request.name is not None
    assert request.name.value == "stop"
    assert reply.request == request


@pytest.mark.parametrize(
    "text",
    [
        "-> ... text sent by client (commands) ...\n<- ... text sent by server ...",
        "-> data issued by the Client\n<- Server data response",
        "permissions from r/o -> r/w",
        "$ qemu-system-x86_64 -machine none { a }",
        "::\n\n  if (x) {\n     return 1;\n  }",
        "{ 'driver': 'qcow2', 'file': 'disk' }",
        "a set { 1, 2 } of numbers",
    ],
)
def test_other_text_is_left_alone(text: str) -> None:
    """The legend of the notation, shell, code, values that are no messages."""
    assert messages(text) == []


def test_directions() -> None:
    """Arrows tell who sends; without one nobody knows."""
    text = '-> {"execute": "a"}\n<- {"event": "B"}\n{"event": "C"}'
    assert [m.direction for m in messages(text)] == [
        Direction.SENT,
        Direction.RECEIVED,
        Direction.UNTOLD,
    ]


def test_a_reply_belongs_to_the_request_before_it() -> None:
    """Events may come between; another example has requests of its own."""
    text = """
Example:

-> {"execute": "a"}
<- {"event": "E"}
<- {"return": {}}
<- {"return": {}}

Example:

-> {"execute": "b"}

Example:

<- {"return": {}}
"""
    a, _, answer, stray, _, other = messages(text)
    assert answer.request is a
    assert stray.request is None
    assert other.request is None


def test_a_reply_with_an_id_belongs_to_the_request_with_it() -> None:
    """Out of band, replies overtake each other."""
    text = """
-> {"execute": "a", "id": 1}
-> {"exec-oob": "b", "id": 2}
<- {"return": {}, "id": 1}
<- {"return": {}, "id": 2}
"""
    a, b, first, second = messages(text)
    assert first.request is a
    assert second.request is b


def test_an_unclosed_message_ends_where_the_next_begins() -> None:
    """The rest of the comment is read all the same."""
    text = '-> {"execute": "a", "arguments": {\n<- {"return": {}}'
    request, reply = messages(text)
    assert len(request.faults) == 1
    assert not reply.faults


def test_a_shortened_example_is_elided() -> None:
    """The comment may say so in words."""
    text = '<- {"return": {}}\n\nNote: This example has been shortened.'
    (message,) = messages(text)
    assert message.is_elided
    assert message.is_shortened


def test_files_of_other_schemas_are_left_to_them(tmp_path: Path) -> None:
    """What lies outside of the root's folder shows commands of the schema it was made for."""
    (tmp_path / "inner").mkdir()
    shared = '##\n# -> { "execute": "absent" }\n##\n'
    (tmp_path / "shared.json").write_text(shared, encoding="utf-8")
    schema = schema_of("{ 'include': '../shared.json' }\n", tmp_path / "inner")
    assert not list(examples_of(schema))
