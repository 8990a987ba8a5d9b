# SPDX-License-Identifier: MIT
"""Read what definitions are made of: types, members, values, branches, features, conditions.

A part that has the wrong form is reported and left out, or takes the type
`BROKEN` where its name is still of use.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from qapigen.diagnostics.report import Report
from qapigen.editions import ALWAYS, CHECKED_MEMBER_CONDITIONS, NULL_LITERAL, Lifetime
from qapigen.schema import conditions
from qapigen.schema.conditions import Condition
from qapigen.schema.errors import (
    BAD_CONDITION,
    BLANK_CONDITION,
    CONDITION_KEYS,
    CONDITION_LIST,
    CONDITION_OBJECT,
    EMPTY_CONDITION,
    LONG_FORM,
    UNKNOWN_KEY,
    WRONG_FORM,
)
from qapigen.schema.keys import (
    BRANCH_KEYS,
    FEATURE_KEYS,
    MEMBER_KEYS,
    VALUE_KEYS,
    Keys,
    read_keys,
)
from qapigen.schema.model import (
    BROKEN,
    Alternative,
    Branch,
    Feature,
    Member,
    TypeUse,
    Value,
)
from qapigen.source import Span, Spanned
from qapigen.syntax.nodes import Array, Bad, Entry, Flag, Node, Null, Object, Text

_SYMBOL = re.compile(r"[A-Z][A-Z0-9_]*")
_COMBINATORS = ("all", "any", "not")
_KIND_OF_NODE = {
    Text: "a string",
    Flag: "a boolean",
    Array: "a list",
    Object: "an object",
    Null: "null",
}


def wrong_form(
    node: Node, what: str, expected: str, report: Report, checked: Lifetime = ALWAYS
) -> None:
    """Report that `node` is not of the form it must have; silent where it was reported before.

    `checked` are the releases that look at this form at all.
    """
    if isinstance(node, Bad):
        return
    found = "an empty list" if node[0] == () and isinstance(node, Array) else None
    finding = WRONG_FORM.at(
        node, what=what, expected=expected, found=found or _KIND_OF_NODE[type(node)]
    )
    report.add(
        finding.during(checked & NULL_LITERAL if isinstance(node, Null) else checked)
    )


def read_text(
    node: Node | None, what: str, expected: str, report: Report
) -> Text | None:
    """The node if it is a string, None otherwise."""
    if isinstance(node, Text):
        return node
    if node is not None:
        wrong_form(node, what, expected, report)
    return None


def read_type(node: Node, what: str, expected: str, report: Report) -> TypeUse:
    """The type that a node mentions; `BROKEN` where it mentions none."""
    if isinstance(node, Text):
        return TypeUse(name=node.value, span=node.span)
    if isinstance(node, Array):
        if len(node.items) == 1 and isinstance(node.items[0], Text):
            name = node.items[0]
            return TypeUse(name=name.value, is_array=True, span=name.span)
        if not any(isinstance(item, Bad) for item in node.items):
            wrong_form(node, what, "a type's name or a list of one such name", report)
    else:
        wrong_form(node, what, expected, report)
    return TypeUse(name=BROKEN, span=node.span)


def read_members(written: Object, what: str, report: Report) -> tuple[Member, ...]:
    """The members of an inline object; `what` is "member" or "parameter"."""
    members = []
    # As for nodes: most members are of the short form.
    new = tuple.__new__
    for key, value in _distinct(written):
        name = key.value
        optional = name.startswith("*")
        if optional:
            name = name[1:]
        if isinstance(value, Text):
            use = new(TypeUse, (value.value, value.span, False))
            members.append(new(Member, (name, key.span, use, optional, None, ())))
            continue
        subject = f"{what} '{key.value}'"
        fields, condition = _long_form(value, MEMBER_KEYS, subject, key, report)
        use = _type_of(fields, key, f"the type of {subject}", report)
        features = read_features(fields.get("features"), report)
        members.append(Member(name, key.span, use, optional, condition, features))
    return tuple(members)


def read_branches(written: Object, report: Report) -> tuple[Branch, ...]:
    """The branches of a union."""
    return tuple(
        Branch(name=key.value, type=type_use, condition=condition, span=key.span)
        for key, type_use, condition in _choices(written, "branch", report)
    )


def read_alternatives(written: Object, report: Report) -> tuple[Alternative, ...]:
    """The alternatives of an alternate."""
    return tuple(
        Alternative(name=key.value, type=type_use, condition=condition, span=key.span)
        for key, type_use, condition in _choices(written, "alternative", report)
    )


def _choices(
    written: Object, what: str, report: Report
) -> Iterator[tuple[Text, TypeUse, Condition | None]]:
    for entry in _distinct(written):
        subject = f"{what} '{entry.key.value}'"
        fields, condition = _long_form(
            entry.value, BRANCH_KEYS, subject, entry.key, report
        )
        yield entry.key, _type_of(
            fields, entry.key, f"the type of {subject}", report
        ), condition


def read_values(written: Array, report: Report) -> tuple[Value, ...]:
    """The values of an enum."""
    values = []
    for item in written.items:
        if isinstance(item, Text):
            values.append(Value(name=item.value, span=item.span))
        elif isinstance(item, Object):
            report_long_form(item, "a value", report)
            fields = read_keys(item, VALUE_KEYS, "a value", _opening(item), report)
            name = read_text(
                fields.get("name"), "the name of a value", "a string", report
            )
            condition = read_condition(fields.get("if"), report)
            features = read_features(fields.get("features"), report)
            if name is not None:
                values.append(
                    Value(
                        name=name.value,
                        condition=condition,
                        features=features,
                        span=name.span,
                    )
                )
        else:
            wrong_form(item, "a value", "a string or an object", report)
    return tuple(values)


def read_features(node: Node | None, report: Report) -> tuple[Feature, ...]:
    """The features of a definition, member or value."""
    if node is None:
        return ()
    if not isinstance(node, Array):
        wrong_form(node, "'features'", "a list", report)
        return ()
    features = []
    for item in node.items:
        if isinstance(item, Text):
            features.append(Feature(name=item.value, span=item.span))
        elif isinstance(item, Object):
            fields = read_keys(item, FEATURE_KEYS, "a feature", _opening(item), report)
            name = read_text(
                fields.get("name"), "the name of a feature", "a string", report
            )
            condition = read_condition(fields.get("if"), report)
            if name is not None:
                features.append(
                    Feature(name=name.value, condition=condition, span=name.span)
                )
        else:
            wrong_form(item, "a feature", "a string or an object", report)
    return tuple(features)


def read_member_condition(node: Node | None, report: Report) -> Condition | None:
    """The condition of a member, value, branch or alternative; two releases did not check those."""
    return read_condition(node, report, CHECKED_MEMBER_CONDITIONS)


def read_condition(
    node: Node | None, report: Report, checked: Lifetime = ALWAYS
) -> Condition | None:
    """The condition that a node states, None where it states none.

    `checked` are the releases that looked at conditions of this thing at all.
    """
    if node is None or isinstance(node, Null | Bad):
        return None
    if isinstance(node, Text):
        return _symbol(node, report, checked)
    if isinstance(node, Array):
        report.add(CONDITION_LIST.at(node))
        if not node.items:
            report.add(
                EMPTY_CONDITION.at(node).during(checked & ~CONDITION_LIST.refused_by)
            )
        return conditions.All(_listed(node, report, checked))
    if isinstance(node, Object):
        if CONDITION_OBJECT.refused_by.bits & report.of_interest.bits:
            report.add(CONDITION_OBJECT.at(_opening(node)).during(checked))
        return _combination(node, report, checked)
    wrong_form(node, "a condition", "a string or an object", report, checked)
    return None


def _symbol(node: Text, report: Report, checked: Lifetime) -> Condition:
    text = node.value
    if _SYMBOL.fullmatch(text):
        return conditions.Symbol(text)
    report.add(BAD_CONDITION.at(node, text=text))
    return _expression(node, report, checked)


def _expression(node: Text, report: Report, checked: Lifetime) -> Condition:
    """The condition that an expression of old editions states."""
    text = node.value
    old_language = ~BAD_CONDITION.refused_by
    if not text:
        report.add(EMPTY_CONDITION.at(node).during(checked & old_language))
    elif not text.strip():
        report.add(BLANK_CONDITION.at(node).during(checked & old_language))
    # Today's schemas do without.
    from qapigen.schema.c_conditions import parse_c

    return parse_c(text)


def _listed(node: Array, report: Report, checked: Lifetime) -> tuple[Condition, ...]:
    """The parts of a list of expressions; that there is one has been reported."""
    expressions = [item for item in node.items if isinstance(item, Text)]
    if len(expressions) < len(node.items):
        return _parts(node, report, checked)
    return tuple(_expression(item, report, checked) for item in expressions)


def _parts(node: Array, report: Report, checked: Lifetime) -> tuple[Condition, ...]:
    parts = []
    for item in node.items:
        part = None
        if isinstance(item, Array):
            wrong_form(
                item, "a part of a condition", "a string or an object", report, checked
            )
        else:
            part = read_condition(item, report, checked)
        if part is not None:
            parts.append(part)
    return tuple(parts)


def _combination(node: Object, report: Report, checked: Lifetime) -> Condition | None:
    known = [entry for entry in node.entries if entry.key.value in _COMBINATORS]
    unknown = [entry for entry in node.entries if entry.key.value not in _COMBINATORS]
    for entry in unknown:
        finding = UNKNOWN_KEY.at(entry.key, subject="a condition", key=entry.key.value)
        report.add(
            finding.during(checked).helped_by("valid keys are 'all', 'any' and 'not'")
        )
    if unknown:
        return None
    if len(known) != 1:
        finding = CONDITION_KEYS.at(_opening(node), count=len(known) or "none")
        report.add(finding.during(checked))
        return None
    word, value = known[0].key.value, known[0].value
    if word == "not":
        part = read_condition(value, report, checked)
        return None if part is None else conditions.Not(part)
    if not isinstance(value, Array):
        wrong_form(value, f"'{word}'", "a list of conditions", report, checked)
        return None
    if not value.items:
        report.add(EMPTY_CONDITION.at(value).during(checked))
    parts = _parts(value, report, checked)
    return conditions.All(parts) if word == "all" else conditions.Any(parts)


def _long_form(
    value: Node, keys: Keys, subject: str, key: Text, report: Report
) -> tuple[dict[str, Node], Condition | None]:
    """The fields of a part's value; the short form is the long form's 'type' alone."""
    if not isinstance(value, Object):
        return {"type": value}, None
    report_long_form(value, subject, report)
    fields = read_keys(value, keys, subject, key, report)
    return fields, read_member_condition(fields.get("if"), report)


def report_long_form(value: Object, subject: str, report: Report) -> None:
    """Date the schema: long forms came late."""
    if LONG_FORM.refused_by.bits & report.of_interest.bits:
        report.add(LONG_FORM.at(_opening(value), subject=subject))


def _type_of(fields: dict[str, Node], key: Text, what: str, report: Report) -> TypeUse:
    node = fields.get("type")
    if node is None:
        return TypeUse(name=BROKEN, span=key.span)
    return read_type(node, what, "a type's name or a list of one such name", report)


def _distinct(written: Object) -> Iterable[Entry]:
    """The entries, without those whose key came before: the parser has reported them."""
    first: dict[str, Entry] = {}
    for entry in written.entries:
        first.setdefault(entry.key.value, entry)
    return first.values()


def _opening(node: Object) -> Spanned:
    source, start, _ = node.span
    return Span(source, start, start + 1)
