# SPDX-License-Identifier: MIT
"""Hostile text, and schemas that hold it in each place where text can come from."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

CANARY = "PWNED"
"""A file that some attacks make in the current folder when their code is run."""

_RUN = f"__import__('os').system('touch {CANARY}')"
ATTACKS: Mapping[str, str] = {
    "newline-code": f"z\nimport os; os.system('touch {CANARY}')\n#",
    "quotes-code": f'a"""+{_RUN}+"""',
    "single-quotes": f"'''+{_RUN}+'''",
    "quote": "a'b\"c",
    "backslash": "a\\",
    "backslash-quote": '\\"""\\',
    "return": "a\rb",
    "tab-assignment": f"x\n\t!=touch {CANARY}\n",
    "assignment": f"x!=touch {CANARY}",
    "expansion": f"$(shell touch {CANARY})",
    "recipe": f"a;touch {CANARY}",
    "pipe": f"a|touch {CANARY}",
    "nul": "a\0b",
    "not-utf8": os.fsdecode(b"a\xff\xfeb"),
    "template": "{{ 7 * 7 }}{% include 'x' %}{# #}",
    "format": "{0} {x!r} %s %(x)s ${x}",
    "script": "</script><script>alert(1)</script>",
    "image": "<img src=x onerror=alert(1)>",
    "attribute": '"><svg onload=alert(1)>',
    "comment": "--><script>alert(1)</script><!--",
    "cdata": "]]><script>alert(1)</script>",
    "link": "[x](javascript:alert(1)) <javascript:alert(1)>",
    "fence": "```\n</code></pre><b onclick=alert(1)>\n~~~",
    "separator": "a\u2028b\u2029c\u0085d",
    "bidi": "a\u202eb\u2066c\u200f",
    "escape": "a\x1b[31mb\x1b]0;title\x07\x9b2J",
    "annotation": "::error::a",
    "annotation-line": "a\n::error file=x::b\n##[error]c",
    "percent": "%0A::error::a,b:c",
    "csv": "=cmd|' /C calc'!A0",
}

BENIGN = "plain"

_PROSE = """
##
# {text}
# ======
#
# {text}
##

##
# @go:
#
# {text}
#
# @member: {text} (default: {text})
#
# Features:
#
# @deprecated: {text}
#
# Returns: {text}
#
# Errors:
#     - {text}
#
# .. note:: {text}
#
# .. code-block:: {text}
#
#    {text}
#
# ::
#
#    -> {text}
#
# Since: {text}
##
{{ 'command': 'go', 'features': [ 'deprecated' ], 'returns': 'str',
  'data': {{ 'member': 'str' }} }}
"""
_CONDITIONS = """
{{ 'command': 'go', 'if': '{text}', 'returns': 'Thing',
  'data': {{ 'member': {{ 'type': 'str', 'if': '{text}' }} }} }}
{{ 'enum': 'Kind', 'if': '{text}', 'data': [ {{ 'name': 'one', 'if': '{text}' }} ] }}
{{ 'struct': 'Thing', 'data': {{ 'kind': {{ 'type': 'Kind', 'if': '{text}' }} }} }}
{{ 'event': 'STOP', 'if': '{text}' }}
"""
_NAMES = """
{{ 'command': '{text}', 'data': {{ '{text}': '{text}' }} }}
{{ 'struct': '{text}', 'data': {{ '{text}': [ '{text}' ] }}, 'features': [ '{text}' ] }}
{{ 'enum': 'Kind', 'data': [ '{text}' ], 'prefix': '{text}' }}
{{ 'union': '{text}', 'base': '{text}', 'discriminator': '{text}',
  'data': {{ '{text}': '{text}' }} }}
{{ 'alternate': '{text}', 'data': {{ '{text}': '{text}' }} }}
{{ 'event': '{text}', '{text}': '{text}' }}
{{ 'include': '{text}' }}
{{ 'pragma': {{ '{text}': [ '{text}' ], 'command-name-exceptions': [ '{text}' ] }} }}
"""
_SMALL = "{ 'command': 'go', 'data': { 'member': 'str' } }\n"
_FAULTY = "{ 'struct': 'Faulty', 'data': { 'a': 'no-such-type' } }\n"

Build = Callable[[Path, str, str], Path]


def _written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    return path


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'")


def _in_prose(folder: Path, text: str, more: str) -> Path:
    return _written(folder / "schema.json", _PROSE.format(text=text) + more)


def _in_prose_lines(folder: Path, text: str, more: str) -> Path:
    # A newline does not leave the comment.
    return _in_prose(folder, text.replace("\n", "\n# "), more)


def _in_strings(template: str) -> Build:
    def build(folder: Path, text: str, more: str) -> Path:
        schema = template.format(text=_quoted(text)) + more
        return _written(folder / "schema.json", schema)

    return build


def _as_root(folder: Path, text: str, more: str) -> Path:
    return _written(folder / f"{text}.json", _SMALL + more)


def _as_bare_root(folder: Path, text: str, more: str) -> Path:
    return _written(folder / text, _SMALL + more)


def _as_folder(folder: Path, text: str, more: str) -> Path:
    return _written(folder / text / "schema.json", _SMALL + more)


def _as_include(folder: Path, text: str, more: str) -> Path:
    # An include's text cannot hold a newline, nor what is not UTF-8: its folder's name can.
    _written(folder / text / "more.json", _SMALL + more)
    return _written(folder / text / "schema.json", "{ 'include': 'more.json' }\n")


def _as_include_text(folder: Path, text: str, more: str) -> Path:
    _written(folder / f"{text}.json", _SMALL + more)
    schema = f"{{ 'include': '{_quoted(text)}.json' }}\n{{ 'event': 'STOP' }}\n"
    return _written(folder / "schema.json", schema)


PLACES: Mapping[str, Build] = {
    "prose": _in_prose,
    "prose-lines": _in_prose_lines,
    "conditions": _in_strings(_CONDITIONS),
    "names": _in_strings(_NAMES),
    "root": _as_root,
    "bare-root": _as_bare_root,
    "folder": _as_folder,
    "included-folder": _as_include,
    "include": _as_include_text,
}


def schema_with(
    text: str, place: str, folder: Path, is_faulty: bool = False
) -> Path | None:
    """The root of a schema with the text in a place; None where no system allows it there.

    A faulty one also has an error in the file whose name is hostile.
    """
    try:
        return PLACES[place](folder, text, _FAULTY if is_faulty else "")
    except (OSError, ValueError):
        # A name with NUL, or below a folder that does not exist.
        return None
