# SPDX-License-Identifier: MIT
"""Read a top-level expression as a definition: one function a kind."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from qapigen.diagnostics.report import Report
from qapigen.diagnostics.suggestions import near_names
from qapigen.editions import EMPTY_TYPE_IS_ABSENT
from qapigen.schema.errors import (
    BOXED_WITHOUT_TYPE,
    MISSING_KEY,
    NOT_A_DEFINITION,
    SEVERAL_KINDS,
    SIMPLE_UNION,
    UNKNOWN_TYPE,
    WRONG_FLAG,
)
from qapigen.schema.keys import DEFINITION_KEYS, DIRECTIVE_KEYS, read_keys
from qapigen.schema.model import (
    BROKEN,
    Alternate,
    Broken,
    Command,
    Definition,
    Enum,
    Event,
    Member,
    Struct,
    TypeUse,
    Union,
)
from qapigen.schema.parts import (
    read_alternatives,
    read_branches,
    read_condition,
    read_features,
    read_members,
    read_text,
    read_type,
    read_values,
    wrong_form,
)
from qapigen.syntax.nodes import (
    Array,
    Bad,
    DocComment,
    Entry,
    Expression,
    Flag,
    Node,
    Null,
    Object,
    Text,
)

_LOST_NAME = r"(?:enum|struct|union|alternate|command|event)\W{1,8}(\w[\w.-]*)"
_TYPE = "a type's name"


class _Written(NamedTuple):
    """A definition's expression, opened up: its fields, and what every definition has."""

    fields: dict[str, Node]
    name: Text
    common: dict[str, Any]


def read_definition(
    expression: Expression, comment: DocComment | None, report: Report
) -> list[Definition | Broken]:
    """The definition that an expression writes.

    A `Broken` stands for each name that the expression seems to define where
    it could not be read; one without a name where not even that is in sight.
    """
    value = expression.value
    if not expression.complete:
        names = set(re.findall(_LOST_NAME, expression.span.text))
        return _lost(names, expression, comment)
    if not isinstance(value, Object):
        return _lost(set(), expression, comment)
    kind = _kind(value, report)
    if kind is None:
        texts = (e.value for e in value.entries[:2] if isinstance(e.value, Text))
        return _lost({text.value for text in texts}, expression, comment)
    word = kind.key.value
    name = read_text(kind.value, f"the name of the {word}", "a string", report)
    if name is None:
        return _lost(set(), expression, comment)
    written = _written(value, word, name, report)
    written.common["span"] = expression.span
    written.common["comment"] = comment
    definition = _READERS[word](written, report)
    if definition is None:
        return [Broken(name=name.value, span=expression.span, comment=comment)]
    return [definition]


def _written(value: Object, word: str, name: Text, report: Report) -> _Written:
    """The definition opened up, as far as that does not depend on its kind."""
    fields = read_keys(
        value, DEFINITION_KEYS[word], f"{word} '{name.value}'", name, report
    )
    common = {
        "name": name.value,
        "name_span": name.span,
        "condition": read_condition(fields.get("if"), report),
        "features": read_features(fields.get("features"), report),
    }
    return _Written(fields, name, common)


def _lost(
    names: set[str], expression: Expression, comment: DocComment | None
) -> list[Definition | Broken]:
    """What stands for a definition that could not be read; documentation knows its name."""
    if comment is not None and comment.symbol:
        names.add(comment.symbol)
    return [
        Broken(name=name, span=expression.span, comment=comment)
        for name in sorted(names) or [BROKEN]
    ]


def _kind(value: Object, report: Report) -> Entry | None:
    """The entry whose key says what kind of definition this is."""
    kinds = [entry for entry in value.entries if entry.key.value in DEFINITION_KEYS]
    if len(kinds) == 1 or len({entry.key.value for entry in kinds}) == 1:
        return kinds[0]
    if kinds:
        finding = SEVERAL_KINDS.at(
            kinds[1].key, first=kinds[0].key.value, second=kinds[1].key.value
        )
        report.add(finding.pointing_at(kinds[0].key, "the first kind"))
        return None
    place = value.entries[0].key if value.entries else value
    finding = NOT_A_DEFINITION.at(place)
    words = [*DEFINITION_KEYS, *DIRECTIVE_KEYS]
    for entry in value.entries:
        if near_names(entry.key.value, words):
            finding = NOT_A_DEFINITION.at(entry.key)
            finding = finding.suggesting(entry.key.value, lambda: words)
            break
    report.add(finding)
    return None


def _enum(written: _Written, report: Report) -> Enum | None:
    data = written.fields.get("data")
    prefix = _given(written, "prefix")
    prefix_text = read_text(prefix, "'prefix'", "a string", report)
    if not isinstance(data, Array):
        _wrong_data(data, "a list of values", report)
        return None
    return Enum(
        **written.common,
        values=read_values(data, report),
        prefix=prefix_text.value if prefix_text else None,
    )


def _struct(written: _Written, report: Report) -> Struct | None:
    has_base = not _is_empty_type(_given(written, "base"), report)
    base = _base(written, report) if has_base else None
    data = written.fields.get("data")
    if not isinstance(data, Object):
        _wrong_data(data, "an object of members", report)
        return None
    if base is not None and not isinstance(base, TypeUse):
        node = written.fields["base"]
        wrong_form(node, "'base' of a struct", _TYPE, report)
        base = TypeUse(name=BROKEN, span=node.span)
    return Struct(
        **written.common, members=read_members(data, "member", report), base=base
    )


def _union(written: _Written, report: Report) -> Union | None:
    base = _base(written, report)
    node = _given(written, "discriminator")
    discriminator = read_text(node, "'discriminator'", "a member's name", report)
    data = written.fields.get("data")
    subject = f"union '{written.name.value}'"
    if base is None and node is None:
        report.add(SIMPLE_UNION.at(written.name))
    elif base is None:
        report.add(MISSING_KEY.at(written.name, subject=subject, key="base"))
    elif node is None:
        report.add(MISSING_KEY.at(written.name, subject=subject, key="discriminator"))
    if not isinstance(data, Object):
        _wrong_data(data, "an object of branches", report)
        return None
    branches = read_branches(data, report)
    if (base is None) != (discriminator is None):
        return None
    return Union(
        **written.common,
        base=base,
        discriminator=discriminator.value if discriminator else None,
        discriminator_span=discriminator.span if discriminator else None,
        branches=branches,
    )


def _alternate(written: _Written, report: Report) -> Alternate | None:
    data = written.fields.get("data")
    if not isinstance(data, Object):
        _wrong_data(data, "an object of alternatives", report)
        return None
    return Alternate(**written.common, alternatives=read_alternatives(data, report))


def _command(written: _Written, report: Report) -> Command | None:
    returns = _given(written, "returns")
    expected = "a type's name or a list of one such name"
    return Command(
        **written.common,
        arguments=_arguments(written, report),
        returns=(
            None
            if returns is None or _is_empty_type(returns, report)
            else read_type(returns, "'returns'", expected, report)
        ),
        boxed=_flag(written, "boxed", True, report),
        gen=not _flag(written, "gen", False, report),
        success_response=not _flag(written, "success-response", False, report),
        allow_oob=_flag(written, "allow-oob", True, report),
        allow_preconfig=_flag(written, "allow-preconfig", True, report),
        coroutine=_flag(written, "coroutine", True, report),
    )


def _event(written: _Written, report: Report) -> Event | None:
    return Event(
        **written.common,
        arguments=_arguments(written, report),
        boxed=_flag(written, "boxed", True, report),
    )


_READERS = {
    "enum": _enum,
    "struct": _struct,
    "union": _union,
    "alternate": _alternate,
    "command": _command,
    "event": _event,
}


def _given(written: _Written, key: str) -> Node | None:
    """The value of an optional key; old releases read null as "absent"."""
    node = written.fields.get(key)
    return None if isinstance(node, Null) else node


def _is_empty_type(node: Node | None, report: Report) -> bool:
    """Whether a type's name is '': newer releases ignore the key, older ones refuse it."""
    if not isinstance(node, Text) or node.value:
        return False
    report.add(UNKNOWN_TYPE.at(node, name="").during(~EMPTY_TYPE_IS_ABSENT))
    return True


def _wrong_data(data: Node | None, expected: str, report: Report) -> None:
    """Report 'data' of the wrong kind; a missing one has been reported."""
    if data is not None:
        wrong_form(data, "'data'", expected, report)


def _base(written: _Written, report: Report) -> TypeUse | tuple[Member, ...] | None:
    node = _given(written, "base")
    if node is None:
        return None
    if isinstance(node, Object):
        return read_members(node, "member", report)
    if isinstance(node, Array):
        wrong_form(node, "'base'", f"{_TYPE} or an object of members", report)
        return TypeUse(name=BROKEN, span=node.span)
    return read_type(node, "'base'", f"{_TYPE} or an object of members", report)


def _arguments(written: _Written, report: Report) -> TypeUse | tuple[Member, ...]:
    node = _given(written, "data")
    boxed = written.fields.get("boxed")
    is_boxed = isinstance(boxed, Flag) and boxed.value
    if is_boxed and (node is None or isinstance(node, Object)):
        assert boxed is not None
        report.add(BOXED_WITHOUT_TYPE.at(node or boxed))
    if node is None or (not is_boxed and _is_empty_type(node, report)):
        return ()
    if isinstance(node, Object):
        return read_members(node, "parameter", report)
    if isinstance(node, Text):
        return TypeUse(name=node.value, span=node.span)
    if not isinstance(node, Bad):
        wrong_form(node, "'data'", f"{_TYPE} or an object of parameters", report)
    return TypeUse(name=BROKEN, span=node.span)


def _flag(written: _Written, key: str, value: bool, report: Report) -> bool:
    """Whether the flag is written; it can only have the one `value` that is not its default."""
    node = written.fields.get(key)
    if node is None:
        return False
    if isinstance(node, Flag) and node.value is value:
        return True
    if not isinstance(node, Bad):
        report.add(
            WRONG_FLAG.at(node, key=key, value=str(value).lower()).helped_by(
                "leave it out"
            )
        )
    return False
