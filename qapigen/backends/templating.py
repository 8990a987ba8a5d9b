# SPDX-License-Identifier: MIT
"""Jinja2 environments that print safe text only, and reports of faults in users' templates.

HTML is escaped unless it is `Markup`; in the other languages text has to be of the
types of `safe_text`, and everything else is an error. There is no way around that:
the filter `safe` does not exist, and `{% autoescape false %}` changes nothing.
"""

from __future__ import annotations

import reprlib
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from pathlib import Path
from typing import NamedTuple

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateRuntimeError,
    TemplateSyntaxError,
)
from markupsafe import Markup, escape

from qapigen.backends.compiled import CompiledTemplates
from qapigen.backends.safe_text import SafeText
from qapigen.shipped import shipped


class _Environment(Environment):
    joined: type[str] = str

    def concat(self, parts: Iterable[str]) -> str:
        """The text of a template, macro or block, all parts of which are safe."""
        return self.joined("".join(parts))


Finalizer = Callable[[object], object]


class Language(NamedTuple):
    """The language of a backend's templates.

    `finalize` checks or escapes each value that is printed, and what a macro or block
    prints is of the type `joined`; `filters` make any text safe, for templates of users.
    """

    name: str
    finalize: Finalizer
    joined: type[str]
    filters: Mapping[str, Callable[[str], str]]


HTML = Language("html", escape, Markup, {})


def only(printed: tuple[type[SafeText], ...], advice: str) -> Finalizer:
    """A finalizer that accepts text of these types and numbers; `advice` names the filters."""
    accepted = (*printed, int)

    def finalize(value: object) -> object:
        if isinstance(value, accepted):
            return value
        # The error of an undefined name comes first.
        shown = str(value)
        raise TemplateRuntimeError(
            f"{reprlib.repr(shown)} is not marked as safe to print; {advice}"
        )

    return finalize


def environment(language: Language, own: Path | None = None) -> Environment:
    """The templates of one backend; a file in the folder `own` replaces the one of its name."""
    kind = language.name
    folders = [shipped("templates") / kind]
    if own is not None:
        folders = [own / kind, own, *folders]
    made = _Environment(
        loader=FileSystemLoader(folders),
        undefined=StrictUndefined,
        autoescape=language is HTML,
        finalize=language.finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        # Templates do not change while they are printed from.
        auto_reload=False,
        bytecode_cache=CompiledTemplates(kind),
    )
    made.joined = language.joined
    del made.filters["safe"]
    made.filters.update(language.filters)
    made.filters["indent"] = _typed(made.filters["indent"])
    return made


def _typed(indent: Callable[..., str]) -> Callable[..., str]:
    """The filter `indent`, with a result of the type of its text."""

    @wraps(indent)
    def indent_typed(text: str, *arguments: object, **options: object) -> str:
        return type(text)(indent(text, *arguments, **options))

    return indent_typed


def fault_in(own: Path, error: Exception) -> str | None:
    """Where in the user's folder an error comes from, and what it is; None if it is ours."""
    # Only a fault needs it.
    from traceback import extract_tb

    if isinstance(error, TemplateSyntaxError):
        places = [(error.filename or "", error.lineno)]
    else:
        frames = reversed(extract_tb(error.__traceback__))
        places = [(frame.filename, frame.lineno or 0) for frame in frames]
    for path, line in places:
        if Path(path).is_relative_to(own):
            return f"{path}:{line}: {error}"
    if isinstance(error, UnicodeDecodeError):
        for file in filter(Path.is_file, sorted(own.rglob("*"))):
            if file.read_bytes() == error.object:
                return f"{file}: {error}"
    return None
