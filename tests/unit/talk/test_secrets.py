# SPDX-License-Identifier: MIT
"""What is not written down: in the history, in the transcript, in answers that repeat it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qapigen.runtime.errors import GenericError
from qapigen.talk.request import Request
from qapigen.talk.secrets import (
    HIDDEN,
    Veil,
    human_without_secrets,
    line_without_secrets,
)
from qapigen.talk.transcript import Transcript

X = "hunter2"


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        (f"set_password protocol=vnc password={X}", "set_password protocol=vnc"),
        (f'change-vnc-password password="{X} {X}"', "change-vnc-password password="),
        (f"change-vnc-password 'password={X} {X}'", "change-vnc-password"),
        (f"change-vnc-password password={X},{X}}}", "change-vnc-password"),
        (f"change-vnc-password password=[{X} {X}]", "change-vnc-password"),
        (f"block_passwd node-name=a password={X}", "node-name=a"),
        (f'{{"execute": "x", "arguments": {{"password": "{X}"}}}}', '"execute": "x"'),
        (f'{{"execute": "x", "arguments": {{"password":\n "{X}', '"execute": "x"'),
        (f"object-add qom-type=secret id=s data={X}", "id=s"),
        (f"object-add data={X} qom-type=secret id=s", "id=s"),
        (f'object-add {{"qom-type": "secret", "data": "{X}"}}', "object-add"),
        (f'object-add {{"qom-type": "secret", "data": "{X}', "object-add"),
        (f"qom-set path=/objects/s property=data value={X}", "path=/objects/s"),
        (f"x a.b[0].passphrase={X} d=1", "d=1"),
        (f"blockdev-add driver=http cookie={X} url=http://a/b", "url=http://a/b"),
        (f"blockdev-add url=ftp://me:{X}@host/b", "url=ftp://me:"),
        (f'human-monitor-command command-line="set_password vnc {X}"', "command-line="),
        (f"set_password vnc {X}", "set_password"),
        (f"set_password protocol=vnc {X}", "protocol=vnc"),
        (f"change vnc password {X}=3", "change vnc password"),
        (f"guest-set-user-password username=me password={X} crypted=on", "crypted=on"),
    ],
)
def test_secrets_are_left_out_of_the_history(line: str, kept: str) -> None:
    """The value goes, all else stays."""
    shown = line_without_secrets(line)
    assert X not in shown
    assert HIDDEN in shown
    assert kept in shown


@pytest.mark.parametrize(
    "line",
    [
        "blockdev-add driver=luks key-secret=s0 password-secret=s1 id=x",
        "object-add qom-type=tls-creds-x509 passwordid=s0 dir=/etc",
        "object-add qom-type=iothread id=x data=3",
        'qom-list {"path": "/"}   # nothing',
        "expire_password protocol=vnc time=now",
        "transaction(\n  abort\n)",
        "help set_password",
        "blockdev-add url=http://host:80/a",
    ],
)
def test_what_is_no_secret_stays(line: str) -> None:
    """Ids of secrets, for one."""
    assert line_without_secrets(line) == line


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (f"set_password vnc {X}", "set_password ***"),
        (f"set_password\tvnc  {X}", "set_password\t***"),
        (f"change vnc password {X}", "change vnc password ***"),
        (f"block_passwd d0 {X}", "block_passwd ***"),
        (f"object_add secret,id=s,data={X},,{X},format=raw", None),
        (f"object_add qom-type=secret,id=s,data={X}", None),
        (f'object_add {{"qom-type":"secret","data":"{X}"}}', None),
        (f"qom-set /objects/s data {X}", "qom-set /objects/s data ***"),
        ("info status", "info status"),
        ("info vnc", "info vnc"),
        ("object_add iothread,id=data", "object_add iothread,id=data"),
        ("qom-get /objects/s data", "qom-get /objects/s data"),
        ("drive_add 0 id=a,password-secret=s", "drive_add 0 id=a,password-secret=s"),
    ],
)
def test_lines_for_the_human_monitor(line: str, shown: str | None) -> None:
    """There places tell what is secret, not names."""
    found = human_without_secrets(line)
    assert X not in found
    assert shown in (None, found)


def test_members_beside_each_other() -> None:
    """What is secret is judged object by object."""
    message = {
        "arguments": {"password": "p", "keys": [{"qom-type": "secret", "data": "q"}]},
        "data": {"data": "d2", "x-password": None, "password-set": True, "passwd": 7},
    }
    assert Veil().value(message) == {
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


def _transcript(
    command: str, arguments: dict[str, Any]
) -> tuple[Transcript, list[str]]:
    lines: list[str] = []
    transcript = Transcript(lines.append)
    transcript.sent(Request(command, arguments))
    return transcript, lines


def test_answers_that_repeat_a_secret() -> None:
    """What was typed as a secret is none the less one in the server's words."""
    transcript, lines = _transcript("set_password", {"password": X})
    transcript.refused(GenericError("set_password", "GenericError", f"'{X}' is short"))
    transcript.happened({"event": "X", "data": {"told": X}})
    assert "is short" in lines[1]
    assert X not in "".join(lines)


def test_secrets_that_are_read() -> None:
    """The data of a secret object can be asked for."""
    path = {"path": "/objects/s", "property": "data"}
    transcript, lines = _transcript("qom-get", path)
    transcript.returned(X)
    assert json.loads(lines[1].removeprefix("<- ")) == {"return": HIDDEN}
    transcript.asked("qom-get /objects/s data")
    transcript.told([X])
    transcript.asked(f"set_password vnc {X}")
    transcript.told([f"not {X}\x1b[0m", "else"])
    assert X not in "".join(lines)
    assert "\x1b" not in "".join(lines)
    assert lines[-1] == "<- else"


@given(st.text(st.sampled_from("a=.[]{}\"'\\ \npassword#,")))
def test_any_line_can_be_remembered(text: str) -> None:
    """Whatever is typed, as long as it has no word about passwords it stays as it is."""
    for shown in (line_without_secrets(text), human_without_secrets(text)):
        assert shown == text or HIDDEN in shown
