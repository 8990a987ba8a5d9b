# SPDX-License-Identifier: MIT
"""Secrets that a text shows by its form: logins in URLs, and `NAME=VALUE` of a secret name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qapigen.talk.redaction.names import is_secret
from qapigen.talk.redaction.repeats import Place

_LOGIN = re.compile(
    r"://[^/\s:@\"'\\]*?(?::|%3[aA])(?!\d+(?:[/\s\"',]|$))"
    r"(?P<secret>[^\s\"']{1,1024}?)(?:@|%40)(?![^/\s\"'?\#,]{0,255}@)"
)
_SCHEMES = "exec|fd|file|host_device|json|mailto|nbd|rbd|rdma|ssh|tcp|udp|unix|vsock"
_PLAIN_LOGIN = re.compile(
    rf"(?<![\w/:.@%+-])(?!(?:{_SCHEMES}):)[\w.+-]+:"
    r"(?P<secret>[^\s/:@\"',=]+)@(?=[\w\[])"
)
_NAME = re.compile(r"(?<![\w.-])(?P<name>[\w.-]+)\s?=\s?")
_USER_OPTION = re.compile(r"(?<!\S)(?:-u|--user)[\s,]+[\w.@\\-]+:(?P<secret>[^\s\"']+)")
_HEADER = re.compile(
    r"\b(?:Proxy-)?(?:Authorization|Cookie|Set-Cookie):\s*(?P<secret>[^\r\n\"']+)",
    re.IGNORECASE,
)
_COLON = re.compile(r"(?<![\w.-])(?P<name>[\w.-]{4,80}):[ \t]+(?P<secret>[^\r\n\"']+)")
_OPTION = re.compile(r"(?<!\S)--?(?P<name>[\w-]+)[\s,]+(?P<secret>[^\s,\"']+)")
_NEXT = re.compile(r"(?<![\\,])[,:&;\s](?!,)\s*(?=[\w.-]+=)|[\r\n]")
"""What ends a value in a list of `NAME=VALUE`; a comma in a value is doubled."""
_WORD_END = re.compile(r"[\s,;)\]}]|['\"]?$|['\"](?=[\s,;.)\]}])")
_OPENING = re.compile(r"""\\{0,16}["']""")
_MEMBER = re.compile(
    r"""(?P<quote>\\{0,16}["'])(?P<name>[\w.-]+)(?P=quote)\s*[:=]\s*
        (?:(?P<open>\\{0,16}["'])(?P<quoted>.*?)(?:(?P=open)|$)|(?P<bare>[^\s,{}\[\]"']+))""",
    re.VERBOSE | re.DOTALL,
)
_CONSTANTS = {"on", "off", "true", "false", "yes", "no", "null"}


def secrets_in_value(text: str) -> Iterator[Place]:
    """Where secrets stand in a value, such as a file name, a URL or a list of options."""
    yield from _logins(text)
    last = 0
    for match in _options(text):
        # What lies in a value that is hidden already is not looked at again.
        if match.start() >= last:
            end = _NEXT.search(text, match.end())
            last = end.start() if end else len(text)
            yield from _unless_constant(text, match.end(), last)
    for pattern in (_COLON, _OPTION):
        for match in pattern.finditer(text):
            if is_secret(match["name"]):
                yield match.span("secret")
    yield from _members(text)


def secrets_in_prose(text: str) -> Iterator[Place]:
    """Where secrets stand in a text for people, such as an error of a server."""
    yield from _logins(text)
    last = 0
    for match in _options(text):
        if match.start() >= last:
            start, last = _prose_value(text, match.end())
            yield from _unless_constant(text, start, last)
    yield from _members(text)


def _members(text: str) -> Iterator[Place]:
    """The values of secret members in what looks like JSON, with quotes escaped or not."""
    for match in _MEMBER.finditer(text):
        if _is_secret_option(match["name"]):
            group = "quoted" if match["quoted"] is not None else "bare"
            yield from _unless_constant(text, match.start(group), match.end(group))


def _prose_value(text: str, start: int) -> Place:
    """Where the value that begins at `start` stands, without quotes around it."""
    if opening := _OPENING.match(text, start):
        end = text.find(opening[0], opening.end())
        return opening.end(), end if end >= 0 else len(text)
    after = _WORD_END.search(text, start)
    return start, after.start() if after else len(text)


def _options(text: str) -> Iterator[re.Match[str]]:
    """The places in a text at which the value of a secret option begins."""
    for match in _NAME.finditer(text):
        if _is_secret_option(match["name"]):
            yield match


def options(text: str) -> Iterator[tuple[str, Place]]:
    """The names and the places of the values in a list such as `secret,id=s,data=x`."""
    at = 0
    for match in re.finditer(r"((?:,,|[^,])*)(?:,|$)", text):
        name, sign, value = match[1].partition("=")
        at = match.start() + len(name) + len(sign)
        if sign:
            yield name.strip(), (at, at + len(value))
        elif name:
            yield "", (match.start(), match.end(1))


def _logins(text: str) -> Iterator[Place]:
    for pattern in (_LOGIN, _PLAIN_LOGIN, _USER_OPTION, _HEADER):
        for match in pattern.finditer(text):
            yield match.span("secret")


def _is_secret_option(name: str) -> bool:
    return is_secret(name.rpartition(".")[2])


def _unless_constant(text: str, start: int, end: int) -> Iterator[Place]:
    if start < end and text[start:end].lower() not in _CONSTANTS:
        yield start, end
