# SPDX-License-Identifier: MIT
"""Slips of the pen, of many kinds: where in a schema each can be made, and how it looks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random

from laid_out import Edit

from qapigen.schema.model import Command, Event, Struct, TypeUse, Union
from qapigen.schema.schema import Schema, type_uses
from qapigen.source import Span

Places = Iterator[Edit]
Kind = Callable[[Schema, Random], Places]


def slip(word: str, random: Random) -> str:
    """The word with two letters swapped, one lost, doubled, or hit beside."""
    spots = [i for i, c in enumerate(word) if i and c.isalnum()]
    at = random.choice(spots or [0])
    match random.randrange(4):
        case 0 if at + 1 < len(word) and word[at].islower() and word[at + 1].islower():
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        case 1 if len(word) > 3:
            return word[:at] + word[at + 1 :]
        case 2:
            return word[: at + 1] + word[at:]
    beside = "z" if word[at].islower() else "Z"
    return word[:at] + beside + word[at + 1 :]


def _slipped(span: Span, name: str, schema: Schema, random: Random) -> Places:
    """An edit that misspells `name` in a span, unless the result means something else."""
    wrong = slip(name, random)
    if wrong not in schema.names and name in span.text:
        at = span.start + span.text.index(name)
        yield Edit(Span(span.source, at, at + len(name)), wrong)


def type_name(schema: Schema, random: Random) -> Places:
    """A type's name where it is used."""
    for definition in schema:
        for use in type_uses(definition):
            yield from _slipped(use.span, use.name, schema, random)


def definition_name(schema: Schema, random: Random) -> Places:
    """A type's name where it is defined."""
    for definition in schema:
        if definition.name in schema.users:
            yield from _slipped(definition.name_span, definition.name, schema, random)


def command_name(schema: Schema, random: Random) -> Places:
    """The name of a documented command or event where it is defined."""
    for definition in (*schema.commands, *schema.events):
        if definition.comment is not None and definition.comment.symbol:
            yield from _slipped(definition.name_span, definition.name, schema, random)


def doc_symbol(schema: Schema, random: Random) -> Places:
    """The name in the first line of a documentation comment."""
    for definition in schema:
        comment = definition.comment
        if comment is not None and comment.symbol:
            yield from _slipped(comment.span, f"@{comment.symbol}:", schema, random)


def described_name(schema: Schema, random: Random) -> Places:
    """The name of a member where it is described."""
    for definition in schema:
        documentation = schema.documentation(definition)
        own = {part.name for part in definition.parts}
        for name, section in documentation.members.items() if documentation else ():
            if name in own and len(name) > 2:
                yield from _slipped(section.line_span(0), name, schema, random)


def described_feature(schema: Schema, random: Random) -> Places:
    """The name of a feature where it is described."""
    for definition in schema:
        documentation = schema.documentation(definition)
        for name, section in documentation.features.items() if documentation else ():
            yield from _slipped(section.line_span(0), name, schema, random)


def member_name(schema: Schema, random: Random) -> Places:
    """The name of a documented member where it is defined."""
    for definition in schema:
        documentation = schema.documentation(definition)
        for part in definition.parts:
            if (
                documentation
                and part.name in documentation.members
                and len(part.name) > 2
            ):
                yield from _slipped(part.span, part.name, schema, random)


def discriminator(schema: Schema, random: Random) -> Places:
    """The name of the tag where a union names it."""
    for definition in schema:
        if isinstance(definition, Union) and definition.discriminator_span:
            yield from _slipped(
                definition.discriminator_span,
                definition.discriminator or "",
                schema,
                random,
            )


def branch_name(schema: Schema, random: Random) -> Places:
    """The name of a branch."""
    for definition in schema:
        if isinstance(definition, Union) and not definition.is_simple:
            for branch in definition.branches:
                yield from _slipped(branch.span, branch.name, schema, random)


def returned_type(schema: Schema, random: Random) -> Places:
    """The name of the type that a command returns."""
    for command in schema.commands:
        if command.returns is not None:
            yield from _slipped(
                command.returns.span, command.returns.name, schema, random
            )


def base_name(schema: Schema, random: Random) -> Places:
    """The name of a base."""
    for definition in schema:
        if isinstance(definition, Struct | Union) and isinstance(
            definition.base, TypeUse
        ):
            yield from _slipped(
                definition.base.span, definition.base.name, schema, random
            )


def argument_type(schema: Schema, random: Random) -> Places:
    """The name of the type that holds the arguments."""
    for definition in schema:
        if isinstance(definition, Command | Event):
            arguments = definition.arguments
            if isinstance(arguments, TypeUse):
                yield from _slipped(arguments.span, arguments.name, schema, random)


def _matches(pattern: str, schema: Schema) -> Iterator[Span]:
    """Where a pattern occurs in definitions; its first group, if it has one."""
    regex = re.compile(pattern, re.MULTILINE)
    for definition in schema:
        source, start, end = definition.span
        for match in regex.finditer(source.text, start, end):
            yield Span(source, *match.span(regex.groups))


def _misspelt(pattern: str) -> Kind:
    def places(schema: Schema, random: Random) -> Places:
        for span in _matches(pattern, schema):
            yield Edit(span, slip(span.text, random))

    return places


def _replaced(pattern: str, text: str) -> Kind:
    """The match, which `{}` in `text` stands for, replaced."""

    def places(schema: Schema, random: Random) -> Places:
        for span in _matches(pattern, schema):
            yield Edit(span, text.format(span.text.strip("'")))

    return places


def _in_comments(pattern: str, text: str | None) -> Kind:
    """Replaced, or misspelt, in the documentation of definitions."""

    def places(schema: Schema, random: Random) -> Places:
        regex = re.compile(pattern, re.MULTILINE)
        for definition in schema:
            comment = definition.comment
            if comment is None or not comment.symbol:
                continue
            source, start, end = comment.span
            for match in regex.finditer(source.text, start, end):
                span = Span(source, *match.span(regex.groups))
                yield Edit(span, slip(span.text, random) if text is None else text)

    return places


def pragma_key(schema: Schema, random: Random) -> Places:
    """The name of a pragma."""
    yield from _in_pragmas(r"'((?!pragma)[a-z-]+)':", schema, random)


def pragma_entry(schema: Schema, random: Random) -> Places:
    """A name that a pragma exempts."""
    yield from _in_pragmas(r"'([\w-]+)'(?!:)", schema, random)


def _in_pragmas(pattern: str, schema: Schema, random: Random) -> Places:
    for module in schema.modules:
        text = module.source.text
        for pragma in re.finditer(
            r"^\{ *'pragma'.*?\} *\}", text, re.MULTILINE | re.DOTALL
        ):
            plain = re.sub(r"#.*", lambda m: " " * len(m[0]), pragma[0])
            for match in re.finditer(pattern, plain):
                start = pragma.start() + match.start(1)
                span = Span(module.source, start, start + len(match[1]))
                yield Edit(span, slip(match[1], random))


KINDS: dict[str, Kind] = {
    "type-name": type_name,
    "definition-name": definition_name,
    "command-name": command_name,
    "doc-symbol": doc_symbol,
    "described-name": described_name,
    "described-feature": described_feature,
    "member-name": member_name,
    "discriminator": discriminator,
    "branch-name": branch_name,
    "returned-type": returned_type,
    "base-name": base_name,
    "argument-type": argument_type,
    "pragma-key": pragma_key,
    "pragma-entry": pragma_entry,
    "kind": _misspelt(r"^\{ *'(enum|struct|union|alternate|command|event)'"),
    "key-data": _misspelt(r"'(data)':"),
    "key-base": _misspelt(r"'(base)':"),
    "key-returns": _misspelt(r"'(returns)':"),
    "key-discriminator": _misspelt(r"'(discriminator)':"),
    "key-if": _replaced(r"'(if)':", "fi"),
    "key-features": _misspelt(r"'(features)': *\["),
    "key-boxed": _misspelt(r"'(boxed|gen|allow-oob|coroutine|allow-preconfig)':"),
    "key-type": _misspelt(r"\{ *'(type)': *'"),
    "key-name": _misspelt(r"\{ *'(name)': *'"),
    "key-combinator": _misspelt(r"'(all|any|not)': *[\['{]"),
    "flag": _misspelt(r": *(true|false)"),
    "comma-lost": _replaced(r"(,)", ""),
    "comma-doubled": _replaced(r"(,)", ",,"),
    "comma-as-dot": _replaced(r"(,)", "."),
    "comma-last": _replaced(r"'( *)\}", ","),
    "colon-lost": _replaced(r"'( *:)", ""),
    "colon-as-semicolon": _replaced(r"'( *:)", ";"),
    "quote-lost-before": _replaced(r"[{\[,:] *(')", ""),
    "quote-lost-behind": _replaced(r"\w(')", ""),
    "quote-doubled": _replaced(r"\w(')", "''"),
    "quotes-lost": _replaced(r"('\w+')", "{}"),
    "double-quotes": _replaced(r"('\w+')", '"{}"'),
    "brace-lost-opening": _replaced(r"'data': *(\{)", ""),
    "brace-lost-first": _replaced(r"^(\{)", ""),
    "brace-lost-closing": _replaced(r"(\})", ""),
    "brace-doubled": _replaced(r"(\})", "}} }}"),
    "brace-as-bracket": _replaced(r"(\})", "]"),
    "bracket-lost-opening": _replaced(r"(\[)", ""),
    "bracket-lost-closing": _replaced(r"(\])", ""),
    "bracket-as-brace": _replaced(r"(\])", "}}"),
    "letter-before": _replaced(r"[,:{]( *)'", " x"),
    "number": _replaced(r": *('\w+')", "7"),
    "doc-opening-lost": _in_comments(r"^(##)\n# @", ""),
    "doc-closing-lost": _in_comments(r"^(##)\Z", ""),
    "doc-closing-short": _in_comments(r"^(##)\Z", "#"),
    "doc-space-lost": _in_comments(r"^#( )\w", ""),
    "doc-hash-lost": _in_comments(r"^(# )\w", ""),
    "doc-colon-lost": _in_comments(r"^##\n# @[\w-]+(:)", ""),
    "doc-at-lost": _in_comments(r"^##\n# (@)", ""),
    "doc-member-colon-lost": _in_comments(r"^# @[\w-]+(:) ", ""),
    "doc-member-at-lost": _in_comments(r"^# (@)[\w-]+: ", ""),
    "doc-tag": _in_comments(
        r"^# (Since|Returns|Features|Errors|Notes?|Examples?):", None
    ),
    "doc-reference": _in_comments(r"\w @([a-z]{4,})\b", None),
}
