# SPDX-License-Identifier: MIT
"""Finds a secret where it is repeated: as it is, escaped in any way, or in part.

Text and secret are brought into one form: escapes of JSON, C, shells, URLs and
HTML are replaced by the bytes that they stand for, and quotes, backslashes and
commas, which quoting adds, are left out. Each byte keeps its place in the text.
"""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

Place = tuple[int, int]
"""From where to where in a text."""

SHORTEST = 4
"""Fewer bytes of a secret occur by chance; a shorter secret is found as a whole word only."""
_LONGEST_PIECE = 16

_UNIT = re.compile(
    r"""\\{1,16}u\{?(?P<point>[0-9a-fA-F]{4,6}(?=\})|[0-9a-fA-F]{4})\}?
      | \\{1,16}U(?P<long>[0-9a-fA-F]{8})
      | (?:\\{1,16}x|%(?:25){0,8})(?P<byte>[0-9a-fA-F]{2})
      | \\{1,16}(?P<octal>[0-3][0-7]{2})
      | (?P<entity>&\#?[0-9a-zA-Z]{1,8};)
      | (?P<plain>.)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"[\\%&]")
_WORD = re.compile(r"\w")
_DROPPED = b"\\\"'`,"
_LETTERS = bytes.maketrans(b"\b\t\n\v\f\r+", b"btnvfr ")
"""How escapes write control characters, and forms of URLs write a blank."""


class _Stream(NamedTuple):
    """Bytes, and where in the text each of them stands."""

    data: bytes
    places: list[Place]


class RepeatFinder:
    """Finds some secrets in texts."""

    def __init__(self, secrets: Collection[str]) -> None:
        self._secrets = secrets
        self._patterns: set[bytes] = set()
        for secret in secrets:
            for form in _forms(secret):
                streams = [_stream(form, is_code) for is_code in (False, True)]
                self._patterns |= {stream.data for stream in streams}
        self._patterns.discard(b"")
        self._pieces: dict[bool, dict[int, set[bytes]]] = {}

    def places(self, text: str, *, partly: bool) -> list[Place]:
        """Where in a text one of the secrets stands; with `partly` also a part of one."""
        if not self._patterns and not self._secrets:
            return []
        if partly not in self._pieces:
            self._pieces[partly] = _pieces(self._patterns, partly=partly)
        found = [place for one in self._secrets for place in _literally(text, one)]
        for is_code in (False, True) if _ESCAPED.search(text) else (False,):
            stream = _stream(text, is_code)
            for length, pieces in self._pieces[partly].items():
                found += _in_stream(stream, length, pieces)
        return merged(place for place in found if not _splits_word(text, place))


def merged(places: Iterable[Place]) -> list[Place]:
    """The places in order, those that touch as one."""
    joined: list[Place] = []
    for start, end in sorted(places):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _forms(secret: str) -> Iterator[str]:
    """The secret, and as single encodings write it."""
    data = secret.encode("utf-8", "surrogatepass")
    yield secret
    yield json.dumps(secret)
    yield html.escape(secret)
    yield "".join(f"%{byte:02x}" for byte in data)
    if len(data) >= SHORTEST:
        yield data.hex()
        # The last letter depends on what follows the secret.
        yield base64.b64encode(data).decode().rstrip("=")[:-1]
        yield from _from_base64(secret)


def _from_base64(secret: str) -> Iterator[str]:
    """What a secret means that is given in Base64, as QEMU's secret objects allow."""
    try:
        yield base64.b64decode(secret, validate=True).decode()
    except ValueError:
        return


def _pieces(patterns: set[bytes], *, partly: bool) -> dict[int, set[bytes]]:
    """What to look for, by length: the patterns, or all pieces of them."""
    pieces: dict[int, set[bytes]] = {}
    for pattern in patterns:
        length = len(pattern)
        if partly and length > SHORTEST:
            length = max(SHORTEST, min(length // 2, _LONGEST_PIECE))
        for at in range(len(pattern) - length + 1):
            pieces.setdefault(length, set()).add(pattern[at : at + length])
    return pieces


def _literally(text: str, secret: str) -> Iterator[Place]:
    at = text.find(secret) if secret else -1
    while at >= 0:
        yield at, at + len(secret)
        at = text.find(secret, at + len(secret))


def _in_stream(stream: _Stream, length: int, pieces: set[bytes]) -> Iterator[Place]:
    """Where pieces of that length stand in the stream."""
    data, places = stream
    for at in range(len(data) - length + 1):
        if data[at : at + length] in pieces:
            yield places[at][0], places[at + length - 1][1]


def _splits_word(text: str, place: Place) -> bool:
    """Whether a short match is only a part of a word."""
    start, end = place
    if end - start >= SHORTEST:
        return False
    around = text[max(start - 1, 0) : start], text[end : end + 1]
    return any(_WORD.match(neighbour) for neighbour in around)


def _stream(text: str, is_code: bool) -> _Stream:
    r"""The bytes of a text; with `is_code` an escape such as \xe9 is a character, else a byte."""
    data = bytearray()
    places: list[Place] = []
    for match in _UNIT.finditer(text):
        symbols = _bytes(match, is_code).translate(_LETTERS, _DROPPED)
        data += symbols
        places += [match.span()] * len(symbols)
    return _Stream(bytes(data), places)


def _bytes(unit: re.Match[str], is_code: bool) -> bytes:
    if plain := unit["plain"]:
        return _encoded(plain)
    if entity := unit["entity"]:
        return b"".join(map(_encoded, html.unescape(entity)))
    octal = unit["octal"]
    digits = octal or unit["point"] or unit["long"] or unit["byte"]
    number = int(digits, 8 if octal else 16)
    if not is_code and (unit["byte"] or octal):
        return bytes([number])
    return _encoded(chr(number)) if number < 0x110000 else b""


def _encoded(character: str) -> bytes:
    """A character as bytes; as two surrogates where JSON needs them."""
    units = character.encode("utf-16-be", "surrogatepass")
    pairs = range(0, len(units), 2)
    codes = [chr(int.from_bytes(units[at : at + 2], "big")) for at in pairs]
    return "".join(codes).encode("utf-8", "surrogatepass")
