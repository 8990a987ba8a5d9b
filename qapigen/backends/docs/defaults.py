# SPDX-License-Identifier: MIT
"""What a member is when it is left out, found in the sentences that describe it.

Texts say it in many ways. Only what is surely one value, whatever else is set,
is taken: a wrong default is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_QUOTED = r"""'[^']+'|"[^"]+"|``?[^`]+``?"""
_UNIT = r"%|\s?(?:[kKMGT]i?)?[bB](?:ytes?)?\b|\s?m?s\b|[kKMGT]\b"
_NUMBER = rf"-?(?:0x[0-9a-fA-F]+|\d[\d.]*)(?:{_UNIT})?"
_WORD = r"(?:true|false|on|off|null|none|zero)(?![\w-])"
# A value that is one wherever it stands, and one that needs a clear word before it.
_PLAIN = re.compile(rf"{_QUOTED}|{_NUMBER}|{_WORD}")
_TOKEN = re.compile(rf"{_QUOTED}|(?>{_NUMBER})(?=[\s.,;()]|$)|[^\s,;()'\"`][^\s,;()]*")
_PHRASE = re.compile(
    r"(?:[^.;,()]|\.(?=\S))+(?=\.(?:\s|$)|[;)]|\s*\(|,\s*since\b|$)", re.I
)
_LONGEST = 32

_CLEAR = re.compile(r"\bdefaults?(?:\s+value)?(?:\s+is\b|\s+to\b|:)\s*", re.I)
_IN_PARENTHESES = re.compile(r"\(default\s+(?!is\b|to\b|value\b)", re.I)
_BARE = re.compile(r"(?<!\()\bdefault\s+(?!is\b|to\b|value\b)", re.I)
_BY_DEFAULT = re.compile(
    r"\bby default,?\s+(?:it|this|this value)\s+is\s+(?:reported in\s+)?", re.I
)
_BEHIND = re.compile(
    rf"(?P<plain>{_QUOTED}|\b{_WORD})(?:\s+\((?:the )?default\)|,?\s+is the default\b)"
    rf"|(?:\bset to\s+|\()(?P<word>{_QUOTED}|[\w-]+)\s+by default\b"
    rf"|\((?P<number>{_NUMBER}|{_WORD})[;,]?(?:\s+by)?\s+default\b",
    re.I,
)

# A value ends there; what goes on otherwise may be a condition.
_END = re.compile(
    r"\.?(?:\s*$|\s*[;()]|\s*,(?!\s*(?:and|or)\b)|(?<=\.)\s|\s+(?:which|and it|meaning)\b)"
)
_CONTRAST = re.compile(
    r"\b(?:otherwise|else|unless|if|but|except|other|when|where|generally)\b", re.I
)
_NOT_ONE = re.compile(
    r"(?:to|that|this|these|not|used|chosen|selected|depends?|try)\b"
    r"|.*\b(?:if|in|on|for|when|where|else|otherwise|unless|generally|depending)\b",
    re.I,
)
_SENTENCE_END = re.compile(r"[.;](?=\s|$)|\)")


def default_in(text: str) -> str:
    """The value that a description gives as the default; empty if there is no sure one."""
    found = set(_found(" ".join(text.split())))
    return found.pop() if len(found) == 1 else ""


def _found(text: str) -> Iterator[str]:
    """Each value that is said to be the default, an empty one for what is not sure."""
    for match in _CLEAR.finditer(text):
        yield _token(text, match.end()) or _phrase(text, match.end())
    for match in _IN_PARENTHESES.finditer(text):
        yield _token(text, match.end()) or _phrase(text, match.end())
    for match in _BY_DEFAULT.finditer(text):
        yield _token(text, match.end())
    for match in _BARE.finditer(text):
        if _PLAIN.match(text, match.end()):
            yield _token(text, match.end())
    for match in _BEHIND.finditer(text):
        yield _bare(match["plain"] or match["word"] or match["number"])


def _token(text: str, at: int) -> str:
    """A value of one word, a quoted one, or a number with its unit."""
    match = _TOKEN.match(text, at)
    if match is None or (_NOT_ONE.match(match[0]) and not _PLAIN.match(match[0])):
        return ""
    end = match.end() - match[0].endswith(".")
    rest = text[end:]
    if not _END.match(rest) or _CONTRAST.search(_sentence(rest)):
        return ""
    return _bare(match[0])


def _phrase(text: str, at: int) -> str:
    """A few words that end with their sentence and set no condition."""
    match = _PHRASE.match(text, at)
    if match is None or _PLAIN.match(match[0]) or _NOT_ONE.match(match[0]):
        return ""
    return _bare(match[0])


def _sentence(text: str) -> str:
    """What is left of a sentence."""
    match = _SENTENCE_END.search(text)
    return text[: match.start()] if match else text


def _bare(text: str) -> str:
    """A value without quotes, marks and full stop."""
    text = re.sub(r"\\(.)", r"\1", text.strip().rstrip("."))
    text = re.sub(rf"^({_QUOTED})$", lambda match: match[1].strip("'\"`"), text)
    return text.lstrip("@") if len(text) <= _LONGEST else ""
